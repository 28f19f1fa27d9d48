"""From a text to the stretches that the tagger holds for identifiers, in one compiled call."""

# ruff: noqa: PLR2004 - shapes and small sizes, as laid out in tokens.py.

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.analysis import analyse
from processors.text.tagger.compiled import entry, inner
from processors.text.tagger.completion import complete, least
from processors.text.tagger.consistency import repeat
from processors.text.tagger.context import CERTAIN, GOODS
from processors.text.tagger.decoding import decode
from processors.text.tagger.labels import QUASI_FROM
from processors.text.tagger.tokens import EDGE, END, FLAGS, LINE, SHAPE, START

Table = NDArray[np.uint32]
Kinds = NDArray[np.uint8]
BESIDE = 0.2  # Beside an identifier, this share of the usual chance is enough for one more token of it.
DOUBTFUL = 0.05  # Beside a likely quasi identifier, this share of the usual chance of a direct one is enough.


def tagging(state: int) -> Callable[..., tuple[Table, float]]:
    """The tagger's one way in, compiled for a state of its sources."""

    @entry
    def tag_text(
        text: Table, fold: Table, kind: Kinds, keys: Table, values: Table, known: Table, weights: NDArray[np.uint64],
        used: NDArray[np.uint64], shares: NDArray[np.float64], direct_min: float, quasi_min: float,
    ) -> tuple[Table, float]:  # fmt: skip
        """Start, end and tag of every identifier, and how many identifiers are likely to have been missed."""
        missed = state * 0.0
        tokens, around, places, count, kinds = analyse(text, fold, kind, keys, values, known)
        best, chance = decode(tokens, around, places, kinds, weights, used, shares)
        tags = np.zeros(count, np.uint8)
        choose(tokens, around, best, chance, direct_min, quasi_min, tags)
        adjoin(tokens, best, chance, direct_min * BESIDE, tags)
        repeat(tokens, around, kinds, tags, chance)
        complete(tokens, tags)
        for n in range(count):
            if tags[n] == 0:
                missed += chance[n, 0]
        return stretches(tokens, tags), missed

    return tag_text


@inner
def choose(
    t: Table, around: Table, best: NDArray[np.uint8], chance: NDArray[np.float32], direct_min: float, quasi_min: float,
    tags: NDArray[np.uint8],
) -> None:  # fmt: skip
    """Give each token its tag: known for certain, likely enough, or likely enough together with a quasi identifier."""
    for n in range(len(tags)):
        certain, direct, quasi = around[n + EDGE, CERTAIN], chance[n, 0], chance[n, 1]
        if certain > 0:
            tags[n] = certain
            chance[n, 0] = 1.0
        elif direct >= least(t, n + EDGE, direct_min):
            tags[n] = best[n, 0]
        elif direct >= direct_min * DOUBTFUL and direct + quasi >= quasi_min:
            tags[n] = best[n, 1]


@inner
def adjoin(
    t: Table, best: NDArray[np.uint8], chance: NDArray[np.float32], least_beside: float, tags: NDArray[np.uint8]
) -> None:
    """Carry each direct tag on to the tokens beside it that are likeliest of its kind; never to goods."""
    for step in (1, -1):
        at = 1 if step > 0 else len(tags) - 2
        while 0 <= at < len(tags):
            tag, free = tags[at - step], tags[at] == 0 or tags[at] >= QUASI_FROM
            alike = 0 < tag < QUASI_FROM and best[at, 0] == tag and chance[at, 0] >= least_beside
            here = at + EDGE
            if free and alike and t[here, LINE] == t[here - step, LINE] and not t[here, FLAGS] & GOODS:
                tags[at] = tag
            at += step


@inner
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
