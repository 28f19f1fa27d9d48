"""What the tagger has decided of a text so far, as rows of the weight table. Compiled.

A text is read twice: the second reading knows what the first made of the tokens that follow, and of the same word
elsewhere.
"""

# ruff: noqa: PLR2004 - shapes and small sizes, as laid out in tokens.py.

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.compiled import inner
from processors.text.tagger.context import KNOWN, SPOT, TYPE
from processors.text.tagger.features import STATIC, place
from processors.text.tagger.labels import TAG_COUNT
from processors.text.tagger.tokens import EDGE, GAP, LINE, SHAPE, SMALL, WORD

Table = NDArray[np.uint32]
Tags = NDArray[np.uint8]

BEHIND, AHEAD = 9, 6
DYNAMIC = BEHIND + AHEAD
FEATURES = STATIC + DYNAMIC


@inner
def behind(t: Table, around: Table, at: int, tags: Tags, memory: Tags, f: Table) -> None:
    """Fill the places of the features that depend on tags given before this token."""
    fresh = t[at, LINE] != t[at - 1, LINE] or at == EDGE
    last = tags[at - 1] + (TAG_COUNT if fresh else 0)
    last2 = tags[at - 2]
    shape, small = t[at, SHAPE], t[at, SMALL]
    remembered = memory[around[at, TYPE]]
    f[0] = place(50, last, last2, 0)
    f[1] = place(51, last, shape, small)
    f[2] = place(52, last, t[at, WORD], 0)
    f[3] = place(53, last, t[at - 1, WORD], shape)
    f[4] = place(54, remembered, shape, small)
    f[5] = place(55, remembered, around[at, KNOWN], last)
    f[6] = place(56, last, t[at, GAP], shape)
    f[7] = place(57, last, last2, tags[at - 3] * 64 + t[at, GAP])
    f[8] = place(58, last, around[at, SPOT], small)


@inner
def ahead(t: Table, around: Table, at: int, tags: Tags, first: Tags, surest: Table, f: Table) -> None:
    """Fill the places of the features that depend on what the first reading gave to other tokens."""
    ends = t[at, LINE] != t[at + 1, LINE]
    after = first[at + 1] + (TAG_COUNT if ends else 0)
    shape, small, last = t[at, SHAPE], t[at, SMALL], tags[at - 1]
    elsewhere = surest[around[at, TYPE]]
    alike = 1 if elsewhere // 1024 == shape // 16 % 4 else 0
    told = elsewhere % 1024 * 2 + alike
    f[0] = place(60, after, shape, small)
    f[1] = place(61, after, first[at + 2], last)
    f[2] = place(62, told, shape, small)
    f[3] = place(63, told, t[at - 1, WORD], 0)
    f[4] = place(64, told, after, last)
    f[5] = place(65, after, t[at + 1, GAP], last * 512 + shape)


@inner
def surest_of(t: Table, around: Table, kinds: int, first: Tags, chance: NDArray[np.float32]) -> Table:
    """For each distinct word its surest tag, how sure in eighths, and the case in which it stood."""
    best, out = np.zeros(kinds + 1, np.float32), np.zeros(kinds + 1, np.uint32)
    for n in range(len(chance)):
        at = n + EDGE
        kind, sure = around[at, TYPE], chance[n]
        if sure > 0.06 and sure > best[kind]:
            best[kind] = sure
            out[kind] = (t[at, SHAPE] // 16 % 4) * 1024 + np.uint32(sure * 7.99) * 64 + first[at] + 1
    return out
