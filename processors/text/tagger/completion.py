"""Identifiers made whole: the rest of a code, of a dictated number, of a spoken address. Compiled."""

# ruff: noqa: PLR2004 - shapes and small sizes, as laid out in tokens.py.

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.compiled import inner
from processors.text.tagger.context import GOODS, spelt
from processors.text.tagger.labels import NUMBER, QUASI_FROM
from processors.text.tagger.lexicon import BITS, FIRST, LAST, TIER, hash_of
from processors.text.tagger.tokens import EDGE, EXACT, FLAGS, GAP, LENGTH, LINE, SHAPE

Table = NDArray[np.uint32]
Tags = NDArray[np.uint8]

PERSON, EMAIL, USERNAME, SECRET = (NUMBER[tag] for tag in ("PERSON", "EMAIL", "USERNAME", "SECRET"))
MARK, DIGITS = 1000, 64  # Shapes from MARK on are marks; from DIGITS on, tokens with a digit.
MARK_SLOTS = 251
HYPHEN, APOSTROPHE, CURLY = (MARK + ord(mark) % MARK_SLOTS for mark in "-'\u2019")
JOINERS = tuple(MARK + ord(mark) % MARK_SLOTS for mark in "-/_.&#@+:")
RARE_TIER = 4
LENIENT, LENIENT_UNRAISED, STRICT = 0.5, 0.8, 3.0
CUE = BITS["idcue"] | BITS["unit"] | BITS["greet"] | BITS["money"]
NUM, MAIL = BITS["num"], BITS["mailcue"]
PREFIX_LENGTH_MAX = 3
SPOKEN_MAX = 14


AT, DOT = hash_of("at"), hash_of("dot")


@inner
def least(t: Table, at: int, least_usual: float) -> float:
    """How likely a token must be an identifier to count as one: names that are no common word need less, goods more."""
    flags, shape = t[at, FLAGS], t[at, SHAPE]
    tier = (flags // TIER) % 8
    if shape < DIGITS and flags & GOODS:
        return least_usual * STRICT
    if shape >= DIGITS or not flags & (FIRST | LAST) or 0 < tier < RARE_TIER:
        return least_usual
    return least_usual * (LENIENT if (shape // 16) % 4 else LENIENT_UNRAISED)


@inner
def complete(t: Table, tags: Tags) -> None:
    """Extend every identifier over what belongs to it."""
    last = len(tags) - 1
    for n in range(last):
        if 0 < tags[n] < QUASI_FROM and tags[n + 1] == 0:
            grow(t, tags, n, 1)
    for n in range(last, 0, -1):
        if 0 < tags[n] < QUASI_FROM and tags[n - 1] == 0:
            grow(t, tags, n, -1)
    for n in range(1, last):
        if t[n + EDGE, EXACT] == DOT:
            speak(t, tags, n)


@inner
def grow(t: Table, tags: Tags, n: int, step: int) -> None:
    """Carry a direct tag one step on, to a token without one, where code, hyphenated name or dictated run goes on."""
    tag, to = tags[n], n + step
    here, there, beyond = n + EDGE, to + EDGE, to + step
    if t[there, LINE] != t[here, LINE]:
        return
    shape = t[there, SHAPE]
    if t[max(here, there), GAP] == 0 and shape >= MARK and 0 <= beyond < len(tags) and joins(shape, tag):
        further = beyond + EDGE
        touching = t[max(there, further), GAP] == 0 and t[further, SHAPE] < MARK
        coded = tag in (EMAIL, USERNAME, SECRET, PERSON) or t[further, SHAPE] >= DIGITS or t[here, SHAPE] >= DIGITS
        if touching and coded and (tags[beyond] == 0 or tags[beyond] == tag) and t[further, LENGTH] > (tag == PERSON):
            tags[to] = tags[beyond] = tag
    elif spelt(t, here) and spelt(t, there) and t[there, LENGTH] == 1 and shape < DIGITS:
        if run_of(t, tags, n, -step) >= 2:
            tags[to] = tag
    elif (spelt(t, here) and spelt(t, there) and t[there, FLAGS] & NUM and run_of(t, tags, n, -step) >= 3) or (
        step < 0 and tag != PERSON and t[here, SHAPE] >= DIGITS and prefixes(t, there)
    ):
        tags[to] = tag


@inner
def prefixes(t: Table, at: int) -> bool:
    """Whether a token may be the letters before the digits of a code."""
    raised = t[at, SHAPE] < DIGITS and (t[at, SHAPE] // 16) % 4 == 2
    return bool(raised and t[at, LENGTH] <= PREFIX_LENGTH_MAX and not t[at, FLAGS] & (CUE | GOODS))


@inner
def joins(shape: int, tag: int) -> bool:
    """Whether a mark joins the pieces of such an identifier."""
    if tag == PERSON:
        return shape in (HYPHEN, APOSTROPHE, CURLY)
    return shape in JOINERS


@inner
def run_of(t: Table, tags: Tags, n: int, step: int) -> int:
    """How many dictated tokens of one identifier stand here in a row, up to three."""
    size, at = 0, n
    while 0 <= at < len(tags) and size < 3 and tags[at] == tags[n] and spelt(t, at + EDGE):
        size += 1
        at += step
    return size


@inner
def speak(t: Table, tags: Tags, n: int) -> None:
    """A spoken address: from the name before `at` to the ending after `dot`."""
    line, back = t[n + EDGE, LINE], n - 1
    while back > 0 and n - back < SPOKEN_MAX and t[back + EDGE, EXACT] != AT and t[back + EDGE, LINE] == line:
        back -= 1
    if t[back + EDGE, EXACT] != AT or back < 1 or t[back - 1 + EDGE, LINE] != line or n + 1 >= len(tags):
        return
    tailed = t[n + 1 + EDGE, FLAGS] & MAIL or t[n + 1 + EDGE, LENGTH] == 1
    if tailed and t[n + 1 + EDGE, LINE] == line:
        for at in range(back - 1, n + 2):
            tags[at] = EMAIL
