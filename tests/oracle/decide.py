"""The decision about one event, in the order of the page."""

from typing import Any

from tests.oracle import (
    age,
    choices,
    disclosures,
    fields,
    form,
    gates,
    prohibited,
    recipients,
    region,
    retention,
    versions,
)
from tests.oracle import purposes as table
from tests.oracle.catalogue import Contracts, Json
from tests.oracle.facts import Facts
from tests.oracle.scene import Scene, build


class Decider:
    """Decides events in input order; remembers the ids it has seen and the facts that events carried."""

    def __init__(self, sinks: dict[str, Json], contracts: Contracts, control: list[Json]) -> None:
        self.sinks = sinks
        self.contracts = contracts
        self.facts = Facts(control)
        self.seen: set[tuple[str, str]] = set()

    def decide_line(self, line: str) -> Json:
        """The decision about one input line."""
        return self.decide(gates.parse(line))

    def decide(self, event: Any) -> Json:
        """The decision about one event."""
        refusal = gates.refusal(event, self.contracts)
        if refusal:
            return refusal
        head = {"id": event["id"], "source": event["source"]}
        scene = build(event, self.facts, self.contracts)
        if scene is None:
            return {**head, "outcome": "quarantined", "clauses": ["JL-1.roles"], "findings": []}
        if (event["source"], event["id"]) in self.seen:
            return {**head, "outcome": "duplicate"}
        self.seen.add((event["source"], event["id"]))
        self.facts.carry(event)
        return {**head, **self._judge(scene)}

    def _judge(self, scene: Scene) -> Json:
        minor = age.quarantine(scene)
        if minor:
            return {"outcome": "quarantined", "clauses": sorted(minor), "findings": []}
        scene.findings = prohibited.findings(scene)
        clauses = prohibited.quarantine(scene)
        if clauses:
            return {"outcome": "quarantined", "clauses": sorted(clauses), "findings": scene.findings}
        scene.prohibited_allowed = scene.platform == "JL" and bool(scene.findings)
        scene.child_allowed = age.is_let_in_child(scene)
        scene.purposes = table.of_event(scene) | disclosures.purposes(scene)
        scene.training, scene.authorization = form.training(scene)
        stop = choices.usage_stop(scene)
        verdicts = {
            name: _denial(scene, stop, "stopped before any sink") if stop else verdict(scene, sink)
            for name, sink in self.sinks.items()
        }
        return {"outcome": "governed", "label": label(scene), "sinks": verdicts}


def label(scene: Scene) -> Json:
    """The attributes that hold for the event as a whole."""
    attributes = {
        "retailer": scene.retailer,
        "role": table.role(scene.type),
        "sourcekind": table.source_kind(scene),
        "training": scene.training,
        "authorization": scene.authorization,
        "datacategory": ",".join(sorted(scene.categories())),
        "policyversion": versions.label(scene),
    }
    return {name: value for name, value in attributes.items() if value is not None}


def purpose_failures(scene: Scene, purpose: str, sink: Json) -> set[str]:
    """The clauses by which one purpose of the event does not stand at this sink."""
    failed = {table.clause(purpose, pack) for pack in scene.packs if not table.allows(purpose, pack)}
    if purpose in ("legal", "business_transfer") and scene.platform == "JL":
        failed |= set() if disclosures.has_reference(scene, purpose) else {"JL-4.purposes"}
    return failed | choices.falls(scene, purpose, sink)


def verdict(scene: Scene, sink: Json) -> Json:
    """One sink's entry."""
    failing = {name: purpose_failures(scene, name, sink) for name in sink["purposes"] if name in scene.purposes}
    served = {name for name, clauses in failing.items() if not clauses}
    failed = recipients.failures(scene, sink) | region.failures(scene, sink)
    if not failing:
        failed |= {table.STATING[pack] for pack in scene.packs}
    elif not served:
        failed |= {clause for clauses in failing.values() for clause in clauses}
    if failed:
        return _denial(scene, failed, "a test of this sink failed")
    shape = form.of_copy(scene, sink)
    copy = fields.kept(scene, sink, shape, served)
    if copy.is_empty:
        return _denial(scene, copy.clauses, "no field is left")
    return _copy(scene, sink, shape, served, copy)


def _denial(scene: Scene, clauses: set[str], reason: str) -> Json:
    return {"allowed": False, "clauses": sorted(clauses | versions.clauses(scene)), "reason": reason}


def _copy(scene: Scene, sink: Json, shape: str, served: set[str], copy: fields.Kept) -> Json:
    until, until_clauses = retention.delete_by(scene, shape, served)
    basis = region.legal_basis(scene, served)
    authorization = form.authorization(scene, sink)
    clauses = {table.clause(name, pack) for name in served for pack in scene.packs}
    clauses |= recipients.allowances(scene, sink) | copy.clauses | until_clauses | versions.clauses(scene)
    clauses |= choices.signal_passed(scene)
    clauses |= {"JE-3.7.legal_basis"} if basis else set()
    clauses |= {"JL-5.no_training"} if authorization and sink["class"] == "internal" else set()
    extra = {"authorization": authorization, "legalbasis": basis, **until}
    return {
        "allowed": True,
        "form": shape,
        "purpose": [name for name in sink["purposes"] if name in served],
        "fields": copy.paths,
        "clauses": sorted(clauses),
        **{name: value for name, value in extra.items() if value is not None},
    }
