"""What the tagger looks at around each token, as rows of the weight table. Compiled."""

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.compiled import inner, inner_as
from processors.text.tagger.context import LINES, context
from processors.text.tagger.tokens import EDGE, FLAGS, GAP, LINE, PRE3, SHAPE, SMALL, SUF2, SUF3, WORD

Table = NDArray[np.uint32]

STATIC = 46
LEXICAL = 17  # The first features name words; training leaves some of them out at random.
BITS = 19
SHIFT = np.uint64(64 - BITS)
K0, K1, K2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9)


@inner_as("uint32(uint64, uint64, uint64, uint64)")
def place(slot: int, a: int, b: int, c: int) -> int:
    """The row of the weight table for one feature's values."""
    mixed = ((np.uint64(a) + np.uint64(slot)) * K0) ^ ((np.uint64(b) + np.uint64(7)) * K1)
    mixed = (mixed ^ (mixed >> np.uint64(29))) + (np.uint64(c) + np.uint64(slot)) * K2
    return (mixed * K0) >> SHIFT  # type: ignore[return-value]


@inner
def features(tokens: Table, count: int, around: Table, out: Table) -> None:
    """Fill one row of weight places a token."""
    for at in range(EDGE, count + EDGE):
        f = out[at - EDGE]
        words(tokens, at, f)
        classes(tokens, at, f)
        positions(tokens, at, around[at], f)


@inner
def words(t: Table, at: int, f: Table) -> None:
    """Which words and endings: the features that know names by heart."""
    w, w1, w2 = t[at, WORD], t[at - 1, WORD], t[at - 2, WORD]
    n1, n2 = t[at + 1, WORD], t[at + 2, WORD]
    shape, small = t[at, SHAPE], t[at, SMALL]
    f[0] = place(0, w, 0, 0)
    f[1] = place(1, w, w1, 0)
    f[2] = place(2, w, n1, 0)
    f[3] = place(3, t[at, PRE3], 0, 0)
    f[4] = place(4, t[at, SUF2], small, 0)
    f[5] = place(5, t[at, SUF3], 0, 0)
    f[6] = place(6, w, shape, t[at, GAP])
    f[7] = place(7, w1, w, n1)
    f[8] = place(8, w1, 0, 0)
    f[9] = place(9, n1, 0, 0)
    f[10] = place(10, w2, 0, 0)
    f[11] = place(11, n2, 0, 0)
    f[12] = place(12, w1, w2, 0)
    f[13] = place(13, n1, n2, 0)
    f[14] = place(14, w1, n1, 0)
    f[15] = place(15, w1, shape, small)
    f[16] = place(16, n1, shape, small)


@inner
def classes(t: Table, at: int, f: Table) -> None:
    """What kinds of words stand here: the features that carry over to words never seen."""
    flags, before, after = t[at, FLAGS], t[at - 1, FLAGS], t[at + 1, FLAGS]
    shape, shape1, shape2 = t[at, SHAPE], t[at - 1, SHAPE], t[at + 1, SHAPE]
    small, gap = t[at, SMALL], t[at, GAP] * 4 + t[at + 1, GAP]
    f[17] = place(17, flags, shape, 0)
    f[18] = place(18, flags, before, gap)
    f[19] = place(19, flags, after, gap)
    f[20] = place(20, small, before, after)
    f[21] = place(21, shape, shape1, shape2)
    f[22] = place(22, shape, gap, small)
    f[23] = place(23, t[at - 1, WORD], t[at - 2, WORD], shape * 256 + small)
    f[24] = place(24, t[at - 2, WORD], shape, small)
    f[25] = place(25, before, t[at - 2, FLAGS], shape * 256 + small)
    f[26] = place(26, after, t[at + 2, FLAGS], shape * 256 + small)
    f[27] = place(27, t[at - 1, SMALL], t[at + 1, SMALL], shape * 256 + small)
    f[28] = place(28, shape1, shape, t[at - 1, SMALL] * 256 + small)
    f[29] = place(29, shape, shape2, t[at + 1, SMALL] * 256 + small)
    f[30] = place(30, t[at - 2, SHAPE] * 4096 + shape1, shape, shape2 * 4096 + t[at + 2, SHAPE])
    f[31] = place(31, t[at - 1, WORD], t[at + 1, WORD], shape)


@inner
def positions(t: Table, at: int, c: Table, f: Table) -> None:
    """Where in the line and the text it stands, what was asked before, what the shop knows."""
    shape, small, flags = t[at, SHAPE], t[at, SMALL], t[at, FLAGS]
    spot, length, asked, cue, far, known, seen, case, run, open_line = (
        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9]
    )  # fmt: skip
    f[32] = place(32, spot, shape, small)
    f[33] = place(33, spot, length, shape)
    f[34] = place(34, asked, spot, shape)
    f[35] = place(35, asked, small, length)
    f[36] = place(36, cue, shape, far)
    f[37] = place(37, cue, small, 0)
    f[38] = place(38, known, shape, small)
    f[39] = place(39, known, t[at - 1, WORD], 0)
    f[40] = place(40, seen, shape, small)
    f[41] = place(41, case, shape, small)
    f[42] = place(42, run, shape, flags)
    f[43] = place(43, run, cue, shape)
    f[44] = place(44, open_line, spot, shape)
    f[45] = place(45, c[10], small, shape)


__all__ = ["LEXICAL", "LINE", "LINES", "STATIC", "context", "features", "place"]
