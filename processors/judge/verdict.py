"""One sink's verdict: every test, without short cut; then the copy's form, fields, delete-by and basis."""

from collections.abc import Iterator

from processors.decision import Verdict
from processors.judge import circumstance, purpose, recipient
from processors.judge.clauses import purpose_clause, unique
from processors.judge.fields import Kept, kept, substantial
from processors.judge.form import form_of, is_free_of_identifiers
from processors.judge.retention import HELD_CLAUSE, HELD_EVENT
from processors.plan import Plan, SinkPlan
from processors.policy.pack import ClauseId
from processors.situation import Situation


def verdicts(plan: Plan, situation: Situation) -> tuple[tuple[str, Verdict], ...]:
    """The verdict for every sink of the catalogue, in its order."""
    return tuple((planned.name, verdict(plan, planned, situation)) for planned in plan.sinks)


def verdict(plan: Plan, planned: SinkPlan, situation: Situation) -> Verdict:
    """Decide one sink."""
    wanted = purpose.wanted(planned, situation)
    fallen = {name: purpose.failures(plan, planned, situation, name) for name in wanted}
    standing = tuple(name for name in wanted if not fallen[name])
    failed = list(_failed(plan, planned, situation, fallen, standing))
    if failed:
        return _denied(
            plan, "; ".join(dict.fromkeys(name for name, _ in failed)), [c for _, found in failed for c in found]
        )
    stated = [name for name in wanted if purpose.stands_in_packs(plan, name)]
    form, lowered = form_of(plan, planned, situation, stated, standing)
    copy = kept(plan, planned, situation, form, standing)
    if not _says_something(plan, copy):
        return _denied(plan, "nothing is left to send", [*lowered, *copy.clauses] or [plan.platform.purposes.stated_by])
    return _allowed(plan, planned, situation, standing, form, lowered, copy)


def _failed(
    plan: Plan, planned: SinkPlan, situation: Situation, fallen: dict[str, list[ClauseId]], standing: tuple[str, ...]
) -> Iterator[tuple[str, list[ClauseId]]]:
    if not fallen:
        yield "no purpose of the event", [pack.purposes.stated_by for pack in plan.packs]
    elif not standing:
        yield "no purpose stands", [clause for found in fallen.values() for clause in found]
    if closed := recipient.failures(plan, planned, situation):
        yield "recipient class closed", closed
    yield from circumstance.failures(plan, planned, situation)


def _denied(plan: Plan, reason: str, clauses: list[ClauseId]) -> Verdict:
    return Verdict(allowed=False, clauses=unique([*clauses, *plan.early]), reason=reason)


def _says_something(plan: Plan, copy: Kept) -> bool:
    """A copy of technical fields alone says nothing, unless a disclosure asked for them or it is a request."""
    enough = copy.mask if copy.named or plan.is_request else copy.mask & substantial(plan.shape)
    return bool(enough)


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
    if is_free_of_identifiers(form) or plan.is_request:
        return False, None, ()
    if situation.held:
        return False, HELD_EVENT, (HELD_CLAUSE,)
    for pack in plan.packs:
        unlimited = pack.retention.unlimited
        if unlimited and set(purposes) <= set(unlimited.purposes):
            return False, None, (unlimited.clause,)
    return bool(plan.delete_by.periods), plan.delete_by.event, plan.delete_by.clauses


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
