"""Several readings of one text as one list of spans that do not overlap."""

from collections.abc import Iterable

from processors.text.document import Span


def merged(first: Iterable[Span], then: Iterable[Span]) -> list[Span]:
    """Spans in order; where two overlap they become one, under the label of the reading that is named first."""
    spans = sorted([(span, 0) for span in first] + [(span, 1) for span in then], key=lambda pair: pair[0].start)
    out: list[Span] = []
    rank = 0
    for span, order in spans:
        if not out or span.start >= out[-1].end:
            out.append(span)
            rank = order
            continue
        last = out[-1]
        stronger = order < rank or (order == rank and span.end - span.start > last.end - last.start)
        out[-1] = Span(last.start, max(last.end, span.end), span.label if stronger else last.label)
        rank = min(rank, order)
    return out
