"""Cut a text into tokens: runs of letters and digits, single marks, single ideographs. Compiled."""

# ruff: noqa: PLR2004 - shapes and small sizes, as laid out in tokens.py.

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.alphabet import DIGIT, IDEOGRAPH, IGNORED, LIMIT, LOWER, NEWLINE, OTHER, SPACE, UPPER
from processors.text.tagger.compiled import inner

# Columns of the token table.
START, END, WORD, EXACT, SHAPE, FLAGS, PRE3, SUF2, SUF3, GAP, LINE, LENGTH, SMALL = range(13)
COLUMNS = 13
# Rows before the first and after the last token stand for the edges of the text.
EDGE = 3
FNV, PRIME = np.uint32(2166136261), np.uint32(16777619)
ZERO = np.uint32(48)

Table = NDArray[np.uint32]
Kinds = NDArray[np.uint8]


@inner
def tokenize(text: Table, fold: Table, kind: Kinds, tokens: Table) -> int:
    """Fill the token table from code points and return how many tokens there are."""
    count, line, gap, at, size = EDGE, 0, 2, 0, len(text)
    while at < size:
        code = min(text[at], LIMIT)
        sort = kind[code]
        if sort in (SPACE, IGNORED):
            gap = max(gap, 1) if sort == SPACE else gap
            at += 1
            continue
        if sort == NEWLINE:
            gap, line, at = 2, line + 1, at + 1
            continue
        end = at + 1
        if sort not in (OTHER, IDEOGRAPH):
            while end < size and kind[min(text[end], LIMIT)] in (LOWER, UPPER, DIGIT, IGNORED):
                end += 1
        describe(text, fold, kind, at, end, tokens[count])
        row = tokens[count]
        row[START], row[END], row[GAP], row[LINE] = at, end, gap, line
        gap, at, count = 0, end, count + 1
    return count - EDGE


@inner
def describe(text: Table, fold: Table, kind: Kinds, start: int, end: int, row: Table) -> None:
    """Hashes, affixes and shape of one token. Digits count as zeros in WORD, and as themselves in EXACT."""
    word, exact, prefix = FNV, FNV, FNV
    last = last2 = last3 = np.uint32(0)
    length = uppers = digits = 0
    first_upper = False
    for at in range(start, end):
        code = min(text[at], LIMIT)
        sort = kind[code]
        if sort == IGNORED:
            continue
        letter = fold[code]
        exact = (exact ^ letter) * PRIME
        if sort == DIGIT:
            digits, letter = digits + 1, ZERO
        elif sort == UPPER:
            uppers += 1
            first_upper = first_upper or length == 0
        word = (word ^ letter) * PRIME
        if length < 3:
            prefix = (prefix ^ letter) * PRIME
        last3, last2, last = last2, last, letter
        length += 1
    row[WORD], row[EXACT], row[PRE3], row[LENGTH] = word, exact, prefix, length
    row[SUF2] = (last2 ^ FNV) * PRIME ^ last
    row[SUF3] = (row[SUF2] * PRIME) ^ last3
    case = 0 if uppers == 0 else 1 if first_upper and uppers == 1 else 2 if uppers == length else 3
    content = 0 if digits == 0 else 1 if digits == length else 2
    row[SHAPE] = (
        (content * 4 + case) * 16 + min(length, 15)
        if kind[min(text[start], LIMIT)] != OTHER
        else text[start] % 251 + 1000
    )
