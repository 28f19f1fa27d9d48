"""The one engine that finds identifiers: forms, digits, what the shop knows, and the learned tagger, read together."""

from processors.text.document import Document, Span
from processors.text.identifiers.merge import merged
from processors.text.identifiers.numbers import by_digits, by_letters_and_digits
from processors.text.identifiers.patterns import by_form
from processors.text.identifiers.records import by_record
from processors.text.tagger.tagger import Tagger


class IdentifierFinder:
    """Finds what identifies somebody in a text of any length, in time linear in its length.

    Admitted: any text, with what the shop knows of its people. Guaranteed: the same document gives the same spans;
    they are in order, do not overlap and lie within the text. Residual risk: names and numbers that neither form, cue,
    record nor model gives away are missed; the risk returned estimates how likely that is.
    """

    def __init__(self) -> None:
        self._tagger = Tagger()

    def find(self, document: Document) -> tuple[list[Span], float]:
        """The identifiers of a document and the risk, from 0 to 1, that one was missed."""
        text, strings = document.text, document.known.strings
        tagged, risk = self._tagger.spans(text, strings)
        certain = list(by_form(text))
        if any(map(str.isdigit, text)):
            certain += by_digits(text)
            certain += by_letters_and_digits(text)
        if strings:
            certain += by_record(text, strings)
        return (merged(certain, tagged) if certain else tagged), risk
