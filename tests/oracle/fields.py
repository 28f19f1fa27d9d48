"""Section 9: which fields a copy keeps, and the clauses of the rules that took the others."""

from typing import NamedTuple

from tests.oracle import choices, disclosures
from tests.oracle.catalogue import Json, leaves
from tests.oracle.purposes import STATING, clause
from tests.oracle.scene import Scene
from tests.oracle.times import moment

PROVIDERS = {"ST": "ST-partners", "JO": "JO-3.providers", "JE": "JE-4.1.processors"}
NUMBERS = ("tax_id", "resale_certificate")
NUMBER_PURPOSES = frozenset(["account_management", "payment", "legal"])
SENSITIVE_PURPOSES = frozenset(
    ["provide_service", "crm", "payment", "fulfilment", "security", "fraud_prevention", "legal"]
)
CARD = ("payment.card_number", "payment.cvv")
CARD_CLASSES = ("card_number", "cvv", "bank_account", "bank_routing")


class Kept(NamedTuple):
    """The paths that a copy keeps and the clauses of what took the rest."""

    paths: list[str]
    clauses: set[str]
    is_empty: bool


def kept(scene: Scene, sink: Json, form: str, purposes: set[str]) -> Kept:
    """Minimise one copy, rule by rule."""
    limit = disclosures.named_fields(scene, sink)
    rules = [
        (_not_needed(scene, sink), _providers(scene)),
        (_business_numbers(scene, purposes), _number_clauses(scene)),
        (_limited(scene, purposes), choices.listed({"JL": "JL-12.california"}, scene)),
        (_cards(scene, sink), _card_clauses(scene)),
        (_passwords(scene), {"JO-1.collect"} if scene.pack == "JO" else {"X-default"}),
        (_companies(scene, form), {"PB-6.2.anonymise"}),
        (_lost(scene, form), {clause(name, pack) for name in purposes for pack in scene.packs}),
        (_unnamed(scene, limit), {clause(name, pack) for name in purposes for pack in scene.packs}),
    ]
    left, clauses = scene.present, set()
    for taken, named in rules:
        if taken & set(left):
            clauses |= named
            left = [path for path in left if path not in taken]
    bare = not [path for path in left if scene.fields[path].categories != {"technical"}]
    took = len(left) < len(scene.present)
    is_empty = took and (not left if limit is not None else bare) and not scene.is_request
    return Kept(left, clauses, is_empty)


def _not_needed(scene: Scene, sink: Json) -> set[str]:
    if sink["needs"] == "all" or scene.is_request:
        return set()
    needs = {*sink["needs"], "technical"}
    return {path for path in scene.present if not scene.fields[path].categories & needs}


def _providers(scene: Scene) -> set[str]:
    return {PROVIDERS[pack] for pack in scene.packs if pack in PROVIDERS} or {"JL-4.purposes"}


def _business_numbers(scene: Scene, purposes: set[str]) -> set[str]:
    is_profile = scene.type == "business.profile.updated"
    return set(NUMBERS) if is_profile and not purposes & NUMBER_PURPOSES else set()


def _number_clauses(scene: Scene) -> set[str]:
    return {"PB-2.categories"} if scene.pack == "PB" else {STATING[scene.platform]}


def _limited(scene: Scene, purposes: set[str]) -> set[str]:
    if purposes & SENSITIVE_PURPOSES or choices.state(scene, "sensitive_data") != "withdrawn":
        return set()
    found = {finding["path"] for finding in scene.findings} if scene.prohibited_allowed else set()
    return found | {path for path in scene.present if "certification" in scene.fields[path].categories}


def _cards(scene: Scene, sink: Json) -> set[str]:
    if sink["class"] == "payment":
        return set()
    cards = {finding["path"] for finding in scene.findings if finding["class"] in CARD_CLASSES}
    return cards if scene.platform == "ST" or scene.pack == "JE" else set()


def _card_clauses(scene: Scene) -> set[str]:
    clauses = {"ST-collect"} if scene.platform == "ST" else set()
    return clauses | ({"JE-2.1.payment"} if scene.pack == "JE" else set())


def _passwords(scene: Scene) -> set[str]:
    if scene.platform != "ST" and scene.pack != "JO":
        return set()
    return {finding["path"] for finding in scene.findings if finding["class"] == "password"}


def _companies(scene: Scene, form: str) -> set[str]:
    if scene.pack != "PB" or form not in ("deidentified", "aggregated"):
        return set()
    return {path for path in scene.present if "business" in scene.fields[path].categories}


def _lost(scene: Scene, form: str) -> set[str]:
    if form not in ("deidentified", "aggregated"):
        return set()
    gone = {path for path in scene.present if scene.fields[path].deidentified == "gone"}
    dates = [(p, v) for p, v in leaves(scene.data) if scene.fields[p].deidentified.startswith("coarsened")]
    return gone | {path for path, value in dates if moment(value) is None}


def _unnamed(scene: Scene, limit: list[str] | None) -> set[str]:
    if limit is None:
        return set()
    return {p for p in scene.present if not any(p == name or p.startswith(name + ".") for name in limit)}
