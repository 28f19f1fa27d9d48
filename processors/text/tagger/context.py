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
    mask = np.uint32(len(keys) - 1)
    for at in range(EDGE, count + EDGE):
        exact = tokens[at, EXACT]
        slot = exact & mask
        while keys[slot] != 0 and keys[slot] != exact:
            slot = (slot + np.uint32(1)) & mask
        flags = values[slot] if keys[slot] != 0 else np.uint32(0)
        tokens[at, FLAGS] = flags
        tokens[at, SMALL] = (flags & 63) + (64 if flags & GOODS else 0) + (128 if flags & ~np.uint32(GOODS | 63) else 0)


@inner
def read_lines(tokens: Table, count: int, lines: Table) -> None:
    """Fill the line table."""
    for at in range(EDGE, count + EDGE):
        line = tokens[at, LINE] + 1
        if lines[line, 1] == 0:
            lines[line, 0] = at
        lines[line, 1] += 1
        lines[line, 2] |= tokens[at, FLAGS] & CUES
        if tokens[at, SHAPE] == QUESTION:
            lines[line, 3] = 1


@inner
def types_of(tokens: Table, count: int, around: Table, slots: Table) -> int:
    """Number the distinct words of the text."""
    kinds, mask = 0, np.uint32(len(slots) - 1)
    for at in range(EDGE, count + EDGE):
        exact = tokens[at, EXACT]
        slot = exact & mask
        while slots[slot] != 0 and tokens[slots[slot], EXACT] != exact:
            slot = (slot + np.uint32(1)) & mask
        if slots[slot] == 0:
            slots[slot] = at
            around[at, TYPE] = kinds
            kinds += 1
        else:
            around[at, TYPE] = around[slots[slot], TYPE]
    return kinds


@inner
def spelt(tokens: Table, at: int) -> bool:
    """Whether a token could be a piece of something spelt out or dictated."""
    shape = tokens[at, SHAPE]
    if tokens[at, LENGTH] == 1 and shape < 1000 and (tokens[at, GAP] > 0 or shape >= 64):
        return True
    return bool((tokens[at, FLAGS] & SPELT) != 0 or 64 <= shape < 1000)


@inner
def context(tokens: Table, count: int, lines: Table, around: Table, slots: Table) -> int:
    """Fill the context table, the column for what the shop knows aside, and return the number of distinct words."""
    kinds = types_of(tokens, count, around, slots)
    uses = np.zeros((kinds + 1, 3), np.uint32)
    mode = count_uses(tokens, count, lines, around, uses)
    look_back(tokens, count, lines, around)
    look_ahead(tokens, count, lines, around)
    for at in range(EDGE, count + EDGE):
        kind = around[at, TYPE]
        around[at, SEEN] = min(uses[kind, 0], 4) * 16 + min(uses[kind, 1], 2) * 4 + min(uses[kind, 2], 2)
        around[at, CASE] = mode
    return kinds


@inner
def count_uses(tokens: Table, count: int, lines: Table, around: Table, uses: Table) -> int:
    """Count each word's uses, and those with a capital within a line; how much of the text has capitals."""
    capitals = 0
    for at in range(EDGE, count + EDGE):
        kind, shape = around[at, TYPE], tokens[at, SHAPE]
        first = lines[tokens[at, LINE] + 1, 0] == at
        upper = shape < 1000 and (shape // 16) % 4 > 0
        uses[kind, 0] += 1
        uses[kind, 1] += upper and not first
        uses[kind, 2] += not upper
        capitals += upper
    return 0 if capitals == 0 else 1 if capitals * 12 < count else 2 if capitals * 2 < count else 3


@inner
def look_back(tokens: Table, count: int, lines: Table, around: Table) -> None:
    """Where each token stands in its line, the nearest cue before it, and what the line before asked."""
    cue_at, run = -1, 0
    for at in range(EDGE, count + EDGE):
        line = tokens[at, LINE] + 1
        first, length = lines[line, 0], lines[line, 1]
        index = at - first
        around[at, SPOT] = min(index, 4) * 8 + min(length - index - 1, 4)
        around[at, LENGTH_OF_LINE] = min(length, 8) if length < 12 else 9
        around[at, ASKED] = lines[line - 1, 2] * 2 + lines[line - 1, 3]
        around[at, OPENING] = tokens[first, WORD] ^ (tokens[first + 1, WORD] * 3 if length > 2 else 0)
        step = at - cue_at
        if cue_at >= first and step <= 9:
            around[at, CUE], around[at, FAR] = tokens[cue_at, WORD], min(step, 4) + step // 4
        if tokens[at, FLAGS] & CUES:
            cue_at = at
        run = (run + 1 if index > 0 else 1) if spelt(tokens, at) else 0
        around[at, RUN] = run


@inner
def look_ahead(tokens: Table, count: int, lines: Table, around: Table) -> None:
    """The nearest cue after each token, and what is spelt out or dictated before and after it."""
    cue_at, run = count + EDGE, 0
    for back in range(count):
        at = count + EDGE - 1 - back
        line = tokens[at, LINE] + 1
        end = lines[line, 0] + lines[line, 1]
        if cue_at < end and cue_at - at <= 5:
            around[at, AHEAD] = tokens[cue_at, WORD]
        if tokens[at, FLAGS] & CUES:
            cue_at = at
        run = (run + 1 if at + 1 < end else 1) if spelt(tokens, at) else 0
        around[at, RUN] = min(around[at, RUN], 6) * 32 + min(run, 6) if run else 0
