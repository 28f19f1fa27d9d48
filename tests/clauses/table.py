"""The table of clauses as a page."""

from collections.abc import Iterator
from typing import NamedTuple

from tests.clauses.code import keepers
from tests.clauses.proof import cases, marked
from tests.clauses.source import KEEPING, PACKS, Promise, namings, pack_of, promises

KEPT, PARTLY, OPEN = "kept", "partly", "open"
SHOWN_MAX = 3
COLUMNS = ("clause", "kept", "pack entry", "code", "tests")
INTRODUCTION = """\
# Clauses

Every clause of the five source policies and of their composition: the rules of the packs that name it, the code that
keeps it, and the tests that prove it. This page is made by `make docs` from the packs, the code and the tests
themselves; `processors/policy/kept_by.yaml` adds what cannot be read off them.
"""


class Row(NamedTuple):
    """What is known of one clause."""

    promise: Promise
    status: str
    lacks: str
    rules: list[str]
    code: list[str]
    cases: list[str]
    tests: list[str]


def rows() -> list[Row]:
    """Every clause, in the order of the matrix."""
    return [_row(promise) for promise in promises()]


def _row(promise: Promise) -> Row:
    clause = promise.id
    status = OPEN if clause in KEEPING.open else PARTLY if clause in KEEPING.partly else KEPT
    lacks = KEEPING.open.get(clause) or KEEPING.partly.get(clause) or ""
    places = [f"{pack.pack}: `{naming.place}`" for pack, naming in namings().get(clause, ())]
    code = [] if status == OPEN else keepers(clause)
    return Row(promise, status, lacks, places, code, cases().get(clause, []), marked().get(clause, []))


def page() -> str:
    """The whole page."""
    return "\n".join(_lines(rows())) + "\n"


def _lines(found: list[Row]) -> Iterator[str]:
    counts = {status: sum(row.status == status for row in found) for status in (KEPT, PARTLY, OPEN)}
    yield INTRODUCTION
    yield f"Of {len(found)} clauses {counts[KEPT]} are kept, {counts[PARTLY]} in part, {counts[OPEN]} not yet."
    yield ""
    for pack in (*PACKS, None):
        yield f"## {pack.controller} (`{pack.pack}.yaml`)" if pack else "## Across packs (`composition.yaml`)"
        yield ""
        yield f"| {' | '.join(COLUMNS)} |"
        yield f"|{'---|' * len(COLUMNS)}"
        mine = [row for row in found if _belongs(row, pack.pack if pack else None)]
        yield from (f"| {' | '.join(_cells(row))} |" for row in mine)
        yield ""
    yield from _lacking(found, PARTLY, "What is kept in part lacks")
    yield from _lacking(found, OPEN, "What is not kept yet")


def _belongs(row: Row, pack: str | None) -> bool:
    own = pack_of(row.promise.id)
    return (own.pack if own else None) == pack


def _cells(row: Row) -> Iterator[str]:
    yield f"`{row.promise.id}`" + (f" ({row.promise.section})" if row.promise.section else "")
    yield row.status
    yield _some(row.rules) or "no rule"
    yield _some([f"`{module}`" for module in row.code]) or "none"
    proof = [f"{len(row.cases)} golden cases, `{row.cases[0]}` first"] if row.cases else []
    yield "<br>".join([*proof, *(f"`{test}`" for test in row.tests)]) or "none"


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN_MAX
    return "<br>".join(names[:SHOWN_MAX]) + (f"<br>and {more} more" if more > 0 else "")


def _lacking(found: list[Row], status: str, heading: str) -> Iterator[str]:
    yield f"## {heading}"
    yield ""
    yield from (f"- `{row.promise.id}`: {row.lacks}" for row in found if row.status == status)
    yield ""
