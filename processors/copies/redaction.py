"""An event's free text with identifiers replaced, placeholders consistent within the event (semantics 9)."""

from processors.text.document import Span
from processors.text.fields import Piece, Read
from processors.text.identifiers.placeholders import placeholders


def redacted(read: Read) -> dict[int, list[str]]:
    """The redacted texts of every leaf, in payload order; admitted prohibited data is replaced too."""
    spans = _spans(read)
    names = placeholders(read.document.text, spans)
    texts: dict[int, list[str]] = {}
    for piece in read.pieces:
        texts.setdefault(piece.leaf, []).append(_piece(read.document.text, piece, spans, names))
    return texts


def _spans(read: Read) -> list[Span]:
    """Identifiers and findings in order; where they overlap they are one span under the first one's label."""
    found = [Span(finding.start, finding.end, finding.kind.upper()) for finding in read.reading.findings]
    merged: list[Span] = []
    for span in sorted((*read.reading.spans, *found), key=lambda span: (span.start, -span.end, span.label)):
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Span(last.start, max(last.end, span.end), last.label)
        else:
            merged.append(span)
    return merged


def _piece(text: str, piece: Piece, spans: list[Span], names: list[str]) -> str:
    out: list[str] = []
    at = piece.start
    for span, name in zip(spans, names, strict=True):
        if span.end <= piece.start or span.start >= piece.end:
            continue
        out += (text[at : max(span.start, at)], name)
        at = min(span.end, piece.end)
    return "".join((*out, text[at : piece.end]))
