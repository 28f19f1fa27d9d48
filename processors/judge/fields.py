"""Which leaves of the payload a copy keeps, and the clauses that took the others (semantics 9)."""

from typing import NamedTuple

from processors.judge.clauses import of_packs
from processors.judge.form import is_free_of_identifiers
from processors.judge.recipient import open_for, trains
from processors.plan import Plan, SinkPlan
from processors.policy.pack import ClauseId
from processors.shape import Shape
from processors.situation import Situation

TECHNICAL = frozenset({"technical"})
BUSINESS_NUMBERS = frozenset({"tax_id", "resale_certificate"})
BUSINESS_NUMBER_PURPOSES = frozenset({"account_management", "payment", "legal"})
SENSITIVE_CATEGORY = "certification"
SERVICE_PURPOSES = frozenset(
    {"provide_service", "crm", "payment", "fulfilment", "security", "fraud_prevention", "legal"}
)
DISCLOSING = {"authority": ("legal", "emergency"), "transaction": ("transaction",)}


class Kept(NamedTuple):
    """The mask of the leaves that a copy keeps, and the clauses that took the rest."""

    mask: int
    clauses: tuple[ClauseId, ...]
    named: bool


class _Taking:
    """Leaves still kept, and the clauses of what took the others."""

    def __init__(self, present: int) -> None:
        self.mask = present
        self.clauses: list[ClauseId] = []

    def take(self, mask: int, clauses: list[ClauseId]) -> None:
        if self.mask & mask:
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
    if form != "identified":
        taking.take(situation.undated, [])
    if is_free_of_identifiers(form):
        taking.take(_identifying(plan), [])
        _anonymise(plan, taking)
    return Kept(taking.mask, tuple(taking.clauses), named)


def substantial(shape: Shape) -> int:
    """The mask of the leaves that are more than technical."""
    return shape.mask(lambda leaf: not TECHNICAL.issuperset(leaf.mark.categories))


def _disclosed(plan: Plan, planned: SinkPlan, situation: Situation, taking: _Taking) -> bool:
    """Where a disclosure names fields the copy holds those alone; several open ones are united."""
    kinds = DISCLOSING.get(planned.sink.recipient)
    opened = open_for(planned, situation, kinds, noticed=False) if kinds else []
    lists = [disclosure.fields for disclosure in opened if disclosure.fields is not None]
    exhaustive = any(rule.named_fields for pack in plan.packs if (rule := pack.recipients.allowed_by.get("authority")))
    if not lists or (len(lists) < len(opened) and not (exhaustive and planned.sink.recipient == "authority")):
        return False
    names = {name for fields in lists for name in fields}
    asked = plan.shape.mask(lambda leaf: any(leaf.path == name or leaf.path.startswith(name + ".") for name in names))
    purpose = "legal" if planned.sink.recipient == "authority" else "business_transfer"
    clauses = [rule.clause for pack in plan.packs if (rule := pack.purposes.allowed_by.get(purpose))]  # type: ignore[call-overload]
    taking.take(~asked, clauses or [plan.platform.purposes.stated_by])
    return True


def _minimise(plan: Plan, planned: SinkPlan, taking: _Taking) -> None:
    needs = planned.sink.needs
    if needs == "all":
        return
    useful = plan.shape.mask(
        lambda leaf: "technical" in leaf.mark.categories or not needs_none(leaf.mark.categories, needs)
    )
    taking.take(~useful, [pack.fields.minimised_by for pack in plan.packs if pack.fields.minimised_by])


def needs_none(categories: tuple[str, ...], needs: tuple[str, ...]) -> bool:
    """Whether a sink needs none of a leaf's categories."""
    return not any(category in needs for category in categories)


def _business_numbers(plan: Plan, purposes: tuple[str, ...], taking: _Taking) -> None:
    if not BUSINESS_NUMBER_PURPOSES.intersection(purposes):
        mask = plan.shape.mask(lambda leaf: leaf.path in BUSINESS_NUMBERS)
        own = [pack.fields.business_numbers for pack in reversed(plan.packs) if pack.fields.business_numbers]
        taking.take(mask, own[:1])


def _sensitive(plan: Plan, planned: SinkPlan, situation: Situation, purposes: tuple[str, ...], taking: _Taking) -> None:
    certified = plan.shape.mask(lambda leaf: SENSITIVE_CATEGORY in leaf.mark.categories)
    for pack in plan.packs:
        rule = pack.sensitive
        if rule and (set(purposes) & set(rule.purposes) or (rule.trainers and trains(planned))):
            taking.take(
                plan.shape.mask(lambda leaf: any(c in rule.categories for c in leaf.mark.categories)), [rule.clause]
            )
    limited = plan.answered(situation.answers, planned.name, "sensitive_data") is False
    if limited and not SERVICE_PURPOSES.intersection(purposes):
        tainted = 0
        for _, mask in situation.tainted:
            tainted |= mask
        taking.take(certified | tainted, of_packs(plan.packs, lambda pack: pack.choices.sensitive_data))


def _confine(plan: Plan, planned: SinkPlan, situation: Situation, taking: _Taking) -> None:
    for kind, mask in situation.tainted:
        for pack in plan.packs:
            for rule in pack.confined:
                if kind in rule.classes and planned.sink.recipient not in rule.keep_at:
                    taking.take(mask, [rule.clause])


def _identifying(plan: Plan) -> int:
    return plan.shape.mask(lambda leaf: leaf.mark.deidentified == "gone")


def _anonymise(plan: Plan, taking: _Taking) -> None:
    """A pack may have business identity leave de-identified copies too (PB-6.2.anonymise)."""
    businesslike = plan.shape.mask(lambda leaf: leaf.mark.identifies == "business")
    for pack in plan.packs:
        if pack.fields.anonymise_business:
            taking.take(businesslike, [pack.fields.anonymise_business])
