"""The tagger with its model, ready to read texts."""

from collections.abc import Mapping
from importlib.resources import files
from math import exp

import numpy as np
from numpy.typing import NDArray

from processors.text.document import Span
from processors.text.tagger import lexicon
from processors.text.tagger.alphabet import tables
from processors.text.tagger.encoding import NOTHING_KNOWN, code_points, known_table
from processors.text.tagger.labels import TAGS
from processors.text.tagger.tagging import tag_text

MODEL = "model-1.npz"
DIRECT_MIN = 0.12  # A token at least this likely to identify somebody directly is taken to do so.
QUASI_MIN = 2.0  # Places, organisations, dates and ages are told apart from identifiers, and left standing.


class Tagger:
    """Reads texts with one model; holds no state between texts."""

    def __init__(self) -> None:
        with (files("processors.text.tagger") / MODEL).open("rb") as packed, np.load(packed) as model:
            self._weights: NDArray[np.int8] = model["weights"]
            self._scale = float(model["scale"])
        self._fixed = (*tables(), *lexicon.table())
        self.spans("Warm", {"PERSON": ("Warmer",)})

    def spans(self, text: str, known: Mapping[str, tuple[str, ...]]) -> tuple[list[Span], float]:
        """The identifiers of a text, and the chance that one was missed."""
        table = known_table(known) if known else NOTHING_KNOWN
        found, missed = tag_text(
            code_points(text), *self._fixed, table, self._weights, self._scale, DIRECT_MIN, QUASI_MIN
        )
        return [Span(start, end, TAGS[tag]) for start, end, tag in found.tolist()], 1.0 - exp(-missed)
