"""Written authorizations of a retailer: which is in force, and which covers what (semantics 4, 6 and 12)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from processors.facts.rows import Row


class Grant(NamedTuple):
    """The value of a grant row. `starts` is inclusive, `ends` exclusive, in microseconds; None is open."""

    authorization: str
    categories: frozenset[str]
    models: str
    prohibited_classes: frozenset[str]
    starts: int | None
    ends: int | None

    def covers_time(self, instant: int) -> bool:
        """Whether the grant runs at `instant`."""
        return (self.starts is None or self.starts <= instant) and (self.ends is None or instant < self.ends)


def grants_in_force(rows: Sequence[Row], instant: int) -> list[tuple[Grant, str]]:
    """The grants in force with the ids of their facts, by authorization id; `rows` are those up to `instant`."""
    latest: dict[str, tuple[Grant, str]] = {}
    for row in rows:
        if row.kind == "granted":
            latest[row.value.authorization] = (row.value, row.id)
        elif row.kind == "revoked":
            latest.pop(row.value, None)
    return [latest[name] for name in sorted(latest) if latest[name][0].covers_time(instant)]


def covering(
    grants: Iterable[tuple[Grant, str]], categories: frozenset[str], models: tuple[str, ...]
) -> tuple[Grant, str] | None:
    """The grant with the smallest id whose training covers every category, for one of these kinds of model."""
    return next(((g, fact) for g, fact in grants if g.models in models and categories <= g.categories), None)


def admitting(grants: Iterable[tuple[Grant, str]], classes: frozenset[str]) -> tuple[Grant, str] | None:
    """The grant with the smallest id that admits every one of these prohibited classes."""
    return next(((g, fact) for g, fact in grants if classes <= g.prohibited_classes), None)
