"""What is an identifier once in a text is one wherever it stands again. Compiled."""

# ruff: noqa: PLR2004 - shapes and small sizes, as laid out in tokens.py.

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.compiled import inner
from processors.text.tagger.context import GOODS, TYPE
from processors.text.tagger.labels import NUMBER, QUASI_FROM
from processors.text.tagger.lexicon import TIER
from processors.text.tagger.tokens import EDGE, FLAGS, LENGTH, SHAPE

Table = NDArray[np.uint32]
PERSON, ADDRESS, DATE_OF_BIRTH = NUMBER["PERSON"], NUMBER["ADDRESS"], NUMBER["DATE_OF_BIRTH"]
SURE = 0.8  # A first mention must be this likely before it speaks for the others.
FAINT = 0.3  # In a text without capitals, a word that may be goods follows only where that was likely itself.
NUMBER_LENGTH_MIN, NAME_LENGTH_MIN = 4, 3
COMMON_TIER = 3


@inner
def repeat(t: Table, around: Table, kinds: int, tags: NDArray[np.uint8], chance: NDArray[np.float32]) -> None:
    """Spread sure tags to every other mention of the same word."""
    count = len(tags)
    if not tags.any():
        return
    surest = np.zeros(kinds + 1, np.float32)
    given = np.zeros(kinds + 1, np.uint8)
    raised = np.zeros(kinds + 1, np.uint8)
    for n in range(count):
        kind = around[n + EDGE, TYPE]
        if tags[n] > 0 and tags[n] < QUASI_FROM and chance[n, 0] > surest[kind]:
            surest[kind], given[kind] = chance[n, 0], tags[n]
            raised[kind] = capital(t, n + EDGE)
    for n in range(count):
        kind = around[n + EDGE, TYPE]
        if tags[n] == 0 and surest[kind] >= SURE and spreads(t, n + EDGE, given[kind], raised[kind], chance[n, 0]):
            tags[n] = given[kind]


@inner
def capital(t: Table, at: int) -> int:
    """Whether a token starts with a capital."""
    return 1 if t[at, SHAPE] < 1000 and (t[at, SHAPE] // 16) % 4 > 0 else 0


@inner
def spreads(t: Table, at: int, tag: int, raised: int, chance: float) -> bool:
    """Whether this mention follows the sure one: numbers and rare names do, words of the trade only as written."""
    shape = t[at, SHAPE]
    if shape >= 1000:
        return False
    if shape >= 64:
        return t[at, LENGTH] >= NUMBER_LENGTH_MIN and tag not in (ADDRESS, DATE_OF_BIRTH)
    if tag != PERSON or t[at, LENGTH] < NAME_LENGTH_MIN:
        return False
    tier = (t[at, FLAGS] // TIER) % 8
    if t[at, FLAGS] & GOODS or 0 < tier <= COMMON_TIER:
        return (capital(t, at) == 1 and tier != 1) if raised == 1 else chance >= FAINT
    return True
