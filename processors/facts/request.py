"""The standing effect of a person's verified requests (semantics 5 and 12)."""

from collections.abc import Sequence
from typing import NamedTuple

from processors.facts.rows import Row

# What falls where an objection or a withdrawal names no purpose.
UNNAMED = ("marketing", "targeted_advertising", "surveys", "personalisation", "model_improvement")


class Request(NamedTuple):
    """The value of a verified request row."""

    right: str
    request: str
    purpose: str | None


class Standing(NamedTuple):
    """What requests have done so far: purposes that fell, whether the person is restricted, and by which facts."""

    fallen: frozenset[str]
    restricted: bool
    facts: tuple[str, ...]


NOTHING_STANDS = Standing(frozenset(), False, ())


def standing(rows: Sequence[Row]) -> Standing:
    """Fold verified requests in order; a withdrawal lifts the objection that it names, else it withdraws consent."""
    objections: dict[str, tuple[str | None, str]] = {}
    withdrawn: list[tuple[str | None, str]] = []
    restricted: list[str] = []
    for row in rows:
        if row.kind != "request":
            continue
        request: Request = row.value
        if request.right == "restrict":
            restricted.append(row.id)
        elif request.right == "object":
            objections[row.id] = (request.purpose, request.request)
        elif lifted := _lifted(objections, request):
            for fact in lifted:
                del objections[fact]
        else:
            withdrawn.append((request.purpose, row.id))
    stands = [(purpose, fact) for fact, (purpose, _) in objections.items()] + withdrawn
    fallen = frozenset(name for purpose, _ in stands for name in ([purpose] if purpose else UNNAMED))
    return Standing(fallen, bool(restricted), (*restricted, *(fact for _, fact in stands)))


def _lifted(objections: dict[str, tuple[str | None, str]], request: Request) -> list[str]:
    return [
        fact
        for fact, (purpose, name) in objections.items()
        if name == request.request or (request.purpose is not None and purpose == request.purpose)
    ]
