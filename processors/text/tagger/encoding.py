"""A text and what is known of its people, as arrays for the compiled tagger."""

import re
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.alphabet import folded
from processors.text.tagger.labels import FOLDED, NUMBER
from processors.text.tagger.lexicon import hash_of

# Columns of the table of known words, a row a word; the words of one string follow one another.
TAG, HASH, SIZE, STARTS, MORE, LETTERS = range(6)
LETTERS_MAX = 20
KNOWN_WORDS_MAX = 96
WORD = re.compile(r"[^\W_]+")
PADDING = (0,) * LETTERS_MAX
NOTHING_KNOWN = np.zeros((0, LETTERS + LETTERS_MAX), dtype=np.uint32)


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of a text; lone surrogates stand as they are."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def words_of(text: str) -> list[str]:
    """The folded runs of letters and digits of a text."""
    return WORD.findall(folded(text))


def known_words(strings: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, str, bool, bool]]:
    """Tag and word of all known strings, whether the word starts its string, and whether another one follows."""
    for label, values in strings.items():
        tag = NUMBER.get(FOLDED.get(label, label), 0)
        for value in values:
            words = words_of(value)
            if label == "PHONE" and len(words) > 1:
                yield tag, "".join(words), True, False
            for place, word in enumerate(words):
                yield tag, word, place == 0, place < len(words) - 1


def known_table(strings: Mapping[str, tuple[str, ...]]) -> NDArray[np.uint32]:
    """The table of known words."""
    rows = [
        (tag, hash_of(word), len(word), starts, more, *map(ord, word[:LETTERS_MAX]), *PADDING[len(word) :])
        for _, (tag, word, starts, more) in zip(range(KNOWN_WORDS_MAX), known_words(strings), strict=False)
    ]
    return np.array(rows, dtype=np.uint32) if rows else NOTHING_KNOWN
