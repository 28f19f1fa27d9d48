"""One sink's verdict: every test, without short cut; then the copy's form, fields, delete-by and basis."""

from collections.abc import Iterator, Sequence

from processors.judge import circumstance, purpose, recipient
from processors.judge.clauses import purpose_clause, unique
from processors.judge.fields import Kept, kept
from processors.judge.form import form_of, is_free_of_identifiers
from processors.plan import Plan, SinkPlan
from processors.policy.pack import ClauseId
from processors.retention import HELD_CLAUSE, HELD_EVENT
from processors.situation import Situation
from processors.verdict import Verdict


def verdict(plan: Plan, planned: SinkPlan, situation: Situation) -> Verdict:
    """Decide one sink; what gate 9 stopped goes nowhere, and each sink's entry says why."""
    if situation.stops:
        return _denied(plan, "stopped before any sink", list(situation.stops))
    wanted = purpose.wanted(planned, situation)
    fallen = {name: purpose.failures(plan, planned, situation, name) for name in wanted}
    standing = tuple(name for name in wanted if not fallen[name])
    failed = list(_failed(plan, planned, situation, fallen, standing))
    if failed:
        return _denied(
            plan, "; ".join(dict.fromkeys(name for name, _ in failed)), [c for _, found in failed for c in found]
        )
    stated = tuple(name for name in wanted if purpose.stands_in_packs(plan, name))
    form, lowered = form_of(plan, planned, situation, stated)
    copy = kept(plan, planned, situation, form, standing)
    if _is_emptied(plan, situation.present, copy):
        return _denied(plan, "nothing is left to send", [*lowered, *copy.clauses] or [plan.platform.purposes.stated_by])
    return _allowed(plan, planned, situation, standing, form, lowered, copy)


def _failed(
    plan: Plan, planned: SinkPlan, situation: Situation, fallen: dict[str, list[ClauseId]], standing: tuple[str, ...]
) -> Iterator[tuple[str, Sequence[ClauseId]]]:
    if not fallen:
        stating = [pack.purposes.stated_by for pack in plan.packs]
        yield "no purpose of the event", [*stating, *purpose.unmet(plan, planned, situation)]
    elif not standing:
        yield "no purpose stands", [clause for found in fallen.values() for clause in found]
    if closed := recipient.failures(plan, planned, situation):
        yield "recipient class closed", closed
    yield from circumstance.failures(plan, planned, situation)


def _denied(plan: Plan, reason: str, clauses: list[ClauseId]) -> Verdict:
    return Verdict(allowed=False, clauses=unique([*clauses, *plan.early]), reason=reason)


def _is_emptied(plan: Plan, present: int, copy: Kept) -> bool:
    """Whether all that the event says was taken from its copy, or all but technical fields.

    Technical fields alone are enough where a disclosure asked for them, or where the event never had others.
    """
    said = present if copy.named or not present & plan.shape.substantial else plan.shape.substantial
    return bool(present) and not copy.mask & said


def _allowed(
    plan: Plan,
    planned: SinkPlan,
    situation: Situation,
    purposes: tuple[str, ...],
    form: str,
    lowered: tuple[ClauseId, ...],
    copy: Kept,
) -> Verdict:
    clauses = [purpose_clause(pack, name) for pack in plan.packs for name in purposes]
    clauses += [clause for pack in plan.packs for clause in recipient.allowances(pack, planned, purposes)]
    clauses += [*lowered, *copy.clauses, *circumstance.crossing(plan, planned, situation)]
    basis, based_on = _legal_basis(plan, situation, purposes)
    expires, expiryevent, dated_by = _expiry(plan, situation, purposes, form)
    clauses += [*based_on, *dated_by, *_dnt(plan, situation), *plan.early]
    if plan.is_request and plan.platform.rights:
        clauses.append(plan.platform.rights.clause)
    authorization, authorized_by = _authorization(plan, planned, situation, purposes, form)
    return Verdict(
        allowed=True,
        clauses=unique([*clauses, *authorized_by]),
        form=form,
        purpose=purposes,
        kept=copy.mask,
        fields=plan.shape.named(copy.mask),
        authorization=authorization,
        legalbasis=basis,
        expires=expires,
        expiryevent=expiryevent,
    )


def _legal_basis(
    plan: Plan, situation: Situation, purposes: tuple[str, ...]
) -> tuple[str | None, tuple[ClauseId, ...]]:
    """The strictest basis of the copy's purposes, for a person of the countries that ask for one (JE-3.7)."""
    for pack in plan.packs:
        rule = pack.legal_basis
        if rule and situation.country in rule.regions:
            for basis in ("consent", "legal_obligation", "legitimate_interests"):
                if set(purposes) & set(getattr(rule, basis)):
                    return basis, (rule.clause,)
            return "contract", (rule.clause,)
    return None, ()


def _expiry(
    plan: Plan, situation: Situation, purposes: tuple[str, ...], form: str
) -> tuple[bool, str | None, tuple[ClauseId, ...]]:
    """Whether the copy carries the delete-by time, and the event that ends it (semantics 10)."""
    if is_free_of_identifiers(form):
        return False, None, tuple(rule.clause for pack in plan.packs if (rule := pack.retention.unlimited))
    if plan.is_request:
        return False, None, ()
    if situation.held:
        return False, HELD_EVENT, (HELD_CLAUSE, *plan.ending.clauses)
    for pack in plan.packs:
        unlimited = pack.retention.unlimited
        if unlimited and set(purposes) <= set(unlimited.purposes):
            return False, None, (unlimited.clause,)
    return plan.ending.is_dated, plan.ending.event, plan.ending.clauses


def _dnt(plan: Plan, situation: Situation) -> list[ClauseId]:
    rules = [pack.choices.dnt for pack in plan.packs] if situation.dnt else []
    return [rule.clause for rule in rules if rule and not rule.honoured]


def _authorization(
    plan: Plan, planned: SinkPlan, situation: Situation, purposes: tuple[str, ...], form: str
) -> tuple[str | None, tuple[ClauseId, ...]]:
    """The authorization that a copy rests on, where it would not have gone, or not so, without one."""
    rules = plan.platform.training
    if rules is None:
        return None, ()
    if recipient.trains(planned):
        return situation.shared, (rules.ai_providers, rules.authorization)
    if "model_improvement" in purposes and not is_free_of_identifiers(form):
        named = situation.shared if form == "identified" else situation.any_models
        return named, (rules.authorization,)
    return None, ()
