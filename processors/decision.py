"""What is decided about an event, and why."""

from dataclasses import dataclass, field
from typing import Any, Literal

from processors.policy.pack import ClauseId

Outcome = Literal["governed", "quarantined", "refused", "duplicate"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sink's decision. `kept` is the mask of the leaves that its copy has.

    `expires`: the copy carries the event's delete-by time; `expiryevent`: the event that ends it, if any.
    """

    allowed: bool
    clauses: tuple[ClauseId, ...]
    reason: str | None = None
    form: str = "identified"
    purpose: tuple[str, ...] = ()
    kept: int = 0
    fields: tuple[str, ...] = ()
    authorization: str | None = None
    legalbasis: str | None = None
    expires: bool = False
    expiryevent: str | None = None

    def entry(self, expirytime: str | None) -> dict[str, Any]:
        """The sink's entry as `assay decide` prints it."""
        if not self.allowed:
            return {"allowed": False, "clauses": self.clauses, "reason": self.reason}
        entry: dict[str, Any] = {
            "allowed": True,
            "form": self.form,
            "purpose": self.purpose,
            "fields": self.fields,
            "clauses": self.clauses,
        }
        if self.authorization:
            entry["authorization"] = self.authorization
        if self.legalbasis:
            entry["legalbasis"] = self.legalbasis
        if self.expires:
            entry["expirytime"] = expirytime
        if self.expiryevent:
            entry["expiryevent"] = self.expiryevent
        return entry


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
    verdicts: tuple[tuple[str, Verdict], ...] = ()
    expirytime: str | None = None
    facts: tuple[str, ...] = ()

    def line(self) -> dict[str, Any]:
        """The decision as `assay decide` prints it."""
        head = {"id": self.id, "source": self.source, "outcome": self.outcome}
        match self.outcome:
            case "governed":
                sinks = {name: verdict.entry(self.expirytime) for name, verdict in self.verdicts}
                return {**head, "label": self.label, "sinks": sinks}
            case "quarantined":
                found = [{"class": finding.kind, "path": finding.path} for finding in self.findings]
                return {**head, "clauses": self.clauses, "findings": found}
            case "refused":
                return {**head, "reason": self.reason, "clauses": self.clauses}
            case _:
                return head
