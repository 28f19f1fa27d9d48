"""How identifying a copy may be (semantics 4)."""

from contracts.vocabulary import FORMS
from processors.judge.clauses import purpose_rule
from processors.plan import Plan, SinkPlan
from processors.policy.pack import ClauseId
from processors.situation import Situation

IMPROVEMENT = ("model_improvement",)
DEIDENTIFIED = FORMS.index("deidentified")


def is_free_of_identifiers(form: str) -> bool:
    """Whether copies of this form identify nobody."""
    return FORMS.index(form) >= DEIDENTIFIED


def form_of(
    plan: Plan, planned: SinkPlan, situation: Situation, stated: tuple[str, ...]
) -> tuple[str, tuple[ClauseId, ...]]:
    """The least identifying of what the sink and the packs allow, with the clauses of the packs that lowered it.

    `stated` are the purposes that both packs let stand before the person's choices, so that no choice ever makes a
    copy more identifying.
    """
    sink = planned.sink
    if stated == IMPROVEMENT and is_free_of_identifiers(sink.form) and situation.shared and plan.platform.training:
        return "identified", (plan.platform.training.authorization,)
    lowest = FORMS.index(sink.form)
    lowered: list[ClauseId] = []
    for purpose in stated:
        for pack in plan.packs:
            rule = purpose_rule(pack, purpose)
            if rule and FORMS.index(rule.form) > FORMS.index(sink.form):
                lowered.append(rule.clause)
                lowest = max(lowest, FORMS.index(rule.form))
    return FORMS[lowest], tuple(lowered)
