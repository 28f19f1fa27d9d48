"""Labelled texts changed so that the learner meets more names, numbers and ways of writing than were collected."""

# ruff: noqa: PLR2004 - the numbers are chances and small sizes.

import random
import re
from collections.abc import Callable
from functools import cache

from processors.text.tagger.alphabet import folded
from processors.text.tagger.lexicon import classes
from training.texts import Piece, Text, lines, replace, words

NAMED_LIKE_GOODS = words("named_like_goods")
ID_LABELS = frozenset(words("id_labels"))
KEPT_WORDS = frozenset(words("kept_words"))
DIGIT_WORDS = words("digit_words")
PUNCTUATION = re.compile(r"[,.;:!?\"]+(?=\s|$)")
Change = Callable[[str], str]
LIKE_GOODS = 0.04  # How often a name becomes that of a gem which the text speaks of as goods.
TRADE_WORD, INVENTED, COMPOUND = 0.12, 0.15, 0.2


@cache
def name_pools() -> dict[str, tuple[str, ...]]:
    """Names to choose from, by part; each with how likely it is drawn."""
    return {"first": tuple(lines("first_names.txt")), "last": tuple(lines("last_names.txt"))}


def any_name(part: str, rng: random.Random) -> str:
    """A name, now and then one that is also a word of the trade."""
    draw = rng.random()
    if draw < TRADE_WORD:
        return rng.choice(NAMED_LIKE_GOODS)
    return invented(part, rng) if draw < TRADE_WORD + INVENTED else rng.choice(name_pools()[part])


def invented(part: str, rng: random.Random) -> str:
    """A name in no list, as every fifth of real texts is: the head of one and the tail of another, or two words."""
    if part == "last" and rng.random() < COMPOUND:
        return rng.choice(short_words()) + rng.choice(short_words())
    head, tail = rng.choice(name_pools()[part]), rng.choice(name_pools()[part])
    return head[: rng.randint(2, max(2, len(head) - 1))] + tail[-rng.randint(2, 4) :]


@cache
def short_words() -> tuple[str, ...]:
    """Words that surnames are put together from."""
    return tuple(word for word in lines("words.txt")[300:6000] if 3 < len(word) < 6)


@cache
def first_names() -> frozenset[str]:
    """The first names as a set."""
    return frozenset(name_pools()["first"])


def cased_like(word: str, model: str) -> str:
    """A word in the case of another one."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word.capitalize() if model[:1].isupper() else word


@cache
def gems() -> re.Pattern[str]:
    """Any gem or metal that a person may be called after."""
    return re.compile(rf"\b(?:{'|'.join(word for word in classes()['gem'] if len(word) > 3)})\b", re.IGNORECASE)


def goods_in(text: Text) -> list[str]:
    """The gems that a text speaks of as goods."""
    return sorted({folded(gem) for piece in text.pieces if not piece.label for gem in gems().findall(piece.text)})


def swap_names(text: Text, rng: random.Random) -> Text:
    """Every name replaced by another, the same by the same, in what the shop knows too."""
    swapped: dict[str, str] = {}
    goods = goods_in(text)

    def other(match: re.Match[str]) -> str:
        word = match.group()
        key = folded(word)
        if len(key) < 3 or key in KEPT_WORDS or not key.isalpha():
            return word
        if key not in swapped:
            like_goods = goods and rng.random() < LIKE_GOODS
            swapped[key] = (
                rng.choice(goods) if like_goods else any_name("first" if key in first_names() else "last", rng)
            )
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
    choices = [word for word in classes()["gem"] if len(word) > 3]

    def change(value: str) -> str:
        return gems().sub(lambda m: cased_like(rng.choice(choices), m.group()), value)

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


def mistyped(word: str, rng: random.Random) -> str:
    """A word with one slip: a letter left out, doubled, or swapped with the next."""
    at = rng.randrange(1, max(2, len(word) - 1))
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at - 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    )
    return rng.choice(slips)


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
