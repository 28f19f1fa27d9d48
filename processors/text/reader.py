"""The reader of free text: identifiers and prohibited data found in one reading."""

from processors.text.document import Document, Reading
from processors.text.identifiers.engine import IdentifierFinder
from processors.text.prohibited import find
from processors.text.vouching import risk_of


class TextReader:
    """Reads documents; holds lexicons and model, and nothing of what it read."""

    def __init__(self) -> None:
        self._identifiers = IdentifierFinder()

    def read(self, document: Document) -> Reading:
        """Find identifiers and prohibited data in a document of any length."""
        spans, doubt = self._identifiers.find(document)
        return Reading(tuple(spans), tuple(find(document.text, document.turns)), risk_of(doubt))
