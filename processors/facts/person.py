"""What is known of a person: age, region, a guardian's permission (semantics 7 and 12)."""

from collections.abc import Sequence
from typing import NamedTuple

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


NOBODY = Known(None, None, guardian_permission=False, facts=())


def known(rows: Sequence[Row]) -> Known:
    """Merge person facts field by field; a birthday counts where it makes the person younger than the record."""
    year = region = permission = None
    youngest: int | None = None
    facts: dict[str, None] = {}
    for row in rows:
        if row.kind == "person":
            year = row.value.birth_year if row.value.birth_year is not None else year
            region = row.value.region or region
            told = row.value.guardian_permission
            permission = told if told is not None else permission
            facts[row.id] = None
        elif row.kind == "birthday":
            youngest = row.value if youngest is None else max(youngest, row.value)
            facts[row.id] = None
    if not facts:
        return NOBODY
    if youngest is not None and (year is None or youngest > year):
        year = youngest
    return Known(year, region, bool(permission), tuple(facts))
