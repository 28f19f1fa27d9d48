"""Where a text mentions what the shop knows of its people, exactly or nearly. Compiled."""

# ruff: noqa: PLR2004 - shapes and small sizes, as laid out in tokens.py.

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.acquaintance import HASH, LETTERS, LETTERS_MAX, MORE, SIZE, STARTS, TAG
from processors.text.tagger.compiled import inner
from processors.text.tagger.context import CERTAIN, KNOWN
from processors.text.tagger.labels import NUMBER
from processors.text.tagger.lexicon import TIER
from processors.text.tagger.tokens import EDGE, END, EXACT, FLAGS, LENGTH, SHAPE, START

Table = NDArray[np.uint32]

PERSON = NUMBER["PERSON"]
WHOLE, NEARLY, BEGUN = 3, 2, 1  # How a token resembles a known word; four times the tag is added for whole words.
LONE_LENGTH_MIN = 4
COMMON_BELOW = 3  # Words of these ranks and above are taken for what they are.
EDITED_LENGTH_MIN, TWO_EDITS_LENGTH_MIN = 4, 6


@inner
def match_known(text: Table, fold: Table, tokens: Table, count: int, around: Table, known: Table) -> None:
    """Mark the tokens that are, begin or nearly are known words, and the whole strings that stand in the text."""
    for at in range(EDGE, count + EDGE):
        best = np.uint32(0)
        shape, word = tokens[at, SHAPE], tokens[at, EXACT]
        letter = fold[min(text[tokens[at, START]], np.uint32(len(fold) - 1))]
        rare = shape < 64 and tokens[at, LENGTH] >= 3 and not 0 < (tokens[at, FLAGS] // TIER) % 8 < COMMON_BELOW
        for r in range(len(known) - 1):
            if known[r, HASH] == word:
                best = max(best, np.uint32(known[r, TAG] * 4 + WHOLE))
                if known[r, STARTS]:
                    mark_whole(tokens, count, at, around, known, r)
            elif rare and best < WHOLE and known[r, LETTERS] == letter and known[r, TAG] == PERSON:
                best = max(best, np.uint32(likeness(text, fold, tokens, at, known, r)))
        around[at, KNOWN] = best


@inner
def mark_whole(tokens: Table, count: int, at: int, around: Table, known: Table, r: int) -> None:
    """If the whole known string stands here, with any marks between its words, mark its tokens as certain."""
    end, letters, words, last = at, known[r, SIZE], 1, count + EDGE
    row = r
    while known[row, MORE]:
        row += 1
        end += 1
        while end < last and tokens[end, SHAPE] >= 1000 and tokens[end, EXACT] != known[row, HASH]:
            end += 1
        if end >= last or tokens[end, EXACT] != known[row, HASH]:
            return
        letters, words = letters + known[row, SIZE], words + 1
    if letters >= LONE_LENGTH_MIN and (words > 1 or known[r, TAG] != PERSON):
        for n in range(at, end + 1):
            around[n, CERTAIN] = known[r, TAG]


@inner
def likeness(text: Table, fold: Table, tokens: Table, at: int, known: Table, r: int) -> int:
    """Whether a token begins a known name, or is within an edit or two of it."""
    start, length = tokens[at, START], tokens[at, LENGTH]
    size, other = min(length, LETTERS_MAX), min(known[r, SIZE], LETTERS_MAX)
    if (size + 2 < other and size < 3) or other < LONE_LENGTH_MIN or tokens[at, END] - start != length:
        return 0
    shared = 0
    while shared < min(size, other) and fold[min(text[start + shared], len(fold) - 1)] == known[r, LETTERS + shared]:
        shared += 1
    if shared == min(size, other):
        return BEGUN
    if shared == 0 or max(size, other) - min(size, other) > 2 or size < EDITED_LENGTH_MIN:
        return 0
    row = np.empty(LETTERS_MAX + 1, np.int64)
    for j in range(other + 1):
        row[j] = j
    for i in range(1, size + 1):
        letter = fold[min(text[start + i - 1], len(fold) - 1)]
        diagonal, row[0] = row[0], i
        for j in range(1, other + 1):
            swap = diagonal + (letter != known[r, LETTERS + j - 1])
            diagonal = row[j]
            row[j] = min(swap, row[j] + 1, row[j - 1] + 1)
    return NEARLY if row[other] <= (1 if other < TWO_EDITS_LENGTH_MIN else 2) else 0
