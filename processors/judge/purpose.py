"""Which of a sink's purposes stand for an event, and what makes the others fall (semantics 2, 3 and 5)."""

from collections.abc import Callable, Mapping, Sequence

from processors.facts.disclosure import PURPOSE_OF_KIND
from processors.judge.clauses import NONE, of_packs, purpose_clause, purpose_rule
from processors.judge.form import is_free_of_identifiers
from processors.plan import PREFERENCE_OF_PURPOSE, Plan, SinkPlan, marketing_preference
from processors.policy.pack import Asked, Choices, ClauseId
from processors.situation import Situation

CONSENTED = ("appraisal", "publication")
AGREED = (*CONSENTED, "site_analytics", "targeted_advertising")
OPTED_OUT: Mapping[str, Callable[[Choices], ClauseId | None]] = {
    "surveys": lambda choices: choices.surveys,
    "personalisation": lambda choices: choices.personalisation,
    "targeted_advertising": lambda choices: rule.clause if (rule := choices.targeted_advertising) else None,
}


def wanted(planned: SinkPlan, situation: Situation) -> tuple[str, ...]:
    """The sink's purposes that the event has, those included that a disclosure adds."""
    if not situation.opened:
        return planned.purposes
    added = {PURPOSE_OF_KIND[disclosure.kind] for disclosure in situation.opened}
    return tuple(p for p in planned.sink.purposes if p in planned.purposes or p in added)


def stands_in_packs(plan: Plan, purpose: str) -> bool:
    """Whether every pack allows the purpose, before the person's choices."""
    return all(purpose_rule(pack, purpose) for pack in plan.packs)


def failures(plan: Plan, planned: SinkPlan, situation: Situation, purpose: str) -> list[ClauseId]:
    """The clauses of everything that makes a purpose fall at this sink; none where it stands."""
    found = [purpose_clause(pack, purpose) for pack in plan.packs if not purpose_rule(pack, purpose)]
    for test in TESTS:
        found += test(plan, planned, situation, purpose)
    return found


def unmet(plan: Plan, planned: SinkPlan, situation: Situation) -> list[ClauseId]:
    """The conditions that the sink's purposes set and the event does not meet, whether or not it has the purposes."""
    return [
        clause
        for name in planned.sink.purposes
        for test in CONDITIONS
        for clause in test(plan, planned, situation, name)
    ]


def _served(plan: Plan, planned: SinkPlan, _: Situation, purpose: str) -> Sequence[ClauseId]:
    """A recipient class may be served for some purposes only (ST-partners), or needs a consent that names one."""
    found: list[ClauseId] = []
    for pack in plan.packs:
        rule = pack.recipients.allowed_by.get(planned.sink.recipient)
        if rule and rule.purposes is not None and purpose not in rule.purposes:
            found.append(rule.clause)
        if rule and rule.consent and purpose not in CONSENTED:
            found.append(rule.clause)
    return found


def _agreed(plan: Plan, planned: SinkPlan, situation: Situation, purpose: str) -> Sequence[ClauseId]:
    """Purposes that wait for the person's own grant, each for what it names."""
    if purpose not in AGREED:
        return NONE
    choice = _answer(plan, planned, situation, PREFERENCE_OF_PURPOSE.get(purpose))
    if choice is True:
        return NONE
    if purpose == "site_analytics":
        return [pack.choices.site_analytics.clause for pack in plan.packs if pack.choices.site_analytics]
    if purpose == "targeted_advertising":
        return [clause for pack in plan.packs for clause in _asked(pack.choices.targeted_advertising, choice)]
    return [rule.clause for pack in plan.packs if (rule := purpose_rule(pack, purpose))]


def _chosen(plan: Plan, planned: SinkPlan, situation: Situation, purpose: str) -> Sequence[ClauseId]:
    if purpose == "marketing":
        return _marketing(plan, planned, situation)
    if purpose in OPTED_OUT and _answer(plan, planned, situation, PREFERENCE_OF_PURPOSE.get(purpose)) is False:
        return of_packs(plan.packs, lambda pack: OPTED_OUT[purpose](pack.choices))
    return NONE


def _marketing(plan: Plan, planned: SinkPlan, situation: Situation) -> Sequence[ClauseId]:
    choice = _answer(plan, planned, situation, marketing_preference(plan, planned.sink))
    found = [clause for pack in plan.packs for clause in _asked(pack.choices.marketing, choice)]
    return [*found, *of_packs(plan.packs, lambda pack: pack.choices.stop)] if situation.stopped else found


def _linked(plan: Plan, planned: SinkPlan, situation: Situation, purpose: str) -> Sequence[ClauseId]:
    if purpose == "integration_sync" and _answer(plan, planned, situation, "integration") is not True:
        return [pack.links.clause for pack in plan.packs if pack.links]
    return NONE


def _based(plan: Plan, planned: SinkPlan, situation: Situation, purpose: str) -> Sequence[ClauseId]:
    """Where the law of the person's country asks for a basis, one that is consent needs the matching grant."""
    rules = [rule for pack in plan.packs if (rule := pack.legal_basis) and purpose in rule.consent]
    bases = [rule for rule in rules if situation.country in rule.regions]
    if not bases:
        return NONE
    preference = PREFERENCE_OF_PURPOSE.get(purpose) or marketing_preference(plan, planned.sink)
    is_granted = _answer(plan, planned, situation, preference) is True
    return NONE if is_granted else [basis.clause for basis in bases]


def _objected(plan: Plan, _: SinkPlan, situation: Situation, purpose: str) -> Sequence[ClauseId]:
    return of_packs(plan.packs, lambda pack: pack.choices.object) if purpose in situation.fallen else NONE


def _young(plan: Plan, _: SinkPlan, situation: Situation, purpose: str) -> Sequence[ClauseId]:
    clauses = [pack.minors.clause for pack in plan.packs if pack.minors and purpose in pack.minors.narrowed]
    return clauses if clauses and situation.teen else NONE


def _sensitive(plan: Plan, _: SinkPlan, __: Situation, purpose: str) -> Sequence[ClauseId]:
    rules = [rule for pack in plan.packs if (rule := pack.sensitive) and purpose in rule.purposes]
    return [rule.clause for rule in rules if plan.type in rule.types]


def _trained(plan: Plan, planned: SinkPlan, situation: Situation, purpose: str) -> Sequence[ClauseId]:
    """Training beyond what is free of identifiers needs an authorization; nothing trains on what one let in."""
    rules = plan.platform.training
    if purpose != "model_improvement" or rules is None:
        return NONE
    if not is_free_of_identifiers(planned.sink.form) and situation.any_models is None:
        return (*situation.authorized, rules.authorization)
    return situation.authorized


def _asked(rule: Asked | None, choice: bool | None) -> Sequence[ClauseId]:
    return (rule.clause,) if rule and (choice is False or (rule.ask == "opt_in" and choice is None)) else NONE


def _answer(plan: Plan, planned: SinkPlan, situation: Situation, preference: str | None) -> bool | None:
    return plan.answered(situation, planned.name, preference) if preference else None


Test = Callable[[Plan, SinkPlan, Situation, str], Sequence[ClauseId]]
CONDITIONS: tuple[Test, ...] = (_served, _agreed, _linked, _sensitive, _trained)
TESTS: tuple[Test, ...] = (*CONDITIONS, _chosen, _based, _objected, _young)
