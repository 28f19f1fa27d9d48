"""An event's free text with identifiers replaced, placeholders consistent within the event (semantics 9)."""

from processors.text.document import Reading, Span
from processors.text.fields import Piece, Read
from processors.text.identifiers.merge import joined
from processors.text.identifiers.placeholders import placeholders


def redacted(read: Read) -> dict[int, list[str]]:
    """The redacted texts of every leaf, in payload order; admitted prohibited data is replaced too."""
    spans = replaced(read.reading)
    names = placeholders(read.document.text, spans)
    texts: dict[int, list[str]] = {}
    for piece in read.pieces:
        texts.setdefault(piece.leaf, []).append(_piece(read.document.text, piece, spans, names))
    return texts


def replaced(reading: Reading) -> list[Span]:
    """All that is replaced in a text: identifiers, and prohibited data under its class."""
    found = (Span(finding.start, finding.end, finding.kind.upper()) for finding in reading.findings)
    return joined((*reading.spans, *found))


def _piece(text: str, piece: Piece, spans: list[Span], names: list[str]) -> str:
    out: list[str] = []
    at = piece.start
    for span, name in zip(spans, names, strict=True):
        if span.end <= piece.start or span.start >= piece.end:
            continue
        out += (text[at : max(span.start, at)], name)
        at = min(span.end, piece.end)
    return "".join((*out, text[at : piece.end]))
