"""From a text to the stretches that the tagger holds for identifiers, in one compiled call."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from processors.text.tagger.analysis import analyse
from processors.text.tagger.consistency import repeat
from processors.text.tagger.decoding import decode
from processors.text.tagger.labels import QUASI_FROM
from processors.text.tagger.tokens import EDGE, END, GAP, LINE, SHAPE, START

Table = NDArray[np.uint32]
Kinds = NDArray[np.uint8]


@njit(cache=True, error_model="numpy", nogil=True)
def tag_text(
    text: Table, fold: Table, kind: Kinds, keys: Table, values: Table, known: Table, weights: NDArray[np.int8],
    scale: float, direct_min: float, quasi_min: float,
) -> tuple[Table, float]:  # fmt: skip
    """Start, end and tag of every identifier, and how many identifiers are likely to have been missed."""
    tokens, around, places, count, kinds = analyse(text, fold, kind, keys, values, known)
    best, chance = decode(tokens, around, places, kinds, weights, scale)
    tags = np.zeros(count, np.uint8)
    for n in range(count):
        if chance[n, 0] >= direct_min:
            tags[n] = best[n, 0]
        elif chance[n, 1] >= quasi_min:
            tags[n] = best[n, 1]
    repeat(tokens, around, kinds, tags, chance)
    bridge(tokens, tags)
    missed = 0.0
    for n in range(count):
        if tags[n] == 0:
            missed += chance[n, 0]
    return stretches(tokens, tags), missed


@njit(cache=True, error_model="numpy", nogil=True)
def bridge(t: Table, tags: NDArray[np.uint8]) -> None:
    """A mark between two pieces of one identifier, with no blank around it, belongs to it."""
    for n in range(1, len(tags) - 1):
        at = n + EDGE
        joined = t[at, GAP] == 0 and t[at + 1, GAP] == 0 and t[at, SHAPE] >= 1000
        if tags[n] == 0 and joined and tags[n - 1] == tags[n + 1] and 0 < tags[n - 1] < QUASI_FROM:
            tags[n] = tags[n - 1]


@njit(cache=True, error_model="numpy", nogil=True)
def stretches(t: Table, tags: NDArray[np.uint8]) -> Table:
    """Runs of tokens of one tag on one line, loose marks at their ends left out."""
    found = np.empty((len(tags), 3), np.uint32)
    size = n = 0
    while n < len(tags):
        if tags[n] == 0:
            n += 1
            continue
        last = first = n
        while n < len(tags) and tags[n] == tags[first] and t[n + EDGE, LINE] == t[first + EDGE, LINE]:
            n += 1
        last = n - 1
        while first < last and t[first + EDGE, SHAPE] >= 1000:
            first += 1
        while last > first and t[last + EDGE, SHAPE] >= 1000:
            last -= 1
        if t[first + EDGE, SHAPE] < 1000:
            found[size, 0], found[size, 1] = t[first + EDGE, START], t[last + EDGE, END]
            found[size, 2] = tags[first]
            size += 1
    return found[:size]
