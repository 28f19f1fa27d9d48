"""A pack's rules as flat cells, each with its clause, so that two versions can be compared one cell at a time."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from contracts.vocabulary import PROHIBITED_CLASSES, PURPOSES
from processors.policy.catalogue import RECIPIENT_CLASSES
from processors.policy.pack import ClauseId, Pack, Retained

SWITCHES = (
    "stop",
    "surveys",
    "personalisation",
    "sale_or_sharing",
    "sensitive_data",
    "restrict",
    "object",
    "email_opens",
)
ASKED = ("marketing", "targeted_advertising")
BASES = ("consent", "legal_obligation", "legitimate_interests")


RECIPIENT_NAMES: tuple[str, ...] = RECIPIENT_CLASSES
DENIED, BINDS = "denied", "binds"
UNCONDITIONAL = {"consent": False, "opened": None, "notice": False, "named_fields": False, "purposes": None}


class Cell(NamedTuple):
    """One rule: the clause that it names, and what it says as JSON would have it. No cell is no rule."""

    clause: ClauseId | None
    value: Any


Cells = dict[str, Cell]
Read = Callable[[Pack], Cells]


def purposes(pack: Pack) -> Cells:
    """The form in which each purpose stands, or that it is denied."""
    rules = pack.purposes
    cells: Cells = {name: Cell(rules.denied_by.get(name, rules.stated_by), DENIED) for name in PURPOSES}
    cells |= {name: Cell(rule.clause, rule.form) for name, rule in rules.allowed_by.items()}
    return cells | {name: Cell(rules.stated_by, "identified") for name in rules.allowed}


def recipients(pack: Pack) -> Cells:
    """The conditions of each recipient class, or that it is denied."""
    rules = pack.recipients
    cells = {name: Cell(rules.denied_by.get(name, rules.stated_by), DENIED) for name in RECIPIENT_NAMES}
    cells |= {name: Cell(rules.stated_by, UNCONDITIONAL) for name in rules.allowed}
    for name, rule in rules.allowed_by.items():
        conditions = rule.model_dump(mode="json", exclude={"clause"})
        cells[name] = Cell(rule.clause, conditions | {"opened": sorted(rule.opened) or None})
    return cells


def switches(pack: Pack) -> Cells:
    """The choices that act by themselves."""
    found = ((name, getattr(pack.choices, name)) for name in SWITCHES)
    return {name: Cell(clause, "acts") for name, clause in found if clause}


def asked(pack: Pack) -> Cells:
    """The choices that are asked for."""
    found = ((name, getattr(pack.choices, name)) for name in ASKED)
    return {name: Cell(rule.clause, rule.ask) for name, rule in found if rule}


def tracking(pack: Pack) -> Cells:
    """Cookies, site analytics and Do Not Track, each as the set of what it asks for or stops."""
    cookies, site, dnt = pack.choices.cookies, pack.choices.site_analytics, pack.choices.dnt
    cells = {"cookies": Cell(cookies.clause, sorted(cookies.classes))} if cookies else {}
    cells |= {"site_analytics": Cell(site.clause, [site.cookieclass])} if site else {}
    return cells | ({"dnt": Cell(dnt.clause, ["honoured"] if dnt.honoured else [])} if dnt else {})


def legal_basis(pack: Pack) -> Cells:
    """The countries that ask for a basis."""
    return {"regions": Cell(pack.legal_basis.clause, sorted(pack.legal_basis.regions))} if pack.legal_basis else {}


def bases(pack: Pack) -> Cells:
    """The basis of each purpose, strictest first where it has two; what has no cell is contract."""
    rule = pack.legal_basis
    if rule is None:
        return {}
    return {purpose: Cell(rule.clause, basis) for basis in reversed(BASES) for purpose in getattr(rule, basis)}


def prohibited(pack: Pack) -> Cells:
    """What prohibited data may pass, and where it may go under an authorization."""
    rule = pack.prohibited
    if rule is None:
        return {}
    return {
        "passes": Cell(rule.clause, sorted(rule.passes)),
        "authorized_classes": Cell(rule.clause, sorted(rule.authorized_classes)),
    }


def confined(pack: Pack) -> Cells:
    """The recipient classes that may keep each confined prohibited class: every rule for it binds."""
    cells: Cells = {}
    for kind in PROHIBITED_CLASSES:
        rules = [rule for rule in pack.confined if kind in rule.classes]
        if rules:
            kept = set.intersection(*({*rule.keep_at} for rule in rules))
            cells[kind] = Cell(rules[0].clause, sorted(kept))
    return cells


def sensitive(pack: Pack) -> Cells:
    """What sensitive data is, and where it never goes."""
    rule = pack.sensitive
    if rule is None:
        return {}
    barred = {"categories": rule.categories, "purposes": rule.purposes, "types": rule.types}
    cells = {key: Cell(rule.clause, sorted(values)) for key, values in barred.items()}
    return cells | {"trainers": Cell(rule.clause, ["barred"] if rule.trainers else [])}


def ages(pack: Pack) -> Cells:
    """The ages under which events are stopped or narrowed."""
    rule = pack.minors
    if rule is None:
        return {}
    cells = {"quarantine_under": Cell(rule.clause, rule.quarantine_under)}
    return cells | ({"narrow_under": Cell(rule.clause, rule.narrow_under)} if rule.narrow_under else {})


def excepted(pack: Pack) -> Cells:
    """Who may let the young pass."""
    return {"unless": Cell(pack.minors.clause, pack.minors.unless or "nobody")} if pack.minors else {}


def narrowed(pack: Pack) -> Cells:
    """The purposes that the young lose."""
    return {"narrowed": Cell(pack.minors.clause, sorted(pack.minors.narrowed))} if pack.minors else {}


def residency(pack: Pack) -> Cells:
    """The recipient classes that must be in the pack's one country."""
    return {"classes": Cell(pack.residency.clause, sorted(pack.residency.classes))} if pack.residency else {}


