"""The differences between two packs, clause by clause, as lines to be read and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from processors.policy.diff import Difference
from processors.policy.pack import Pack
from streams.compare.replay import Replayed
from streams.explain.prose import ALLOWED, CLAUSE, DENIED, HEADING, Line

TEXTS = "clauses"
NO_CLAUSE = "no clause"


def kind_of(change: Difference) -> str:
    """What happened to a rule or a text."""
    happened = "added" if change.old is None else "removed" if change.new is None else "changed"
    if change.old == change.new:
        happened = "under another clause"
    if change.table != TEXTS:
        return f"rule {happened}"
    return "text changed" if happened == "changed" else f"clause {happened}"


def as_json(old: Pack, new: Pack, found: Sequence[Difference], replayed: Replayed | None) -> dict[str, Any]:
    """The comparison as one JSON document."""
    told: dict[str, Any] = {
        "old": old.name,
        "new": new.name,
        "widens": any(change.widens for change in found),
        "differences": [{"kind": kind_of(change), **change._asdict()} for change in found],
    }
    return told | ({"replay": replayed.as_json()} if replayed else {})


def prose(old: Pack, new: Pack, found: Sequence[Difference], replayed: Replayed | None) -> Iterator[Line]:
    """The comparison as lines, each clause with its own differences."""
    yield Line(0, f"{old.name} to {new.name}", HEADING)
    for clause in dict.fromkeys(change.clause for change in found):
        yield Line(1, clause or NO_CLAUSE, CLAUSE)
        for change in found:
            if change.clause == clause:
                yield from _told(change)
    wider = sum(change.widens for change in found)
    yield Line(0, f"{len(found)} differences, {wider} of them widen a use" if found else "no difference", HEADING)
    if replayed:
        yield from _replayed(replayed)


def _told(change: Difference) -> Iterator[Line]:
    mark = " (widens)" if change.widens else ""
    style = DENIED if change.widens else ALLOWED
    kind = kind_of(change)
    if change.table != TEXTS:
        yield Line(2, f"{kind}: {change.table}.{change.key}: {_shown(change.old)} to {_shown(change.new)}{mark}", style)
    elif change.old is None or change.new is None:
        yield Line(2, f"{kind}: {(change.new or change.old)['says']}")
    else:
        parts = [part for part in change.new if change.old[part] != change.new[part]]
        yield from (Line(2, f"{part} changed: {change.old[part]} to {change.new[part]}") for part in parts)


def _shown(value: Any) -> str:
    if value is None:
        return "no rule"
    if isinstance(value, dict):
        value = {name: part for name, part in value.items() if part not in (None, False)}
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _replayed(replayed: Replayed) -> Iterator[Line]:
    yield Line(0, f"{replayed.changed} of {replayed.events} events are decided otherwise", HEADING)
    if replayed.undecided:
        yield Line(1, f"{replayed.undecided} could not be decided", DENIED)
    yield from (Line(1, f"{outcome}: {count}") for outcome, count in replayed.outcomes.most_common())
    for sink, counts in sorted(replayed.sinks.items()):
        yield Line(1, f"{sink}: " + ", ".join(f"{count} {kind}" for kind, count in counts.most_common()))
    if replayed.clauses:
        yield Line(0, "By clause", HEADING)
    yield from (Line(1, f"{clause}: {count}") for clause, count in replayed.clauses.most_common())
