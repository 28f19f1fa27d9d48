"""What is known of a person: age, region, a guardian's permission (semantics 7 and 12)."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from processors.facts.rows import Row


class Person(NamedTuple):
    """The value of a person row; a field that is None was not told."""

    birth_year: int | None = None
    region: str | None = None
    guardian_permission: bool | None = None


class Known(NamedTuple):
    """A person's record as of a moment, with the ids of the facts that it comes from."""

    birth_year: int | None
    region: str | None
    guardian_permission: bool
    facts: tuple[str, ...]


# Of two values told at the same time, the one that narrows.
NARROWER: dict[str, Callable[[Any, Any], Any]] = {"birth_year": max, "guardian_permission": min}

NOBODY = Known(None, None, guardian_permission=False, facts=())


def known(rows: Sequence[Row]) -> Known:
    """Merge person facts field by field; a birthday counts where it makes the person younger than the record."""
    told: dict[str, tuple[int, Any]] = {}
    youngest: int | None = None
    facts: dict[str, None] = {}
    for row in rows:
        if row.kind == "person":
            facts[row.id] = None
            for field, value in zip(Person._fields, row.value, strict=True):
                _tell(told, field, row.instant, value)
        elif row.kind == "birthday":
            facts[row.id] = None
            youngest = row.value if youngest is None else max(youngest, row.value)
    if not facts:
        return NOBODY
    year, region, permission = (told.get(field, (0, None))[1] for field in Person._fields)
    if youngest is not None and (year is None or youngest > year):
        year = youngest
    return Known(year, region, bool(permission), tuple(facts))


def _tell(told: dict[str, tuple[int, Any]], field: str, instant: int, value: Any) -> None:
    """A later fact replaces an earlier one; of equal times the one that narrows wins: younger, or not permitted."""
    if value is None:
        return
    before = told.get(field)
    if before and before[0] == instant and field in NARROWER:
        value = NARROWER[field](before[1], value)
    told[field] = (instant, value)
