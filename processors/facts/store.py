"""Facts by where they are looked for, each list in the order in which its facts come into force."""

from collections.abc import Iterable, Sequence

from processors.facts.authorization import Grant, grants_in_force
from processors.facts.compile import Place, Registration
from processors.facts.rows import Row, in_force, inserted, removed

NONE: tuple[Row, ...] = ()

# A retailer's own facts are looked for by kind; the rest lie together by person or number.
DRAWERS = {"registered": "registration", "granted": "authorizations", "revoked": "authorizations"}


class Facts:
    """Facts of retailers, persons and numbers. Filled from a file, from topics, or by events as they pass.

    A million persons with a fact each take about 400 MiB: rows are tuples, and equal choices are one object.
    """

    def __init__(self) -> None:
        self._rows: dict[str, Sequence[Row]] = {}
        self._values: dict[tuple[object, ...], tuple[object, ...]] = {}

    def add(self, rows: Iterable[tuple[Place, Row]]) -> None:
        """Put rows in their places, in whatever order they come."""
        for place, row in rows:
            value = row.value
            kept = row._replace(value=self._values.setdefault(value, value)) if isinstance(value, tuple) else row
            key = _key(DRAWERS.get(row.kind, ""), place)
            self._rows[key] = inserted(self._rows.get(key, NONE), kept)

    def remove(self, rows: Iterable[tuple[Place, Row]]) -> None:
        """Take rows back."""
        for place, row in rows:
            key = _key(DRAWERS.get(row.kind, ""), place)
            kept = removed(self._rows.get(key, NONE), row)
            if kept:
                self._rows[key] = kept
            else:
                self._rows.pop(key, None)

    def forget(self, place: Place, fact_id: str) -> None:
        """Take back every row of a place that comes from a fact of this id."""
        for drawer in {"", *DRAWERS.values()}:
            rows = self._rows.get(_key(drawer, place), NONE)
            self.remove([(place, row) for row in rows if row.id == fact_id])

    def copy(self) -> "Facts":
        """The same facts, for another to add to."""
        twin = Facts()
        twin._rows = {key: list(rows) for key, rows in self._rows.items()}
        return twin

    def registration(self, retailer: str, instant: int) -> tuple[Registration, str] | None:
        """The retailer's latest registration and the id of its fact, where it is registered at that time."""
        rows = self._in_force("registration", Place(retailer), instant)
        return (rows[-1].value, rows[-1].id) if rows else None

    def grants(self, retailer: str, instant: int) -> list[tuple[Grant, str]]:
        """The retailer's authorizations in force, with the ids of their facts."""
        rows = self._in_force("authorizations", Place(retailer), instant)
        return grants_in_force(rows, instant) if rows else []

    def wide(self, retailer: str, instant: int) -> Sequence[Row]:
        """The disclosures and holds that concern all of the retailer's persons."""
        return self._in_force("", Place(retailer), instant)

    def person(self, retailer: str, subject: str | None, instant: int) -> Sequence[Row]:
        """A person's facts in force; nobody has none."""
        return self._in_force("", Place(retailer, subject), instant) if subject else NONE

    def stopped(self, retailer: str, number: str, instant: int) -> tuple[bool, str] | None:
        """Whether the number stands stopped, by which message; None where it never said."""
        rows = self._in_force("", Place(retailer, None, number), instant)
        return (rows[-1].value, rows[-1].id) if rows else None

    def _in_force(self, drawer: str, place: Place, instant: int) -> Sequence[Row]:
        rows = self._rows.get(_key(drawer, place))
        return in_force(rows, instant) if rows else NONE


def _key(drawer: str, place: Place) -> str:
    """One text for a place, lengths first so that no two places share it: a tuple would take twice the memory."""
    retailer, subject, number = place
    return f"{drawer}:{len(retailer)}:{retailer}{len(subject or '')}:{subject or ''}{number or ''}"