def countries(pack: Pack) -> Cells:
    """The one country that storage is confined to."""
    return {"residency.country": Cell(pack.residency.clause, pack.residency.country)} if pack.residency else {}


def bounds(pack: Pack) -> Cells:
    """The rules that are there or not, and bind where they are."""
    rules: Mapping[str, ClauseId | None] = {
        "prohibited": pack.prohibited.clause if pack.prohibited else None,
        "transfer": pack.transfer.clause if pack.transfer else None,
        "links": pack.links.clause if pack.links else None,
        "fields.minimised_by": pack.fields.minimised_by,
        "fields.business_numbers": pack.fields.business_numbers,
        "fields.anonymise_business": pack.fields.anonymise_business,
    }
    return {key: Cell(clause, BINDS) for key, clause in rules.items() if clause}


def switched(pack: Pack) -> Cells:
    """What is looser with the rule than without it for some, and for others the other way round."""
    cells = {"controller": Cell(None, pack.controller), "role": Cell(None, pack.role)}
    if pack.rights:
        cells["rights.sink"] = Cell(pack.rights.clause, pack.rights.sink)
    if pack.training:
        cells["training"] = Cell(pack.training.authorization, BINDS)
    if pack.retention.as_platform:
        cells["retention.as_platform"] = Cell(pack.retention.clause, BINDS)
    return cells


def retention(pack: Pack) -> Cells:
    """How long each kind of record is kept."""
    rules = pack.retention.periods.items()
    return {key: Cell(rule.clause or pack.retention.clause, _kept(rule)) for key, rule in rules}


def _kept(rule: Retained) -> dict[str, Any]:
    short = (
        {"period": rule.short.period.text, "jurisdictions": sorted(rule.short.jurisdictions)} if rule.short else None
    )
    period, least = (length.text if length else None for length in (rule.period, rule.least))
    return {"period": period, "event": rule.event, "from": rule.start, "least": least, "short": short}


def unlimited(pack: Pack) -> Cells:
    """The purposes whose copies carry no delete-by."""
    rule = pack.retention.unlimited
    return {"unlimited": Cell(rule.clause, sorted(rule.purposes))} if rule else {}


def notice(pack: Pack) -> Cells:
    """The days of notice that a widening version needs."""
    days = pack.changes.notice_days
    return {} if days is None else {"notice_days": Cell(pack.changes.clause, days)}


def texts(pack: Pack) -> Cells:
    """What each clause says."""
    return {clause: Cell(clause, promise.model_dump(mode="json")) for clause, promise in pack.clauses.items()}
