"""Events decided under two versions of a pack, and how the decisions differ: counts alone, never a value."""

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contracts.decode import decode_line
from contracts.event import Event
from contracts.problems import Problem, Unusable
from processors.decision import Decision
from processors.facts.store import Facts
from processors.govern import Governor, Seen
from processors.policy.pack import Pack
from processors.policy.packs import Packs
from processors.text.document import Document, Reading
from processors.verdict import Verdict
from streams.assembly import text_reader
from streams.control import read_control
from streams.lines import Overlong, Source, check_readable
from streams.policies import Policies
from streams.run.state import State

OPENED, CLOSED, ALTERED, RECITED = "opened", "closed", "altered", "other clauses"
CHANGES = (OPENED, CLOSED, ALTERED, RECITED)


@dataclass
class Replayed:
    """How many events were decided, how many otherwise, and where: by outcome, by sink, by clause."""

    events: int = 0
    undecided: int = 0
    changed: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    sinks: dict[str, Counter[str]] = field(default_factory=dict)
    clauses: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        """The counts, most frequent clause first."""
        return {
            "events": self.events,
            "undecided": self.undecided,
            "changed": self.changed,
            "outcomes": dict(self.outcomes.most_common()),
            "sinks": {sink: dict(counts) for sink, counts in self.sinks.items()},
            "clauses": dict(self.clauses.most_common()),
        }


class _LastReading:
    """A reader that reads what it is shown twice in a row once."""

    def __init__(self) -> None:
        self._last: tuple[Document, Reading] | None = None

    def __call__(self, document: Document) -> Reading:
        if self._last is None or self._last[0] != document:
            self._last = document, text_reader()(document)
        return self._last[1]


class _Side:
    """Decisions under one version of the pack, in force at all times."""

    def __init__(self, pack: Pack, policies: Policies, reader: _LastReading, facts: Facts, seen: Seen) -> None:
        packs = _with(policies.packs, pack)
        self._governor = Governor(packs, policies.catalogue, policies.types, reader)
        self._facts, self._seen = facts, seen

    def decide(self, event: Event) -> Decision:
        return self._governor.govern(event, self._facts, self._seen).decision


def replay(old: Pack, new: Pack, policies: Policies, inputs: Sequence[Path], controls: Sequence[Path]) -> Replayed:
    """Decide every event under both; the other packs are those of the deployment."""
    if (old.pack, old.role) != (new.pack, new.role):
        raise Unusable("events can be decided under two versions of one pack alone")
    check_readable((*inputs, *controls))
    facts = Facts()
    read_control(controls, _with(policies.packs, new), facts)
    reader, replayed = _LastReading(), Replayed()
    with closing(State()) as seen_before, closing(State()) as seen_after:
        before = _Side(old, policies, reader, facts.copy(), seen_before)
        after = _Side(new, policies, reader, facts, seen_after)
        for path in inputs:
            _compare_file(path, before, after, replayed)
    return replayed


def _compare_file(path: Path, before: _Side, after: _Side, replayed: Replayed) -> None:
    with Source(path) as source:
        for line in source:
            if isinstance(line, Overlong) or line.strip():
                _compare(line, before, after, replayed)
        if source.broken:
            raise Unusable(f"{path}: {source.broken}")


def _with(packs: Packs, pack: Pack) -> Packs:
    others = [other for other in packs.all() if other.pack != pack.pack]
    return Packs([*others, pack.model_copy(update={"effective": None})])


def _compare(line: bytes | Overlong, before: _Side, after: _Side, replayed: Replayed) -> None:
    replayed.events += 1
    if isinstance(line, Overlong):
        return
    try:
        event = decode_line(line)
    except Problem:
        return  # No pack has a say in what is refused.
    try:
        decisions = before.decide(event), after.decide(event)
    except OSError:
        raise
    except Exception:  # noqa: BLE001 - an event that cannot be decided holds up no other.
        replayed.undecided += 1
        return
    _count(*decisions, replayed)


def _count(old: Decision, new: Decision, replayed: Replayed) -> None:
    changed: set[str] = set()
    if old.outcome != new.outcome:
        replayed.outcomes[f"{old.outcome} to {new.outcome}"] += 1
        changed.add(new.outcome)
    replayed.clauses.update(sorted({*old.clauses} ^ {*new.clauses}))
    then, now = dict(old.verdicts), dict(new.verdicts)
    for sink in sorted(then.keys() | now.keys()):
        kind = _kind(then.get(sink), now.get(sink), old.expirytime != new.expirytime)
        if kind:
            changed.add(sink)
            replayed.sinks.setdefault(sink, Counter())[kind] += 1
            replayed.clauses.update(sorted(_clauses(then.get(sink)) ^ _clauses(now.get(sink))))
    replayed.changed += bool(changed)


def _clauses(verdict: Verdict | None) -> set[str]:
    return {*verdict.clauses} if verdict else set()


def _kind(old: Verdict | None, new: Verdict | None, expires_otherwise: bool) -> str | None:
    """How a sink's verdict differs; a sink that is not decided has no copy either."""
    had, has = bool(old and old.allowed), bool(new and new.allowed)
    if had != has:
        return OPENED if has else CLOSED
    if old is None or new is None or not has:
        return RECITED if _clauses(old) != _clauses(new) else None
    if _copy(old) != _copy(new) or (new.expires and expires_otherwise):
        return ALTERED
    return RECITED if _clauses(old) != _clauses(new) else None


def _copy(verdict: Verdict) -> tuple[Any, ...]:
    """All that a copy shows of its verdict but the clauses."""
    said = (verdict.form, verdict.purpose, verdict.kept, verdict.authorization, verdict.legalbasis)
    return (*said, verdict.expires, verdict.expiryevent)
