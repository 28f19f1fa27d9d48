"""What is decided about an event, and why."""

from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from processors.policy.pack import ClauseId
from processors.verdicts import Verdicts

Outcome = Literal["governed", "quarantined", "refused", "duplicate"]
NO_VERDICTS = Verdicts()


@dataclass(frozen=True, slots=True)
class Finding:
    """Prohibited data in a payload: its class, and the path of the leaf."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision about one event. `facts` are the ids of the control facts that mattered."""

    outcome: Outcome
    id: str | None
    source: str | None
    reason: str | None = None
    clauses: tuple[ClauseId, ...] = ()
    findings: tuple[Finding, ...] = ()
    label: dict[str, str] = field(default_factory=dict)
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
        head = {"id": self.id, "source": self.source, "outcome": self.outcome}
        match self.outcome:
            case "governed":
                return {**head, "label": self.label, "sinks": sinks}
            case "quarantined":
                found = [{"class": finding.kind, "path": finding.path} for finding in self.findings]
                return {**head, "clauses": self.clauses, "findings": found}
            case "refused":
                return {**head, "reason": self.reason, "clauses": self.clauses}
            case _:
                return head
