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

ONE, BYTE, LANE = np.uint64(1), np.uint64(8), np.uint64(16)
EVEN_BYTES, LOW_LANE = np.uint64(0x00FF00FF00FF00FF), np.uint64(0xFFFF)
SUMS = 5  # Four words of four sums each, and how many rows went into them.
LEAST = np.int32(-(1 << 30))
ROW_BITS, ROW_MASK = np.uint64(6), np.uint64(63)


@inner
def decode(
    tokens: Table, around: Table, places: Table, kinds: int, weights: Bits, used: Bits, shares: NDArray[np.float64]
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Each token's likeliest direct and quasi identifier, and how likely it is any direct and any quasi one."""
    count = len(places)
    base, rows = np.zeros((count, SUMS), np.uint64), places.reshape(-1)
    for n in range(count):
        add(rows, n * STATIC, STATIC, weights, used, base, n)
    first = np.zeros(count + 2 * EDGE, np.uint8)
    best, chance = np.zeros((count, 2), np.uint8), np.zeros((count, 2), np.float32)
    nothing = np.zeros(0, np.uint32)
    read(tokens, around, kinds, base, weights, used, shares, first, nothing, best, chance)
    surest = surest_of(tokens, around, kinds, first, chance[:, 0])
    read(tokens, around, kinds, base, weights, used, shares, first, surest, best, chance)
    return best, chance


@inner
def add(rows: Table, start: int, count: int, weights: Bits, used: Bits, sums: Bits, to: int) -> None:
    """Add rows of sixteen one-byte weights, four at a time: each weight has sixteen bits of a word to grow in."""
    taken = 0
    a, b, c, d = sums[to, 0], sums[to, 1], sums[to, 2], sums[to, 3]
    for m in range(start, start + count):
        place = np.uint64(rows[m])
        if used[place >> ROW_BITS] >> (place & ROW_MASK) & ONE:
            left, right = weights[place, 0], weights[place, 1]
            a += left & EVEN_BYTES
            b += (left >> BYTE) & EVEN_BYTES
            c += right & EVEN_BYTES
            d += (right >> BYTE) & EVEN_BYTES
            taken += 1
    sums[to, 0], sums[to, 1], sums[to, 2], sums[to, 3] = a, b, c, d
    sums[to, 4] += np.uint64(taken)


@inner
def spread(words: Bits, sums: NDArray[np.int32]) -> None:
    """Take the sixteen sums out of their words, and the offset of each weight off them."""
    offset = np.int64(words[0, 4]) * OFFSET
    for k in range(4):
        shift = np.uint64(k) * LANE
        sums[2 * k] = np.int64((words[0, 0] >> shift) & LOW_LANE) - offset
        sums[2 * k + 1] = np.int64((words[0, 1] >> shift) & LOW_LANE) - offset
        sums[2 * k + 8] = np.int64((words[0, 2] >> shift) & LOW_LANE) - offset
        sums[2 * k + 9] = np.int64((words[0, 3] >> shift) & LOW_LANE) - offset


@inner
def read(
    tokens: Table, around: Table, kinds: int, base: Bits, weights: Bits, used: Bits, shares: NDArray[np.float64],
    first: NDArray[np.uint8], surest: Table, best: NDArray[np.uint8], chance: NDArray[np.float32],
) -> None:  # fmt: skip
    """One reading; the first is given no `surest` words, and leaves its tags in `first`."""
    count = len(base)
    tags, memory = np.zeros(count + 2 * EDGE, np.uint8), np.zeros(kinds + 1, np.uint8)
    near, far = np.empty(BEHIND, np.uint32), np.empty(AHEAD, np.uint32)
    sums, words = np.empty(TAG_COUNT, np.int32), np.empty((1, SUMS), np.uint64)
    for n in range(count):
        at = n + EDGE
        for k in range(SUMS):
            words[0, k] = base[n, k]
        behind(tokens, around, at, tags, memory, near)
        add(near, 0, BEHIND, weights, used, words, 0)
        if len(surest):
            ahead(tokens, around, at, tags, first, surest, far)
            add(far, 0, AHEAD, weights, used, words, 0)
        spread(words, sums)
        tag = weigh(sums, shares, best, chance, n)
        tags[at] = memory[around[at, TYPE]] = tag
    if not len(surest):
        for at in range(len(tags)):
            first[at] = tags[at]


@inner
def weigh(
    sums: NDArray[np.int32], shares: NDArray[np.float64], best: NDArray[np.uint8], chance: NDArray[np.float32], n: int
) -> int:
    """From scores to chances; the likeliest tag, of equals the first."""
    top, direct, quasi = np.int32(sums[0] * 16 + 15), LEAST, LEAST
    for k in range(1, QUASI_FROM):
        direct = max(direct, np.int32(sums[k] * 16 + (15 - k)))
    for k in range(QUASI_FROM, TAG_COUNT):
        quasi = max(quasi, np.int32(sums[k] * 16 + (15 - k)))
    top = max(top, direct, quasi)
    best[n, 0], best[n, 1] = 15 - (direct & 15), 15 - (quasi & 15)
    most, last = np.int64(top >> 4), np.int64(len(shares) - 1)
    total, mass, other = shares[min(most - sums[0], last)], 0.0, 0.0
    for k in range(1, QUASI_FROM):
        share = shares[min(most - sums[k], last)]
        total += share
        mass += share
    for k in range(QUASI_FROM, TAG_COUNT):
        share = shares[min(most - sums[k], last)]
        total += share
        other += share
    chance[n, 0], chance[n, 1] = mass / total, other / total
    return int(15 - (top & 15))
