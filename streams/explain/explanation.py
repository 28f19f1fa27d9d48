"""One decision explained: its ledger line, told in one order, with every clause that it names."""

from collections.abc import Iterable
from typing import Any

from processors.policy.keeping import Composition
from processors.policy.packs import Packs
from streams.explain.citations import cite
from streams.explain.ledger import Entry

TOLD = ("id", "source", "type", "time", "retailer", "subject", "outcome", "reason", "clauses", "findings", "label")


def explanation(entry: Entry, packs: Packs, composition: Composition, sink: str | None = None) -> dict[str, Any]:
    """Explain a ledger line, for all sinks or one; `citations` are of the clauses that are named in it."""
    told = {name: entry[name] for name in TOLD if entry.get(name) not in (None, [], {})}
    sinks = {name: verdict for name, verdict in (entry.get("sinks") or {}).items() if sink in (None, name)}
    label = entry.get("label") or {}
    cited = cite(_named(told, sinks), label.get("policyversion") or "", packs, composition)
    if sinks:
        told["sinks"] = sinks
    told["facts"] = entry.get("facts") or []
    told["controlposition"] = entry.get("controlposition")
    told["citations"] = {citation.clause: _without_clause(citation._asdict()) for citation in cited}
    return told


def _named(told: dict[str, Any], sinks: dict[str, Any]) -> Iterable[str]:
    yield from told.get("clauses") or ()
    for verdict in sinks.values():
        yield from verdict.get("clauses") or ()


def _without_clause(citation: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in citation.items() if name != "clause"}
