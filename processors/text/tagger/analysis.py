"""Everything the model sees of a text, in one compiled call."""

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.acquaintance import known_words
from processors.text.tagger.compiled import entry, inner
from processors.text.tagger.context import AROUND, LINES, context, look_up, read_lines
from processors.text.tagger.features import STATIC, features
from processors.text.tagger.knowledge import match_known
from processors.text.tagger.tokens import COLUMNS, EDGE, LINE, tokenize

Table = NDArray[np.uint32]
Kinds = NDArray[np.uint8]


@inner
def analyse(
    text: Table, fold: Table, kind: Kinds, keys: Table, values: Table, known: Table
) -> tuple[Table, Table, Table, int, int]:
    """Tokens, their surroundings, their weight places; how many tokens, and how many different ones."""
    tokens = np.zeros((len(text) + 2 * EDGE, COLUMNS), np.uint32)
    count = tokenize(text, fold, kind, tokens)
    look_up(tokens, count, keys, values)
    lines = np.zeros((tokens[count + EDGE - 1, LINE] + 2, LINES), np.uint32)
    read_lines(tokens, count, lines)
    around = np.zeros((count + 2 * EDGE, AROUND), np.uint32)
    size = 8
    while size < 2 * count:
        size *= 2
    kinds = context(tokens, count, lines, around, np.zeros(size, np.uint32))
    if len(known):
        match_known(text, fold, tokens, count, around, known_words(known))
    places = np.empty((count, STATIC), np.uint32)
    features(tokens, count, around, places)
    return tokens, around, places, count, kinds


@entry
def analyse_text(
    text: Table, fold: Table, kind: Kinds, keys: Table, values: Table, known: Table
) -> tuple[Table, Table, Table, int, int]:
    """The same, to be called from Python: for training."""
    return analyse(text, fold, kind, keys, values, known)
