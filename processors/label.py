"""The label attributes that hold for an event as a whole (interface 3)."""

from collections.abc import Mapping

from contracts.event import Event
from processors.judge.clauses import purpose_rule
from processors.plan import Plan
from processors.situation import Situation
from processors.tag import Tagged


def label_of(event: Event, tagged: Tagged, plan: Plan, settled: Mapping[str, str]) -> dict[str, str]:
    """The event's label, made of what its plan and situation settled; a copy's adds what was decided for its sink."""
    return {"retailer": event.retailer, "role": plan.role, "sourcekind": tagged.sourcekind, **settled}


def settled_of(plan: Plan, situation: Situation) -> dict[str, str]:
    """What the labels of all events of a plan in a situation have in common."""
    training = training_of(plan, situation)
    settled = {
        "training": training,
        "datacategory": ",".join(plan.shape.categories(situation.present)),
        "policyversion": plan.policyversion,
    }
    if training == "authorized" and situation.shared:
        settled["authorization"] = situation.shared
    return settled


def training_of(plan: Plan, situation: Situation) -> str:
    """The training permission of the event (semantics 4); an authorization in force is named in the situation."""
    stands = all(purpose_rule(pack, "model_improvement") for pack in plan.packs)
    young = situation.teen and any(pack.minors and "model_improvement" in pack.minors.narrowed for pack in plan.packs)
    halted = situation.restricted or situation.doubted
    barred = halted or "model_improvement" in situation.fallen or bool(situation.authorized) or young
    if not stands or barred:
        return "denied"
    return "authorized" if situation.shared else "deidentified"
