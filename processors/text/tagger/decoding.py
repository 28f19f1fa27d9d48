"""Tag a text token by token with the weight table, twice over. Compiled."""

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.compiled import inner
from processors.text.tagger.context import TYPE
from processors.text.tagger.features import STATIC
from processors.text.tagger.history import AHEAD, BEHIND, ahead, behind, surest_of
from processors.text.tagger.labels import QUASI_FROM, TAG_COUNT
from processors.text.tagger.model import OFFSET
from processors.text.tagger.tokens import EDGE

Table = NDArray[np.uint32]
Bits = NDArray[np.uint64]

NEGLIGIBLE = 9.0  # A score this far below the best one counts as no chance.
ONE, BYTE, LANE = np.uint64(1), np.uint64(8), np.uint64(16)
EVEN_BYTES, LOW_LANE = np.uint64(0x00FF00FF00FF00FF), np.uint64(0xFFFF)
SUMS = 5  # Four words of four sums each, and how many rows went into them.


@inner
def decode(
    tokens: Table, around: Table, places: Table, kinds: int, weights: Bits, used: Bits, scale: float
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Each token's likeliest direct and quasi identifier, and how likely it is any direct and any quasi one."""
    count = len(places)
    base = np.zeros((count, SUMS), np.uint64)
    for n in range(count):
        add(places[n], STATIC, weights, used, base[n])
    first = np.zeros(count + 2 * EDGE, np.uint8)
    best, chance = np.zeros((count, 2), np.uint8), np.zeros((count, 2), np.float32)
    nothing = np.zeros(0, np.uint32)
    read(tokens, around, kinds, base, weights, used, scale, first, nothing, best, chance)
    surest = surest_of(tokens, around, kinds, first, chance[:, 0])
    read(tokens, around, kinds, base, weights, used, scale, first, surest, best, chance)
    return best, chance


@inner
def add(rows: Table, count: int, weights: Bits, used: Bits, sums: Bits) -> None:
    """Add rows of sixteen one-byte weights, four at a time: each weight has sixteen bits of a word to grow in."""
    a, b, c, d, taken = sums[0], sums[1], sums[2], sums[3], sums[4]
    for m in range(count):
        row = rows[m]
        if used[row >> 6] >> np.uint64(row & 63) & ONE:
            left, right = weights[row, 0], weights[row, 1]
            a += left & EVEN_BYTES
            b += (left >> BYTE) & EVEN_BYTES
            c += right & EVEN_BYTES
            d += (right >> BYTE) & EVEN_BYTES
            taken += ONE
    sums[0], sums[1], sums[2], sums[3], sums[4] = a, b, c, d, taken


@inner
def spread(words: Bits, sums: NDArray[np.int32]) -> None:
    """Take the sixteen sums out of their words, and the offset of each weight off them."""
    offset = np.int64(words[4]) * OFFSET
    for k in range(4):
        shift = np.uint64(k) * LANE
        sums[2 * k] = np.int64((words[0] >> shift) & LOW_LANE) - offset
        sums[2 * k + 1] = np.int64((words[1] >> shift) & LOW_LANE) - offset
        sums[2 * k + 8] = np.int64((words[2] >> shift) & LOW_LANE) - offset
        sums[2 * k + 9] = np.int64((words[3] >> shift) & LOW_LANE) - offset


@inner
def read(
    tokens: Table, around: Table, kinds: int, base: Bits, weights: Bits, used: Bits, scale: float,
    first: NDArray[np.uint8], surest: Table, best: NDArray[np.uint8], chance: NDArray[np.float32],
) -> None:  # fmt: skip
    """One reading; the first is given no `surest` words, and leaves its tags in `first`."""
    count = len(base)
    tags, memory = np.zeros(count + 2 * EDGE, np.uint8), np.zeros(kinds + 1, np.uint8)
    rows, sums, words = np.zeros(BEHIND + AHEAD, np.uint32), np.zeros(TAG_COUNT, np.int32), np.zeros(SUMS, np.uint64)
    filled = BEHIND + AHEAD if len(surest) else BEHIND
    for n in range(count):
        at = n + EDGE
        behind(tokens, around, at, tags, memory, rows[:BEHIND])
        if len(surest):
            ahead(tokens, around, at, tags, first, surest, rows[BEHIND:])
        for k in range(SUMS):
            words[k] = base[n, k]
        add(rows, filled, weights, used, words)
        spread(words, sums)
        tags[at] = memory[around[at, TYPE]] = weigh(sums, scale, best[n], chance[n])
    if not len(surest):
        for at in range(len(tags)):
            first[at] = tags[at]


@inner
def weigh(sums: NDArray[np.int32], scale: float, best: NDArray[np.uint8], chance: NDArray[np.float32]) -> int:
    """From scores to chances; the likeliest tag."""
    tag = direct = 0
    quasi, total, mass, other = QUASI_FROM, 0.0, 0.0, 0.0
    for k in range(TAG_COUNT):
        tag = k if sums[k] > sums[tag] else tag
        if 0 < k < QUASI_FROM and (direct == 0 or sums[k] > sums[direct]):
            direct = k
        if k > QUASI_FROM and sums[k] > sums[quasi]:
            quasi = k
    for k in range(TAG_COUNT):
        below = (sums[tag] - sums[k]) * scale
        if below < NEGLIGIBLE:
            share = np.exp(-below)
            total += share
            mass += share if 0 < k < QUASI_FROM else 0.0
            other += share if k >= QUASI_FROM else 0.0
    best[0], best[1] = direct, quasi
    chance[0], chance[1] = mass / total, other / total
    return tag
