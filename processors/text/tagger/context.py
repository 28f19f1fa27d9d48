"""What surrounds each token beyond its neighbours: line, question before, cue, repetition. Compiled."""

# ruff: noqa: PLR2004 - shapes and small sizes, as laid out in tokens.py.

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.compiled import inner
from processors.text.tagger.lexicon import BITS as CLASS
from processors.text.tagger.tokens import EDGE, EXACT, FLAGS, GAP, LENGTH, LINE, SHAPE, SMALL, WORD

Table = NDArray[np.uint32]

SPOT, LENGTH_OF_LINE, ASKED, CUE, FAR, KNOWN, SEEN, CASE, RUN, OPENING, AHEAD, TYPE, CERTAIN = range(13)
AROUND = 13
LINES = 4  # Columns of the line table: first token, number of tokens, classes of cue words, whether it asks.

CUE_CLASSES = ("say", "idcue", "phonecue", "secretcue", "dobcue", "addrcue", "mailcue", "title", "kin", "role", "greet")
CUES = sum(CLASS[name] for name in CUE_CLASSES)
SPELT = CLASS["num"] | CLASS["nato"]
GOODS = CLASS["gem"] | CLASS["metal"] | CLASS["goods"] | CLASS["brand"]
QUESTION = 1000 + 63


@inner
def look_up(tokens: Table, count: int, keys: Table, values: Table) -> None:
    """Set each token's class bits, and a small summary of them."""
    for at in range(EDGE, count + EDGE):
        row = tokens[at]
        slot = row[EXACT] % len(keys)
        while keys[slot] != 0 and keys[slot] != row[EXACT]:
            slot = (slot + 1) % len(keys)
        flags = values[slot] if keys[slot] != 0 else 0
        row[FLAGS] = flags
        row[SMALL] = (flags & 63) + (64 if flags & GOODS else 0) + (128 if flags & ~np.uint32(GOODS | 63) else 0)


@inner
def read_lines(tokens: Table, count: int, lines: Table) -> None:
    """Fill the line table."""
    for at in range(EDGE, count + EDGE):
        row = lines[tokens[at, LINE] + 1]
        if row[1] == 0:
            row[0] = at
        row[1] += 1
        row[2] |= tokens[at, FLAGS] & CUES
        if tokens[at, SHAPE] == QUESTION:
            row[3] = 1


@inner
def types_of(tokens: Table, count: int, around: Table, slots: Table) -> int:
    """Number the distinct words of the text, and count each one's uses and its capitals within a line."""
    kinds, mask = 0, len(slots) - 1
    for at in range(EDGE, count + EDGE):
        slot = tokens[at, EXACT] & mask
        while slots[slot] != 0 and tokens[slots[slot], EXACT] != tokens[at, EXACT]:
            slot = (slot + 1) & mask
        if slots[slot] == 0:
            slots[slot] = at
            around[at, TYPE] = kinds
            kinds += 1
        else:
            around[at, TYPE] = around[slots[slot], TYPE]
    return kinds


@inner
def spelt(row: Table) -> bool:
    """Whether a token could be a piece of something spelt out or dictated."""
    shape = row[SHAPE]
    letter = row[LENGTH] == 1 and shape < 1000 and (row[GAP] > 0 or shape >= 64)
    return bool(letter or (row[FLAGS] & SPELT) != 0 or 64 <= shape < 1000)


@inner
def context(tokens: Table, count: int, lines: Table, around: Table, slots: Table) -> int:
    """Fill the context table, the column for what the shop knows aside, and return the number of distinct words."""
    kinds = types_of(tokens, count, around, slots)
    uses = np.zeros((kinds + 1, 3), np.uint32)
    capitals = 0
    for at in range(EDGE, count + EDGE):
        kind, shape = around[at, TYPE], tokens[at, SHAPE]
        first = lines[tokens[at, LINE] + 1, 0] == at
        upper = shape < 1000 and (shape // 16) % 4 > 0
        uses[kind, 0] += 1
        uses[kind, 1] += upper and not first
        uses[kind, 2] += not upper
        capitals += upper
    mode = 0 if capitals == 0 else 1 if capitals * 12 < count else 2 if capitals * 2 < count else 3
    before = len_run = 0
    for at in range(EDGE, count + EDGE):
        place_in_line(tokens, at, lines, around[at])
        use = uses[around[at, TYPE]]
        around[at, SEEN] = min(use[0], 4) * 16 + min(use[1], 2) * 4 + min(use[2], 2)
        around[at, CASE] = mode
        len_run = len_run + 1 if spelt(tokens[at]) and tokens[at, LINE] == tokens[at - 1, LINE] else spelt(tokens[at])
        around[at, RUN] = len_run
    after = 0
    for back in range(count):
        at = count + EDGE - 1 - back
        same = after > 0 and tokens[at, LINE] == tokens[at + 1, LINE]
        after = after + 1 if spelt(tokens[at]) and same else spelt(tokens[at])
        run = around[at, RUN]
        around[at, RUN] = min(run, 6) * 32 + min(after, 6) if after else before
    return kinds


@inner
def place_in_line(tokens: Table, at: int, lines: Table, c: Table) -> None:
    """Where the token stands in its line, the nearest cue before it, and what the line before asked."""
    line = tokens[at, LINE] + 1
    first, length = lines[line, 0], lines[line, 1]
    index = at - first
    c[SPOT] = min(index, 4) * 8 + min(length - index - 1, 4)
    c[LENGTH_OF_LINE] = min(length, 8) if length < 12 else 9
    c[ASKED] = lines[line - 1, 2] * 2 + lines[line - 1, 3]
    c[OPENING] = tokens[first, WORD] ^ (tokens[first + 1, WORD] * 3 if length > 2 else 0)
    c[CUE] = c[FAR] = 0
    for step in range(1, min(index, 9) + 1):
        if tokens[at - step, FLAGS] & CUES:
            c[CUE], c[FAR] = tokens[at - step, WORD], min(step, 4) + step // 4
            break
    c[AHEAD] = 0
    for step in range(1, min(length - index - 1, 5) + 1):
        if tokens[at + step, FLAGS] & CUES:
            c[AHEAD] = tokens[at + step, WORD]
            break
