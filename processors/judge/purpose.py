"""Which of a sink's purposes stand for an event, and what makes the others fall (semantics 2, 3 and 5)."""

from collections.abc import Callable, Iterator

from processors.judge.clauses import of_packs, purpose_clause, purpose_rule
from processors.judge.form import is_free_of_identifiers
from processors.plan import PREFERENCE_OF_PURPOSE, Plan, SinkPlan
from processors.policy.pack import Asked, ClauseId
from processors.situation import Situation

CONSENTED = ("appraisal", "publication")
OPTED_OUT = ("surveys", "personalisation")


def wanted(planned: SinkPlan, situation: Situation) -> tuple[str, ...]:
    """The sink's purposes that the event has, those included that a disclosure adds."""
    if not situation.opened:
        return planned.purposes
    added = situation.added
    return tuple(p for p in planned.sink.purposes if p in planned.purposes or p in added)


def stands_in_packs(plan: Plan, purpose: str) -> bool:
    """Whether every pack allows the purpose, before the person's choices."""
    return all(purpose_rule(pack, purpose) for pack in plan.packs)


def failures(plan: Plan, planned: SinkPlan, situation: Situation, purpose: str) -> list[ClauseId]:
    """The clauses of everything that makes a purpose fall at this sink; none where it stands."""
    found = [purpose_clause(pack, purpose) for pack in plan.packs if not purpose_rule(pack, purpose)]
    for test in (*CONDITIONS, *CHOICES):
        found.extend(test(plan, planned, situation, purpose))
    return found


def unmet(plan: Plan, planned: SinkPlan, situation: Situation) -> list[ClauseId]:
    """The conditions that the sink's purposes set and the event does not meet, whether or not it has the purposes."""
    return [
        clause
        for name in planned.sink.purposes
        for test in CONDITIONS
        for clause in test(plan, planned, situation, name)
    ]


def _served(plan: Plan, planned: SinkPlan, _: Situation, purpose: str) -> Iterator[ClauseId]:
    """A recipient class may be served for some purposes only (ST-partners), or needs a consent that names one."""
    for pack in plan.packs:
        rule = pack.recipients.allowed_by.get(planned.sink.recipient)
        if rule and rule.purposes is not None and purpose not in rule.purposes:
            yield rule.clause
        if rule and rule.consent and purpose not in CONSENTED:
            yield rule.clause


def _agreed(plan: Plan, planned: SinkPlan, situation: Situation, purpose: str) -> Iterator[ClauseId]:
    """Purposes that wait for the person's own grant, each for what it names."""
    choice = _answer(plan, planned, situation, PREFERENCE_OF_PURPOSE.get(purpose))
    if choice is True:
        return
    if purpose in CONSENTED:
        yield from (rule.clause for pack in plan.packs if (rule := purpose_rule(pack, purpose)))
    elif purpose == "site_analytics":
        yield from (pack.choices.site_analytics.clause for pack in plan.packs if pack.choices.site_analytics)
    elif purpose == "targeted_advertising":
        yield from (clause for pack in plan.packs for clause in _asked(pack.choices.targeted_advertising, choice))


def _chosen(plan: Plan, planned: SinkPlan, situation: Situation, purpose: str) -> Iterator[ClauseId]:
    if purpose == "marketing":
        yield from _marketing(plan, planned, situation)
        return
    choice = _answer(plan, planned, situation, PREFERENCE_OF_PURPOSE.get(purpose))
    if purpose in OPTED_OUT and choice is False:
        yield from of_packs(plan.packs, lambda pack: getattr(pack.choices, purpose))
    elif purpose == "targeted_advertising" and choice is False:
        yield from of_packs(
            plan.packs, lambda pack: rule.clause if (rule := pack.choices.targeted_advertising) else None
        )


def _marketing(plan: Plan, planned: SinkPlan, situation: Situation) -> Iterator[ClauseId]:
    choice = _answer(plan, planned, situation, plan.marketing_preference(planned.sink))
    yield from (clause for pack in plan.packs for clause in _asked(pack.choices.marketing, choice))
    if situation.stopped:
        yield from of_packs(plan.packs, lambda pack: pack.choices.stop)


def _linked(plan: Plan, planned: SinkPlan, situation: Situation, purpose: str) -> Iterator[ClauseId]:
    if purpose == "integration_sync" and _answer(plan, planned, situation, "integration") is not True:
        yield from (pack.links.clause for pack in plan.packs if pack.links)


def _based(plan: Plan, planned: SinkPlan, situation: Situation, purpose: str) -> Iterator[ClauseId]:
    """Where the law of the person's country asks for a basis, one that is consent needs the matching grant."""
    for pack in plan.packs:
        basis = pack.legal_basis
        if basis and situation.country in basis.regions and purpose in basis.consent:
            preference = PREFERENCE_OF_PURPOSE.get(purpose) or plan.marketing_preference(planned.sink)
            if _answer(plan, planned, situation, preference) is not True:
                yield basis.clause


def _objected(plan: Plan, _: SinkPlan, situation: Situation, purpose: str) -> Iterator[ClauseId]:
    if purpose in situation.fallen:
        yield from of_packs(plan.packs, lambda pack: pack.choices.object)


def _young(plan: Plan, _: SinkPlan, situation: Situation, purpose: str) -> Iterator[ClauseId]:
    if situation.teen:
        yield from (pack.minors.clause for pack in plan.packs if pack.minors and purpose in pack.minors.narrowed)


def _sensitive(plan: Plan, _: SinkPlan, __: Situation, purpose: str) -> Iterator[ClauseId]:
    for pack in plan.packs:
        if pack.sensitive and plan.type in pack.sensitive.types and purpose in pack.sensitive.purposes:
            yield pack.sensitive.clause


def _trained(plan: Plan, planned: SinkPlan, situation: Situation, purpose: str) -> Iterator[ClauseId]:
    """Training beyond what is free of identifiers needs an authorization; nothing trains on what one let in."""
    rules = plan.platform.training
    if purpose != "model_improvement" or rules is None:
        return
    if situation.authorized:
        yield from situation.authorized
    if not is_free_of_identifiers(planned.sink.form) and situation.any_models is None:
        yield rules.authorization


def _asked(rule: Asked | None, choice: bool | None) -> Iterator[ClauseId]:
    if rule and (choice is False or (rule.ask == "opt_in" and choice is None)):
        yield rule.clause


def _answer(plan: Plan, planned: SinkPlan, situation: Situation, preference: str | None) -> bool | None:
    return plan.answered(situation.answers, planned.name, preference) if preference else None


Test = Callable[[Plan, SinkPlan, Situation, str], Iterator[ClauseId]]
CONDITIONS: tuple[Test, ...] = (_served, _agreed, _linked, _sensitive, _trained)
CHOICES: tuple[Test, ...] = (_chosen, _based, _objected, _young)
