"""The tagger with its model, ready to read texts."""

from collections.abc import Iterator, Mapping
from math import exp

from processors.text.document import Span
from processors.text.tagger import lexicon
from processors.text.tagger.alphabet import tables
from processors.text.tagger.compiled import state_of_sources
from processors.text.tagger.encoding import NOTHING_KNOWN, code_points, known_table
from processors.text.tagger.labels import TAGS
from processors.text.tagger.model import Model, in_words, load, rows_used, shares_of
from processors.text.tagger.tagging import tagging

DIRECT_MIN = 0.25  # A token at least this likely to identify somebody directly is taken to do so.
QUASI_MIN = 0.4  # Places, organisations, dates and ages stand, unless one may as well identify somebody directly.
WINDOW, SEAM = 200_000, 2_000  # Code points read at once, and how far back a better place to cut is looked for.


class Tagger:
    """Reads texts with one model; holds no state between texts."""

    def __init__(self, model: Model | None = None) -> None:
        weights, scale = model or load()
        self._model = (in_words(weights), rows_used(weights), shares_of(scale), DIRECT_MIN, QUASI_MIN)
        self._tag_text = tagging(state_of_sources())
        self._fixed = (*tables(), *lexicon.table())
        self.spans("Warm", {"PERSON": ("Warmer",)})

    def spans(self, text: str, known: Mapping[str, tuple[str, ...]]) -> tuple[list[Span], float]:
        """The identifiers of a text, and the chance that one was missed."""
        table = known_table(known) if known else NOTHING_KNOWN
        if len(text) <= WINDOW:
            found, missed = self._tag_text(code_points(text), *self._fixed, table, *self._model)
            return [Span(start, end, TAGS[tag]) for start, end, tag in found.tolist()], 1.0 - exp(-missed)
        out: list[Span] = []
        missed = 0.0
        for start, end in windows(text):
            found, doubt = self._tag_text(code_points(text[start:end]), *self._fixed, table, *self._model)
            out += [Span(start + first, start + last, TAGS[tag]) for first, last, tag in found.tolist()]
            missed += doubt
        return out, 1.0 - exp(-missed)


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a text that are read on their own, to bound memory; cut at a line or a blank if there is one."""
    start = 0
    while len(text) - start > WINDOW:
        least, most = start + WINDOW - SEAM, start + WINDOW
        cut = max(text.rfind("\n", least, most), text.rfind(" ", least, most)) + 1 or most
        yield start, cut
        start = cut
    yield start, len(text)
