"""Which leaves of the payload a copy keeps, and the clauses that took the others (semantics 9)."""

from typing import NamedTuple

from processors.judge.clauses import of_packs, purpose_clause
from processors.judge.form import is_free_of_identifiers
from processors.judge.recipient import CLASS_PURPOSE, open_for, trains
from processors.plan import Plan, SinkPlan
from processors.policy.pack import ClauseId
from processors.situation import Situation

BUSINESS_NUMBERS = frozenset({"tax_id", "resale_certificate"})
BUSINESS_NUMBER_PURPOSES = frozenset({"account_management", "payment", "legal"})
SENSITIVE_CATEGORIES = ("certification",)
SERVICE_PURPOSES = frozenset(
    {"provide_service", "crm", "payment", "fulfilment", "security", "fraud_prevention", "legal"}
)


class Kept(NamedTuple):
    """The mask of the leaves that a copy keeps, and the clauses that took the rest."""

    mask: int
    clauses: tuple[ClauseId, ...]
    named: bool


class _Taking:
    """Leaves still kept, and the clauses of what took the others: of every rule, where several take the same."""

    def __init__(self, present: int) -> None:
        self.present = self.mask = present
        self.clauses: list[ClauseId] = []

    def take(self, mask: int, clauses: list[ClauseId]) -> None:
        if self.present & mask:
            self.mask &= ~mask
            self.clauses.extend(clauses)


def kept(plan: Plan, planned: SinkPlan, situation: Situation, form: str, purposes: tuple[str, ...]) -> Kept:
    """Reduce a copy to what the sink's job needs and the packs and the person let it have."""
    taking = _Taking(situation.present)
    named = _disclosed(plan, planned, situation, taking)
    _minimise(plan, planned, taking)
    _business_numbers(plan, purposes, taking)
    _sensitive(plan, planned, situation, purposes, taking)
    _confine(plan, planned, situation, taking)
    if "model_improvement" in purposes and is_free_of_identifiers(form) and plan.platform.training:
        taking.take(situation.withheld, [plan.platform.training.improvement])
    if is_free_of_identifiers(form):
        taking.take(
            plan.shape.gone | situation.undated, [purpose_clause(p, name) for p in plan.packs for name in purposes]
        )
        _anonymise(plan, taking)
    return Kept(taking.mask, tuple(taking.clauses), named)


def _disclosed(plan: Plan, planned: SinkPlan, situation: Situation, taking: _Taking) -> bool:
    """Where a disclosure names fields the copy holds those alone; several open ones are united."""
    rules = [rule for pack in plan.packs if (rule := pack.recipients.allowed_by.get(planned.sink.recipient))]
    kinds = set.intersection(*(set(rule.opened) for rule in rules)) if rules else set()
    opened = open_for(planned, situation, kinds, noticed=any(rule.notice for rule in rules))
    lists = [disclosure.fields for disclosure in opened if disclosure.fields is not None]
    names_all = len(lists) < len(opened) and not any(rule.named_fields for rule in rules)
    if not lists or names_all:
        return False
    names = {name for fields in lists for name in fields}
    asked = plan.shape.mask(lambda leaf: any(leaf.path == name or leaf.path.startswith(name + ".") for name in names))
    disclosed_for = CLASS_PURPOSE.get(planned.sink.recipient, planned.sink.recipient)
    taking.take(~asked, [purpose_clause(pack, disclosed_for) for pack in plan.packs])
    return True


def _minimise(plan: Plan, planned: SinkPlan, taking: _Taking) -> None:
    needs = planned.sink.needs
    if needs == "all":
        return
    useful = plan.shape.of_categories(("technical", *needs))
    taking.take(~useful, [pack.fields.minimised_by for pack in plan.packs if pack.fields.minimised_by])


def _business_numbers(plan: Plan, purposes: tuple[str, ...], taking: _Taking) -> None:
    if not BUSINESS_NUMBER_PURPOSES.intersection(purposes):
        mask = plan.shape.mask(lambda leaf: leaf.path in BUSINESS_NUMBERS)
        own = [pack.fields.business_numbers for pack in reversed(plan.packs) if pack.fields.business_numbers]
        taking.take(mask, own[:1])


def _sensitive(plan: Plan, planned: SinkPlan, situation: Situation, purposes: tuple[str, ...], taking: _Taking) -> None:
    for pack in plan.packs:
        rule = pack.sensitive
        if rule and (set(purposes) & set(rule.purposes) or (rule.trainers and trains(planned))):
            taking.take(plan.shape.of_categories(rule.categories), [rule.clause])
    limited = plan.answered(situation, planned.name, "sensitive_data") is False
    if limited and not SERVICE_PURPOSES.intersection(purposes):
        limited_to = plan.shape.of_categories(SENSITIVE_CATEGORIES)
        for _, mask in situation.tainted:
            limited_to |= mask
        taking.take(limited_to, of_packs(plan.packs, lambda pack: pack.choices.sensitive_data))


def _confine(plan: Plan, planned: SinkPlan, situation: Situation, taking: _Taking) -> None:
    for kind, mask in situation.tainted:
        for pack in plan.packs:
            for rule in pack.confined:
                if kind in rule.classes and planned.sink.recipient not in rule.keep_at:
                    taking.take(mask, [rule.clause])


def _anonymise(plan: Plan, taking: _Taking) -> None:
    """A pack may have business identity leave de-identified copies too (PB-6.2.anonymise)."""
    businesslike = plan.shape.mask(lambda leaf: leaf.mark.identifies == "business")
    for pack in plan.packs:
        if pack.fields.anonymise_business:
            taking.take(businesslike, [pack.fields.anonymise_business])
