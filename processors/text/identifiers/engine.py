"""The one engine that finds identifiers: forms, digits, what the shop knows, and the learned tagger, read together."""

from processors.text.document import Document, Span
from processors.text.identifiers.cues import named_by_cue
from processors.text.identifiers.encoded import by_encoding
from processors.text.identifiers.gate import Gate
from processors.text.identifiers.merge import merged
from processors.text.identifiers.numbers import DIGIT, by_digits
from processors.text.identifiers.patterns import by_form
from processors.text.tagger.model import Model
from processors.text.tagger.tagger import Tagger


class IdentifierFinder:
    """Finds what identifies somebody in a text of any length, in time linear in its length.

    Admitted: any text, with what the shop knows of its people. Guaranteed: the same document gives the same spans;
    they are in order, do not overlap and lie within the text. Residual risk: names and numbers that neither form, cue,
    record nor model gives away are missed; the risk returned estimates how likely that is.
    """

    def __init__(self, model: Model | None = None) -> None:
        self._tagger = Tagger(model)
        self._gate = Gate()

    def find(self, document: Document) -> tuple[list[Span], float]:
        """The identifiers of a document and the risk, from 0 to 1, that one was missed."""
        text = document.text
        tagged, risk = self._tagger.spans(text, document.known.strings)
        hits = self._gate.hits(text)
        if not hits:
            return named_by_cue(text, tagged), risk
        certain = [*by_form(text, hits), *by_encoding(text, hits)]
        if DIGIT.search(text):
            certain += by_digits(text, tagged, hits)
        return named_by_cue(text, merged(certain, tagged, text) if certain else tagged), risk
