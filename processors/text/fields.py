"""An event's free text as one document, and what was found in it given back to the fields it stands in."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from contracts.event import Event
from processors.shape import Shape
from processors.text.document import Document, Finding, Known, Reading, Span, Turn

# What a known identifier of the payload is, by the last key of its path; any other is an id of somebody.
LABELS: Mapping[str, str] = {
    "name": "PERSON",
    "email": "EMAIL",
    "billing_email": "EMAIL",
    "phone": "PHONE",
    "street": "ADDRESS",
    "postal_code": "ADDRESS",
    "company": "ORG",
    "order_id": "ORDER_ID",
    "sale_id": "ORDER_ID",
    "certificate_number": "CERTIFICATE_ID",
    "ip": "IP",
    "report_url": "URL",
    "user_agent": "",
    "city": "",
}
OTHER_LABEL = "ACCOUNT_ID"
KNOWN_CHARACTERS_MIN = 2

Found = TypeVar("Found", Finding, Span)


class Piece(NamedTuple):
    """One free text of the payload: its leaf, and where it stands in the document."""

    leaf: int
    start: int
    end: int


class Read(NamedTuple):
    """An event's document, its pieces in payload order, and what was read in it."""

    pieces: tuple[Piece, ...]
    document: Document
    reading: Reading


NOTHING = Read((), Document(""), Reading((), (), 0.0))


def read(event: Event, shape: Shape, present: int, reader: Callable[[Document], Reading]) -> Read:
    """Read all free text of a payload at once, so that what is said in one place counts in the others."""
    if not present & shape.texts:
        return NOTHING
    pieces: list[Piece] = []
    texts: list[str] = []
    turns: list[Turn] = []
    at = 0
    for leaf, text, holder in shape.values(event.data, shape.texts):
        pieces.append(Piece(leaf, at, at + len(text)))
        turns.append(Turn(holder.get("speaker") or "", at, at + len(text)))
        texts.append(text)
        at += len(text) + 1
    document = Document("\n".join(texts), tuple(turns), known_of(event, shape, present))
    return Read(tuple(pieces), document, reader(document))


def known_of(event: Event, shape: Shape, present: int) -> Known:
    """The identifiers that the event itself names, by label."""
    identifying = present & shape.identifiers
    strings: dict[str, list[str]] = {}
    for leaf, value, _ in shape.values(event.data, identifying):
        label = _label(shape.leaves[leaf].keys[-1], value)
        if label and len(value) >= KNOWN_CHARACTERS_MIN:
            strings.setdefault(label, []).append(value)
    if event.subject and len(event.subject) >= KNOWN_CHARACTERS_MIN:
        strings.setdefault(OTHER_LABEL, []).append(event.subject)
    return Known({label: tuple(dict.fromkeys(values)) for label, values in strings.items()})


def _label(key: str, value: str) -> str:
    if key in ("from", "to"):
        return "EMAIL" if "@" in value else "PHONE"
    return LABELS.get(key, OTHER_LABEL)


def leaves_of(read: Read, found: Sequence[Found]) -> list[tuple[Found, int]]:
    """Each finding or span with every leaf whose text it touches."""
    ends = [piece.end for piece in read.pieces]
    touched: list[tuple[Found, int]] = []
    for item in found:
        at = bisect_right(ends, item.start)
        while at < len(read.pieces) and read.pieces[at].start < item.end:
            touched.append((item, read.pieces[at].leaf))
            at += 1
    return touched


def within(piece: Piece, found: Sequence[Found], ends: Sequence[int]) -> Sequence[Found]:
    """Those of some findings or spans in order, whose `ends` are given, that touch a piece."""
    first = bisect_right(ends, piece.start)
    last = first
    while last < len(found) and found[last].start < piece.end:
        last += 1
    return found[first:last]
