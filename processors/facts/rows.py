"""The compact rows that facts are kept as, in the order in which they come into force."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One fact about one person, retailer or number.

    `instant` is in microseconds since the epoch. Of facts of equal time the one that narrows wins, then the one with
    the greater id (semantics 12), so rows sort by (instant, narrows, id) and the last that applies is the one in force.
    """

    instant: int
    narrows: bool
    id: str
    kind: str
    value: Any


def order(row: Row) -> tuple[int, bool, str]:
    """The key by which rows come into force."""
    return row[:3]


def inserted(rows: Sequence[Row], row: Row) -> Sequence[Row]:
    """The rows with one more in its place, whatever the order of arrival; a single row is kept as a tuple.

    A row that is there already is not put there again: a log that is read twice says no more than once.
    """
    if not rows:
        return (row,)
    at = bisect_right(rows, order(row), key=order)
    # Two facts may share time and id; then what they say decides, so that arrival does not.
    while at and order(rows[at - 1]) == order(row):
        if rows[at - 1] == row:
            return rows
        if _said(rows[at - 1]) <= _said(row):
            break
        at -= 1
    several = rows if isinstance(rows, list) else list(rows)
    several.insert(at, row)
    return several


def removed(rows: Sequence[Row], row: Row) -> Sequence[Row]:
    """The rows without one that is among them."""
    return tuple(kept for kept in rows if kept != row)


def _said(row: Row) -> str:
    value = row.value if isinstance(row.value, tuple) else (row.value,)
    return repr([sorted(part) if isinstance(part, frozenset) else part for part in (row.kind, *value)])


def in_force(rows: Sequence[Row], instant: int) -> Sequence[Row]:
    """The rows whose time is not later than `instant`."""
    if not rows or rows[-1].instant <= instant:
        return rows
    return rows[: bisect_right(rows, instant, key=lambda row: row.instant)]
