"""Whether both packs let a sink's recipient class have an event (semantics 3)."""

from collections.abc import Collection, Iterator

from processors.facts.disclosure import PURPOSE_OF_KIND, Disclosure
from processors.judge.clauses import DEFAULT, purpose_clause
from processors.plan import Plan, SinkPlan
from processors.policy.catalogue import RECIPIENT_CLASSES
from processors.policy.pack import ClauseId, Pack, RecipientRule
from processors.situation import Situation

# The classes whose closing names the cell of the purpose that they exist for (semantics 12, Clauses named).
CLASS_PURPOSE = {"authority": "legal", "transaction": "business_transfer", "sale": "sale"}


def failures(plan: Plan, planned: SinkPlan, situation: Situation) -> list[ClauseId]:
    """The clauses of every pack that keeps the sink's class from this event; none where all let it."""
    if planned.sink.recipient not in RECIPIENT_CLASSES:
        return [DEFAULT]
    return [clause for pack in plan.packs for clause in _closed(pack, plan, planned, situation)]


def allowances(pack: Pack, planned: SinkPlan, purposes: tuple[str, ...]) -> Iterator[ClauseId]:
    """The clauses by which a pack lets the sink's class have a copy for these purposes."""
    rule = _rule(pack, planned)
    if rule is None or pack.recipients.always_named:
        yield pack.recipients.stated_by
    if rule:
        yield from (rule.purposes[p] for p in purposes if p in rule.purposes) if rule.purposes else (rule.clause,)


def open_for(planned: SinkPlan, situation: Situation, kinds: Collection[str], noticed: bool) -> list[Disclosure]:
    """The disclosures of these kinds that open the sink."""
    return [
        opened
        for opened in situation.opened
        if opened.sink == planned.name and opened.kind in kinds and (opened.noticed or not noticed)
    ]


def trains(planned: SinkPlan) -> bool:
    """Whether an AI provider trains on what it gets; one that does not say counts as one that does."""
    return planned.sink.recipient == "ai_provider" and planned.sink.trains_models is not False


def _closed(pack: Pack, plan: Plan, planned: SinkPlan, situation: Situation) -> list[ClauseId]:
    recipient, rule = planned.sink.recipient, _rule(pack, planned)
    found: list[ClauseId] = []
    if rule is None and recipient not in pack.recipients.allowed:
        found.append(pack.recipients.denied_by.get(recipient, pack.recipients.stated_by))
        if recipient in CLASS_PURPOSE:
            found.append(purpose_clause(pack, CLASS_PURPOSE[recipient]))
    elif rule:
        found.extend(_unopened(pack, rule, planned, situation))
    if recipient == "advertising" and rule and _unconsented(pack, plan, planned, situation):
        found.append(rule.clause)
    if pack.training and trains(planned) and situation.shared is None:
        found.append(pack.training.ai_providers)
    return [*found, pack.recipients.stated_by] if found and pack.recipients.always_named else found


def _rule(pack: Pack, planned: SinkPlan) -> RecipientRule | None:
    return pack.recipients.allowed_by.get(planned.sink.recipient)


def _unopened(pack: Pack, rule: RecipientRule, planned: SinkPlan, situation: Situation) -> list[ClauseId]:
    if not rule.opened:
        return []
    opened = open_for(planned, situation, rule.opened, rule.notice)
    if not opened:
        return [purpose_clause(pack, PURPOSE_OF_KIND[rule.opened[0]])]
    names_none = rule.named_fields and all(disclosure.fields is None for disclosure in opened)
    return [rule.clause] if names_none else []


def _unconsented(pack: Pack, plan: Plan, planned: SinkPlan, situation: Situation) -> bool:
    asked = pack.choices.targeted_advertising
    granted = plan.answered(situation, planned.name, "targeted_advertising")
    return bool(asked and asked.ask == "opt_in" and granted is not True)
