"""Labelled texts as arrays for the learner."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.alphabet import tables
from processors.text.tagger.analysis import analyse_text
from processors.text.tagger.encoding import NOTHING_KNOWN, code_points, known_table
from processors.text.tagger.labels import QUASI_FROM, tag_of
from processors.text.tagger.lexicon import table
from processors.text.tagger.tokens import EDGE, END, START
from training.learner import NOT_DIRECT, UNSCORED
from training.texts import Text

# Corpora whose dates, places, organisations or ages are not all labelled: there a quasi tag is no error.
PARTLY_LABELLED = {"star", "tau_bench", "evi_en", "wnut17", "lifebench_silver", "multidogo", "abcd_sample"}


class Example(NamedTuple):
    """What the learner needs of one text."""

    tokens: NDArray[np.uint32]
    around: NDArray[np.uint32]
    places: NDArray[np.uint32]
    gold: NDArray[np.int8]
    kinds: int


def example_of(text: Text, with_known: bool) -> Example:
    """Analyse a text and lay its labels over its tokens."""
    fold, kind = tables()
    known = known_table(text.known) if with_known else NOTHING_KNOWN
    tokens, around, places, count, kinds = analyse_text(code_points(text.text), fold, kind, *table(), known)
    gold = gold_of(text, tokens[EDGE : count + EDGE])
    return Example(tokens[: count + 2 * EDGE], around, places, gold, kinds)


def gold_of(text: Text, tokens: NDArray[Any]) -> NDArray[np.int8]:
    """The wanted tag of every token."""
    default = NOT_DIRECT if text.source in PARTLY_LABELLED else 0
    gold = np.full(len(tokens), default, dtype=np.int8)
    starts, ends = tokens[:, START].astype(np.int64), tokens[:, END].astype(np.int64)
    for start, end, label, tier in text.spans():
        first, last = np.searchsorted(ends, start, side="right"), np.searchsorted(starts, end, side="left")
        tag = UNSCORED if tier == "ignore" else tag_of(label)
        if text.source in PARTLY_LABELLED and tag >= QUASI_FROM and tier == "quasi" and label == "AGE":
            tag = NOT_DIRECT
        gold[first:last] = tag
    return gold
