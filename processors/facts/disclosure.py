"""Disclosures that were opened, and legal holds (semantics 3, 10 and 12)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from processors.facts.rows import Row

PURPOSE_OF_KIND = {"legal": "legal", "emergency": "legal", "transaction": "business_transfer"}


class Disclosure(NamedTuple):
    """One open disclosure. `fields`: dotted paths or prefixes, None for all; `noticed`: a notice date was recorded."""

    sink: str
    kind: str
    fields: tuple[str, ...] | None
    noticed: bool


class Opened(NamedTuple):
    """The value of a disclosure row; `opens` is when it opens its sink, in microseconds."""

    disclosure: Disclosure
    subject: str | None
    opens: int


class Hold(NamedTuple):
    """The value of a hold row: placed or lifted, under one reference."""

    reference: str
    placed: bool
    subject: str | None


def concerns(subject: str | None, person: str | None) -> bool:
    """Whether a fact about `subject` (None: all of the retailer's) is about this person."""
    return subject is None or subject == person


def open_disclosures(rows: Iterable[Row], person: str | None, instant: int) -> list[tuple[Disclosure, str]]:
    """The disclosures open at `instant` for this person, with the ids of their facts."""
    return [
        (row.value.disclosure, row.id)
        for row in rows
        if row.kind == "disclosure" and row.value.opens <= instant and concerns(row.value.subject, person)
    ]


def holds(rows: Sequence[Row], person: str | None) -> list[str]:
    """The ids of the facts whose legal holds stand for this person."""
    standing: dict[str, str] = {}
    for row in rows:
        if row.kind == "hold" and concerns(row.value.subject, person):
            if row.value.placed:
                standing[row.value.reference] = row.id
            else:
                standing.pop(row.value.reference, None)
    return list(standing.values())
