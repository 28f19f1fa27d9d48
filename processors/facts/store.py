"""Facts by where they are looked for, each list in the order in which its facts come into force."""

from collections.abc import Iterable

from processors.facts.authorization import Grant, grants_in_force
from processors.facts.compile import Place, Registration
from processors.facts.rows import Row, in_force, insert

NONE: list[Row] = []


class Facts:
    """Facts of retailers, persons and numbers. Filled from a file, from topics, or by events as they pass.

    Memory: about 300 bytes a fact; equal values are kept once.
    """

    def __init__(self) -> None:
        self._rows: dict[Place, list[Row]] = {}
        self._values: dict[object, object] = {}

    def add(self, rows: Iterable[tuple[Place, Row]]) -> None:
        """Put rows in their places, in whatever order they come."""
        for place, row in rows:
            shared = row._replace(value=self._values.setdefault(row.value, row.value))
            insert(self._rows.setdefault(place, []), shared)

    def registration(self, retailer: str, instant: int) -> tuple[Registration, str] | None:
        """The retailer's latest registration and the id of its fact, where it is registered at that time."""
        rows = [row for row in self.retailer(retailer, instant) if row.kind == "registered"]
        return (rows[-1].value, rows[-1].id) if rows else None

    def grants(self, retailer: str, instant: int) -> list[tuple[Grant, str]]:
        """The retailer's authorizations in force, with the ids of their facts."""
        return grants_in_force(self.retailer(retailer, instant), instant)

    def retailer(self, retailer: str, instant: int) -> list[Row]:
        """The retailer's own facts in force."""
        return in_force(self._rows.get(Place(retailer), NONE), instant)

    def person(self, retailer: str, subject: str | None, instant: int) -> list[Row]:
        """A person's facts in force; nobody has none."""
        return in_force(self._rows.get(Place(retailer, subject), NONE), instant) if subject else NONE

    def stopped(self, retailer: str, number: str, instant: int) -> tuple[bool, str] | None:
        """Whether the number stands stopped, by which message; None where it never said."""
        rows = in_force(self._rows.get(Place(retailer, None, number), NONE), instant)
        return (rows[-1].value, rows[-1].id) if rows else None
