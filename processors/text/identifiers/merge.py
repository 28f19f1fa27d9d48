"""Several readings of one text as one list of spans that do not overlap."""

from collections.abc import Iterable, Sequence

from processors.text.document import Span


def merged(certain: Iterable[Span], likely: Sequence[Span], text: str) -> list[Span]:
    """All that either reading covers, in order; where both do, the certain one's span and label stand."""
    fixed = joined(certain)
    out, place = list(fixed), 0
    for span in likely:
        while place < len(fixed) and fixed[place].end <= span.start:
            place += 1
        start, here = span.start, place
        while here < len(fixed) and fixed[here].start < span.end:
            out += kept(text, start, fixed[here].start, span.label)
            start, here = fixed[here].end, here + 1
        out += kept(text, start, span.end, span.label)
    return sorted(out, key=lambda span: span.start)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans of one reading in order; those that overlap become one, with the label of the longest."""
    out: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not out or span.start >= out[-1].end:
            out.append(span)
        elif span.end > out[-1].end:
            longer = span if span.end - span.start > out[-1].end - out[-1].start else out[-1]
            out[-1] = Span(out[-1].start, span.end, longer.label)
    return out


def kept(text: str, start: int, end: int, label: str) -> list[Span]:
    """What is left of a span, where anything but blanks and marks is."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return [Span(start, end, label)] if start < end else []
