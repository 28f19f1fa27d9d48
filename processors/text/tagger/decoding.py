"""Tag a text token by token with the weight table, twice over. Compiled."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from processors.text.tagger.context import TYPE
from processors.text.tagger.features import STATIC
from processors.text.tagger.history import AHEAD, BEHIND, ahead, behind, surest_of
from processors.text.tagger.labels import QUASI_FROM, TAG_COUNT
from processors.text.tagger.tokens import EDGE

Table = NDArray[np.uint32]
Weights = NDArray[np.int8]
NEGLIGIBLE = 9.0  # A score this far below the best one counts as no chance.


@njit(cache=True, error_model="numpy", nogil=True)
def decode(
    tokens: Table, around: Table, places: Table, kinds: int, weights: Weights, scale: float
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Each token's likeliest direct and quasi identifier, and how likely it is any direct and any quasi one."""
    count = len(places)
    base = np.zeros((count, TAG_COUNT), np.int32)
    for n in range(count):
        for m in range(STATIC):
            row = places[n, m]
            for k in range(TAG_COUNT):
                base[n, k] += weights[row, k]
    first = np.zeros(count + 2 * EDGE, np.uint8)
    best, chance = np.zeros((count, 2), np.uint8), np.zeros((count, 2), np.float32)
    nothing = np.zeros(0, np.uint32)
    read(tokens, around, kinds, base, weights, scale, first, nothing, best, chance)
    surest = surest_of(tokens, around, kinds, first, chance[:, 0])
    read(tokens, around, kinds, base, weights, scale, first, surest, best, chance)
    return best, chance


@njit(cache=True, error_model="numpy", nogil=True)
def read(
    tokens: Table, around: Table, kinds: int, base: NDArray[np.int32], weights: Weights, scale: float,
    first: NDArray[np.uint8], surest: Table, best: NDArray[np.uint8], chance: NDArray[np.float32],
) -> None:  # fmt: skip
    """One reading; the first is given no `surest` words, and leaves its tags in `first`."""
    count = len(base)
    tags, memory = np.zeros(count + 2 * EDGE, np.uint8), np.zeros(kinds + 1, np.uint8)
    rows, sums = np.zeros(BEHIND + AHEAD, np.uint32), np.zeros(TAG_COUNT, np.int32)
    used = BEHIND + AHEAD if len(surest) else BEHIND
    for n in range(count):
        at = n + EDGE
        behind(tokens, around, at, tags, memory, rows[:BEHIND])
        if len(surest):
            ahead(tokens, around, at, tags, first, surest, rows[BEHIND:])
        sums[:] = base[n]
        for m in range(used):
            for k in range(TAG_COUNT):
                sums[k] += weights[rows[m], k]
        tags[at] = memory[around[at, TYPE]] = weigh(sums, scale, best[n], chance[n])
    if not len(surest):
        first[:] = tags


@njit(cache=True, error_model="numpy", nogil=True)
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
