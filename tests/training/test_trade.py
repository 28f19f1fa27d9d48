"""Texts made from templates, and how texts are changed."""

import gzip
import json
import random
import re
from collections.abc import Iterator

import pytest

from training import augment
from training.augment import invented, mistyped, swap_names
from training.folds import FOLDS, KEPT_ASIDE
from training.texts import CORPORA, Piece, Text, held_out, lines, load
from training.trade import Template, filled, templates, trade_texts

WORDS_SHARED_MAX = 7
WORD = re.compile(r"[a-z']+")
SLOT = re.compile(r"\{\w+\}")


def rng(seed: int = 7) -> random.Random:
    """The same numbers for every test."""
    return random.Random(seed)  # noqa: S311 - they have to be repeatable, not unguessable.


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of so many words."""
    words = WORD.findall(text.lower())
    yield from zip(*(words[start:] for start in range(WORDS_SHARED_MAX)), strict=False)


def test_every_template_can_be_filled() -> None:
    """No slot is unknown, and none is left."""
    for template in (template for pool in templates() for template in pool):
        text = "".join(piece.text for piece in filled(template, rng()))
        assert not SLOT.search(text)


def test_no_template_repeats_a_text_of_the_folds_kept_aside() -> None:
    """Figures on those folds are honest only while the templates were not taken from their texts."""
    aside = [text for text in load("jewelry") if any(held_out(text, fold) for fold in KEPT_ASIDE)]
    theirs = {run for text in aside for run in runs(text.text)}
    ours = {
        run for pool in templates() for template in pool for part in SLOT.split(template.text) for run in runs(part)
    }
    assert len(theirs & ours) == 0


def test_a_word_that_is_name_and_goods_is_labelled_only_where_it_is_a_name() -> None:
    """Within one text both stand, and agree."""
    pieces = list(filled(Template("{gemname} wants a {gemsame} ring", spoken=True), rng()))
    named = [piece for piece in pieces if piece.label]
    plain = "".join(piece.text for piece in pieces if not piece.label)
    assert [piece.label for piece in named] == ["PERSON"]
    assert named[0].text in plain


def test_one_person_is_called_alike_throughout_a_text() -> None:
    """Full name and spelt surname are of one person."""
    full, spelt = (piece for piece in filled(Template("{1n2} {1s2}", spoken=False), rng()) if piece.label)
    letters = [letter for letter in spelt.text if letter.isalpha()]
    assert letters == [letter for letter in full.text.split()[-1].upper() if letter.isalpha()]


def test_the_same_seed_makes_the_same_texts() -> None:
    """Training can be repeated."""
    assert trade_texts(40, rng()) == trade_texts(40, rng())


def test_invented_names_are_in_no_list() -> None:
    """Most of them, that is: some happen to exist."""
    known = {*lines("first_names.txt"), *lines("last_names.txt")}
    made = [invented(part, rng(seed)) for seed in range(200) for part in ("first", "last")]
    assert sum(name in known for name in made) < len(made) / 5
    assert all(name.isalpha() for name in made)


def test_a_slip_changes_a_word_by_one_letter_at_most() -> None:
    """Left out, doubled, or swapped with the next; the first stays."""
    for seed in range(50):
        slipped = mistyped("Marguerite", rng(seed))
        assert slipped[0] == "M"
        assert abs(len(slipped) - len("Marguerite")) <= 1


def test_a_name_may_become_that_of_goods_which_the_text_speaks_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the learner meets a person and a stone of one name; the stone keeps its word and has no label."""
    monkeypatch.setattr(augment, "LIKE_GOODS", 1.0)
    text = Text("t", "made", "t", (Piece("Beatrice", "PERSON"), Piece(" wants the opal")))
    assert [piece.text for piece in swap_names(text, rng()).pieces] == ["Opal", " wants the opal"]


def test_every_text_is_of_one_fold() -> None:
    """The folds part the texts."""
    with gzip.open(CORPORA / "jewelry.jsonl.gz", "rt", encoding="utf8") as rows:
        count = sum(1 for row in rows if json.loads(row))
    texts = load("jewelry")
    assert sum(held_out(text, fold) for text in texts for fold in FOLDS) == count
