"""The standing effect of a person's verified requests (semantics 5 and 12)."""

from collections.abc import Sequence
from typing import NamedTuple

from processors.facts.rows import Row

DOUBT = "doubt"
"""The kind of the row that stands for a control fact of a person's that could not be read."""

# What falls where an objection or a withdrawal names no purpose.
UNNAMED = ("marketing", "targeted_advertising", "surveys", "personalisation", "model_improvement")


class Request(NamedTuple):
    """The value of a verified request row."""

    right: str
    request: str
    purpose: str | None


class Standing(NamedTuple):
    """What requests have done so far: purposes that fell, whether the person is restricted, and by which facts.

    `doubted`: a control fact about the person could not be read, so that nobody knows what the person chose.
    """

    fallen: frozenset[str]
    restricted: bool
    facts: tuple[str, ...]
    doubted: bool = False


NOTHING_STANDS = Standing(frozenset(), False, ())


def standing(rows: Sequence[Row]) -> Standing:
    """Fold verified requests in order; a withdrawal lifts the objection that it names, else it withdraws consent."""
    objections: list[Row] = []
    withdrawn: list[tuple[str | None, str]] = []
    restricted: list[str] = []
    doubted: list[str] = []
    for row in rows:
        if row.kind == DOUBT:
            doubted.append(row.id)
        if row.kind != "request":
            continue
        request: Request = row.value
        if request.right == "restrict":
            restricted.append(row.id)
        elif request.right == "object":
            objections.append(row)
        elif any(_lifts(request, objection.value) for objection in objections):
            objections = [objection for objection in objections if not _lifts(request, objection.value)]
        else:
            withdrawn.append((request.purpose, row.id))
    stands = [(objection.value.purpose, objection.id) for objection in objections] + withdrawn
    fallen = frozenset(name for purpose, _ in stands for name in ([purpose] if purpose else UNNAMED))
    facts = (*restricted, *doubted, *(fact for _, fact in stands))
    return Standing(fallen, bool(restricted), facts, bool(doubted))


def _lifts(request: Request, objection: Request) -> bool:
    """Whether a withdrawal is of this objection: by its request, or by the purpose that both name."""
    same_purpose = request.purpose is not None and objection.purpose == request.purpose
    return same_purpose or objection.request == request.request
