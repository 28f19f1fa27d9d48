"""An event's free text with identifiers replaced, placeholders consistent within the event (semantics 9)."""

from processors.text.document import Reading, Span
from processors.text.fields import Read
from processors.text.identifiers.merge import joined
from processors.text.identifiers.placeholders import placeholders


def redacted(read: Read) -> dict[int, list[str]]:
    """The redacted texts of every leaf, in payload order; admitted prohibited data is replaced too."""
    text = read.document.text
    spans = replaced(read.reading)
    names = _names(text, spans)
    texts: dict[int, list[str]] = {}
    first, last = 0, len(spans)
    for leaf, start, end in read.pieces:
        while first < last and spans[first].end <= start:
            first += 1
        out, at, number = "", start, first
        while number < last and (span := spans[number]).start < end:
            out += text[at : max(span.start, at)] + names[number]
            at, number = min(span.end, end), number + 1
        texts.setdefault(leaf, []).append(out + text[at:end])
    return texts


def _names(text: str, spans: list[Span]) -> list[str]:
    """The placeholder of each span; whom one names matters where several have its label."""
    labels = [span.label for span in spans]
    return placeholders(text, spans) if len({*labels}) < len(labels) else [f"[{label}_1]" for label in labels]


def replaced(reading: Reading) -> list[Span]:
    """All that is replaced in a text: identifiers, and prohibited data under its class."""
    found = [Span(finding.start, finding.end, finding.kind.upper()) for finding in reading.findings]
    return joined((*reading.spans, *found))
