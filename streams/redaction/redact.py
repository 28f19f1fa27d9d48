"""One text redacted: what was found in it, and the text with that replaced."""

from collections.abc import Callable
from typing import Any

from processors.copies.redaction import replaced
from processors.text.document import Document, Reading
from processors.text.identifiers.known import known_of
from processors.text.identifiers.placeholders import placeholders
from processors.text.vouching import is_vouched
from streams.redaction.documents import Given
from streams.redaction.roster import Roster
from streams.redaction.surrogates import surrogates

RISK_DIGITS = 4


class Redactor:
    """Redacts texts with one reader and one roster; under a key it puts stand-ins where placeholders would be."""

    def __init__(self, reader: Callable[[Document], Reading], roster: Roster, key: bytes | None = None) -> None:
        self._reader, self._roster, self._key = reader, roster, key

    def redact(self, given: Given) -> dict[str, Any]:
        """The record that `assay redact` prints of a text."""
        known = self._roster.known(given.text, known_of(given.roster))
        reading = self._reader(Document(given.text, given.turns, known))
        return {
            "id": given.id,
            "text": self._replaced(given, reading),
            "spans": [{"start": span.start, "end": span.end, "label": span.label} for span in reading.spans],
            "risk": round(reading.risk, RISK_DIGITS),
            "withheld": not is_vouched(given.text, reading.risk),
            "findings": [{"class": found.kind, "start": found.start, "end": found.end} for found in reading.findings],
        }

    def _replaced(self, given: Given, reading: Reading) -> str:
        spans = replaced(reading)
        instead = placeholders(given.text, spans)
        if self._key is not None:
            instead = surrogates(self._key, str(given.id), given.text, spans, instead)
        out: list[str] = []
        at = 0
        for span, name in zip(spans, instead, strict=True):
            out += (given.text[at : span.start], name)
            at = span.end
        return "".join((*out, given.text[at:]))
