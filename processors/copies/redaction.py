"""An event's free text with identifiers replaced, placeholders consistent within the event (semantics 9)."""

from collections.abc import Mapping, Sequence

from processors.text.document import Reading, Span
from processors.text.fields import Piece, Read, within
from processors.text.identifiers.merge import joined
from processors.text.identifiers.placeholders import placeholders


def redacted(read: Read) -> dict[int, list[str]]:
    """The redacted texts of every leaf, in payload order; admitted prohibited data is replaced too."""
    text = read.document.text
    spans = replaced(read.reading)
    named = dict(zip(spans, placeholders(text, spans), strict=True))
    ends = [span.end for span in spans]
    texts: dict[int, list[str]] = {}
    for piece in read.pieces:
        texts.setdefault(piece.leaf, []).append(_piece(text, piece, within(piece, spans, ends), named))
    return texts


def replaced(reading: Reading) -> list[Span]:
    """All that is replaced in a text: identifiers, and prohibited data under its class."""
    found = (Span(finding.start, finding.end, finding.kind.upper()) for finding in reading.findings)
    return joined((*reading.spans, *found))


def _piece(text: str, piece: Piece, spans: Sequence[Span], named: Mapping[Span, str]) -> str:
    out: list[str] = []
    at = piece.start
    for span in spans:
        out += (text[at : max(span.start, at)], named[span])
        at = min(span.end, piece.end)
    return "".join((*out, text[at : piece.end]))
