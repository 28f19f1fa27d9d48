"""What is decided about an event, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import orjson

from processors.policy.pack import ClauseId
from processors.verdicts import Verdicts

Outcome = Literal["governed", "quarantined", "refused", "duplicate"]
NO_VERDICTS = Verdicts()
NO_LABEL: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Finding:
    """Prohibited data in a payload: its class, and the path of the leaf."""

    kind: str
    path: str


class Decision(NamedTuple):
    """The decision about one event. `facts` are the ids of the control facts that mattered."""

    outcome: Outcome
    id: str | None
    source: str | None
    reason: str | None = None
    clauses: tuple[ClauseId, ...] = ()
    findings: tuple[Finding, ...] = ()
    label: Mapping[str, str] = NO_LABEL
    verdicts: Verdicts = NO_VERDICTS
    expirytime: str | None = None
    facts: tuple[str, ...] = ()

    def line(self) -> dict[str, Any]:
        """The decision as `assay decide` prints it."""
        return self._line(self.verdicts.entries(self.expirytime) if self.outcome == "governed" else {})

    def record(self) -> dict[str, Any]:
        """The same, for orjson: the sinks' entries are JSON already."""
        return self._line(orjson.Fragment(self.verdicts.json(self.expirytime)))

    def _line(self, sinks: object) -> dict[str, Any]:
        head: dict[str, Any] = {"id": self.id, "source": self.source, "outcome": self.outcome}
        match self.outcome:
            case "governed":
                head["label"], head["sinks"] = self.label, sinks
                return head
            case "quarantined":
                found = [{"class": finding.kind, "path": finding.path} for finding in self.findings]
                return {**head, "clauses": self.clauses, "findings": found}
            case "refused":
                return {**head, "reason": self.reason, "clauses": self.clauses}
            case _:
                return head
