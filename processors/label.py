"""The label attributes that hold for an event as a whole (interface 3)."""

from contracts.event import Event
from processors.judge.clauses import purpose_rule
from processors.plan import Plan
from processors.situation import Situation
from processors.tag import Tagged


def label_of(event: Event, tagged: Tagged, plan: Plan, situation: Situation) -> dict[str, str]:
    """The event's label; a copy's label adds what was decided for its sink."""
    training = training_of(plan, situation)
    label = {
        "retailer": event.retailer,
        "role": plan.role,
        "sourcekind": tagged.sourcekind,
        "training": training,
        "datacategory": ",".join(tagged.shape.categories(tagged.present)),
        "policyversion": plan.policyversion,
    }
    if training == "authorized" and situation.shared:
        label["authorization"] = situation.shared
    return label


def training_of(plan: Plan, situation: Situation) -> str:
    """The training permission of the event (semantics 4); an authorization in force is named in the situation."""
    stands = all(purpose_rule(pack, "model_improvement") for pack in plan.packs)
    young = situation.teen and any(pack.minors and "model_improvement" in pack.minors.narrowed for pack in plan.packs)
    halted = situation.restricted or situation.doubted
    barred = halted or "model_improvement" in situation.fallen or bool(situation.authorized) or young
    if not stands or barred:
        return "denied"
    return "authorized" if situation.shared else "deidentified"
