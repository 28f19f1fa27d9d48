"""Labelled texts changed so that the learner meets more names, numbers and ways of writing than were collected."""

# ruff: noqa: PLR2004 - the numbers are chances and small sizes.

import random
import re
from collections.abc import Callable
from functools import cache

from processors.text.tagger.alphabet import folded
from processors.text.tagger.lexicon import classes, lines
from training.texts import Piece, Text, replace, words

NAMED_LIKE_GOODS = words("named_like_goods")
ID_LABELS = frozenset(words("id_labels"))
KEPT_WORDS = frozenset(words("kept_words"))
DIGIT_WORDS = words("digit_words")
PUNCTUATION = re.compile(r"[,.;:!?\"]+(?=\s|$)")
Change = Callable[[str], str]


@cache
def name_pools() -> dict[str, tuple[str, ...]]:
    """Names to choose from, by part; each with how likely it is drawn."""
    return {"first": tuple(lines("first_names.txt")), "last": tuple(lines("last_names.txt"))}


def any_name(part: str, rng: random.Random) -> str:
    """A name, now and then one that is also a word of the trade."""
    if rng.random() < 0.12:
        return rng.choice(NAMED_LIKE_GOODS)
    return rng.choice(name_pools()[part])


@cache
def first_names() -> frozenset[str]:
    """The first names as a set."""
    return frozenset(name_pools()["first"])


def cased_like(word: str, model: str) -> str:
    """A word in the case of another one."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word.capitalize() if model[:1].isupper() else word


def swap_names(text: Text, rng: random.Random) -> Text:
    """Every name of the text replaced by another, the same by the same, in what the shop knows too."""
    swapped: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        word = match.group()
        key = folded(word)
        if len(key) < 3 or key in KEPT_WORDS or not key.isalpha():
            return word
        if key not in swapped:
            swapped[key] = any_name("first" if key in first_names() else "last", rng)
        return cased_like(swapped[key], word)

    def change(value: str) -> str:
        return re.sub(r"[^\W\d_]+", other, value)

    pieces = tuple(replace(p, text=change(p.text)) if p.label == "PERSON" else p for p in text.pieces)
    known = {label: tuple(map(change, v)) if label == "PERSON" else v for label, v in text.known.items()}
    return replace(text, pieces=pieces, known=known)


def swap_digits(text: Text, rng: random.Random) -> Text:
    """Digits, and letters among digits, of every number replaced."""

    def change(value: str) -> str:
        value = re.sub(r"\d", lambda _: str(rng.randrange(10)), value)
        value = re.sub(r"(?<=\d)[a-z](?=[\d\s]|$)", lambda _: chr(97 + rng.randrange(26)), value)
        return re.sub(rf"\b(?:{'|'.join(DIGIT_WORDS)})\b", lambda _: rng.choice(DIGIT_WORDS), value)

    return replace(
        text, pieces=tuple(replace(p, text=change(p.text)) if p.label in ID_LABELS else p for p in text.pieces)
    )


def recased(change: Change) -> Callable[[Text, random.Random], Text]:
    """A change of every letter's case."""

    def apply(text: Text, _: random.Random) -> Text:
        return replace(text, pieces=tuple(replace(p, text=change(p.text)) for p in text.pieces))

    return apply


def without_punctuation(text: Text, _: random.Random) -> Text:
    """As a transcriber writes: no marks, no capitals."""
    return replace(text, pieces=tuple(replace(p, text=PUNCTUATION.sub("", p.text).lower()) for p in text.pieces))


def goods_for_goods(text: Text, rng: random.Random) -> Text:
    """Gems and metals outside identifiers replaced by others."""
    gems = [word for word in classes()["gem"] if len(word) > 3]
    pattern = re.compile(rf"\b(?:{'|'.join(gems)})\b", re.IGNORECASE)

    def change(value: str) -> str:
        return pattern.sub(lambda m: cased_like(rng.choice(gems), m.group()), value)

    return replace(text, pieces=tuple(p if p.label else replace(p, text=change(p.text)) for p in text.pieces))


def turns_shuffled(text: Text, rng: random.Random) -> Text:
    """Only some of the lines, in their order."""
    lines_of: list[list[Piece]] = [[]]
    for piece in text.pieces:
        for n, part in enumerate(piece.text.split("\n")):
            if n:
                lines_of.append([])
            if part:
                lines_of[-1].append(replace(piece, text=part))
    start = rng.randrange(len(lines_of))
    kept = lines_of[start : start + rng.randint(1, 6)]
    pieces: list[Piece] = []
    for n, line in enumerate(kept):
        pieces += [Piece("\n")] * (n > 0) + line
    return replace(text, pieces=tuple(pieces))


CHANGES: tuple[tuple[float, Callable[[Text, random.Random], Text]], ...] = (
    (0.45, swap_names), (0.5, swap_digits), (0.12, recased(str.lower)), (0.02, recased(str.upper)),
    (0.08, without_punctuation), (0.12, goods_for_goods), (0.12, turns_shuffled),
)  # fmt: skip
UNCHANGED = {"evi_en": (swap_names,)}


def changed(text: Text, rng: random.Random) -> Text:
    """A text with some changes, chosen at random."""
    for chance, change in CHANGES:
        if rng.random() < chance and change not in UNCHANGED.get(text.source, ()):
            text = change(text, rng)
    return text
