"""The governed path in one process: control facts and input lines in, decisions and copies out."""

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import orjson

from contracts.decode import decode_fact_line, decode_line
from contracts.problems import Problem
from processors.copies.emit import Emitter
from processors.decision import Decision
from processors.facts.compile import compile_fact
from processors.facts.store import Facts
from processors.govern import Governor, refusal
from processors.governed import Governed
from processors.policy.catalogue import Catalogue
from processors.text.document import Document, Reading
from streams.policies import Policies

Json = dict[str, Any]
Reader = Callable[[Document], Reading]
KEY = b"the key of these tests"
POSITION = "1"


class Identities:
    """The identities seen so far, in memory."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()

    def first(self, source: str, event_id: str) -> bool:
        is_new = (source, event_id) not in self._seen
        self._seen.add((source, event_id))
        return is_new

    def forget(self, source: str, event_id: str) -> None:
        self._seen.discard((source, event_id))


class Outcome(NamedTuple):
    """What came of one input line."""

    decision: Decision
    governed: Governed | None = None

    @property
    def line(self) -> Json:
        """The decision as `assay decide` prints it."""
        line: Json = plain(self.decision.line())
        return line

    @property
    def facts(self) -> list[str]:
        """The ids of the control facts that mattered."""
        return list(self.decision.facts)

    def copies(self, key: bytes = KEY) -> dict[str, Json]:
        """The copy of each sink that gets one, in the order in which they are emitted."""
        emitted = list(Emitter(key).copies(self.governed, POSITION)) if self.governed else []
        copies = {copy.sink: orjson.loads(copy.line()) for copy in emitted}
        if len(copies) < len(emitted):
            raise AssertionError("a sink gets two copies")
        return copies


def plain(value: Any) -> Any:
    """A value as it is read back from its JSON."""
    return orjson.loads(orjson.dumps(value))


def governor_of(policies: Policies, reader: Reader, catalogue: Catalogue | None = None) -> Governor:
    """A governor with nothing memoised."""
    return Governor(policies.packs, catalogue or policies.catalogue, policies.types, reader)


def facts_of(control: Iterable[Json]) -> Facts:
    """The facts of a control file, taken in the order given."""
    facts = Facts()
    for fact in control:
        facts.add(compile_fact(decode_fact_line(json.dumps(fact).encode())))
    return facts


def outcomes(
    governor: Governor | Callable[[], Governor], control: Iterable[Json], inputs: Iterable[Json | str]
) -> list[Outcome]:
    """What comes of each input line, in input order; a function gives every line a governor of its own."""
    facts, seen = facts_of(control), Identities()
    return [_outcome(governor if isinstance(governor, Governor) else governor(), item, facts, seen) for item in inputs]


def _outcome(governor: Governor, item: Json | str, facts: Facts, seen: Identities) -> Outcome:
    line = item if isinstance(item, str) else json.dumps(item)
    try:
        event = decode_line(line.encode())
    except Problem as problem:
        return Outcome(refusal(problem))
    governed = governor.govern(event, facts, seen)
    return Outcome(governed.decision, governed)
