"""Phrases of the word lists: every spelling that they stand for."""

import pytest

from processors.text.prohibited.phrases import spellings


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("ring", ["ring"]),
        ("rings?", ["ring", "rings"]),
        ("a(?:b|cd)?e", ["abe", "acde", "ae"]),
        ("grade [1-3]", ["grade 1", "grade 2", "grade 3"]),
        ("parkinson's", ["parkinson s"]),
        ("(?:her|his) (?:wife|wi[fv]es)", ["her wife", "her wifes", "her wives", "his wife", "his wifes", "his wives"]),
    ],
)
def test_a_phrase_stands_for_all_its_spellings(phrase: str, expected: list[str]) -> None:
    """Choices, classes and what may be left out are spelled out; what is no letter or digit is a blank."""
    assert spellings(phrase) == expected


@pytest.mark.parametrize("phrase", ["a+", "(?:a|b", "a)", "*"])
def test_a_phrase_beyond_the_small_patterns_is_refused(phrase: str) -> None:
    """A phrase with repetition or a bracket left open is refused when it is read."""
    with pytest.raises(ValueError, match="phrase not understood"):
        spellings(phrase)
