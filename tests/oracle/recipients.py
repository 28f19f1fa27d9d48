"""Section 3: which classes of recipient each pack serves, and by which clause."""

from tests.oracle import choices, disclosures, region
from tests.oracle.catalogue import Json
from tests.oracle.purposes import clause as purpose_clause
from tests.oracle.scene import Scene

OWN = {
    "JL": "JL-6.recipients",
    "ST": "ST-partners",
    "JO": "JO-3.providers",
    "JE": "JE-4.1.processors",
    "PB": "PB-4.1.providers",
}
NO_SALE = {"JL": "JL-6.no_sale", "ST": "ST-no_sale", "JE": "JE-4.8.no_sale", "PB": "PB-4.4.no_sale"}
EVERYWHERE = ("hosting", "messaging", "security", "internal", "retailer")
OPERATIONAL = ("hosting", "messaging", "payment", "integration", "security", "retailer")
PURPOSE_OF = {"authority": "legal", "transaction": "business_transfer"}
RIGHTS_SINKS = {"retailer_referral": "JL", "privacy_team": "ST"}
ANALYTICS = ("aggregate_analytics", "statistics", "site_analytics")

Verdict = tuple[bool, set[str]]


def judge(scene: Scene, sink: Json, pack: str) -> Verdict:
    """Whether one pack serves this recipient, and the clauses that decide it."""
    kind = sink["class"]
    cells = {
        "payment": _payment,
        "integration": _integration,
        "ai_provider": _ai_provider,
        "analytics": _analytics,
        "advertising": _advertising,
        "other": _other,
        "authority": _disclosure,
        "transaction": _disclosure,
        "sale": _sale,
    }
    if kind in EVERYWHERE:
        return True, {OWN[pack]}
    if kind not in cells:
        return False, {"X-default"}
    served, clauses = cells[kind](scene, sink, pack)
    return served, clauses | ({"JL-6.recipients"} if pack == "JL" else set())


def _payment(_scene: Scene, _sink: Json, pack: str) -> Verdict:
    return True, {"ST-collect" if pack == "ST" else OWN[pack]}


def _integration(scene: Scene, sink: Json, pack: str) -> Verdict:
    if pack != "ST":
        return True, {OWN[pack]}
    if {"fulfilment", "customer_support"} & set(sink["purposes"]):
        return True, {"ST-partners"}
    if "integration_sync" in sink["purposes"]:
        return choices.linked(scene, sink), {"ST-link"}
    return False, {"ST-partners"}


def _ai_provider(scene: Scene, sink: Json, pack: str) -> Verdict:
    if pack == "JL":
        return sink.get("trains_models") is False or scene.training == "authorized", {"JL-5.ai_providers"}
    return pack == "JO", {OWN[pack]}


def _analytics(scene: Scene, sink: Json, pack: str) -> Verdict:
    if pack != "JE":
        return True, {OWN[pack]}
    accepted = choices.state(scene, "cookies", cookieclass="performance", recipient=sink["name"]) == "granted"
    return "site_analytics" not in sink["purposes"] or accepted, {"JE-4.4.ads"}


def _advertising(scene: Scene, sink: Json, pack: str) -> Verdict:
    clauses = {"JL": "JL-7.ads", "ST": "ST-partners", "JO": "JO-3.consent", "JE": "JE-4.4.ads", "PB": "PB-4.4.no_sale"}
    served = pack == "JE" or (pack in ("JL", "JO") and choices.ads_granted(scene, sink))
    return served, {clauses[pack]}


def _other(scene: Scene, sink: Json, pack: str) -> Verdict:
    consents = [name for name in ("appraisal", "publication") if name in sink["purposes"]]
    if pack in ("ST", "PB"):
        return False, {OWN[pack]}
    return any(choices.consented(scene, name, sink) for name in consents), {choices.CONSENT[pack]}


def _disclosure(scene: Scene, sink: Json, pack: str) -> Verdict:
    purpose = PURPOSE_OF[sink["class"]]
    if sink["class"] == "transaction" and pack in ("ST", "JO"):
        return False, {OWN[pack], purpose_clause(purpose, pack)}
    return bool(disclosures.serving(scene, sink, pack)), {purpose_clause(purpose, pack)}


def _sale(_scene: Scene, _sink: Json, pack: str) -> Verdict:
    return False, {OWN[pack]} | ({NO_SALE[pack]} if pack in NO_SALE else set())


def failures(scene: Scene, sink: Json) -> set[str]:
    """The clauses of every recipient test that this sink fails."""
    failed: set[str] = set()
    for pack in scene.packs:
        served, clauses = judge(scene, sink, pack)
        failed |= set() if served else clauses
    return failed | _chosen(scene, sink) | _rights(scene, sink) | _sensitive(scene, sink) | _order(sink)


def _chosen(scene: Scene, sink: Json) -> set[str]:
    failed: set[str] = set()
    if sink["class"] == "advertising" and choices.sharing_refused(scene):
        failed |= choices.listed(choices.SHARING, scene)
    if choices.is_restricted(scene) and sink["class"] != "hosting":
        failed |= choices.listed(choices.RESTRICTION, scene)
    trains = sink["class"] == "ai_provider" and sink.get("trains_models") is not False
    if trains and "model_improvement" in choices.objected(scene):
        failed |= choices.listed(choices.OBJECTION, scene)
    if (scene.prohibited_allowed or scene.child_allowed) and sink["class"] not in OPERATIONAL:
        failed.add("JL-2.prohibited")
    if sink.get("channels") and scene.channel and scene.channel not in sink["channels"]:
        failed.add("X-default")
    if sink["class"] == "messaging" and scene.is_marketing:
        failed |= choices.falls(scene, "marketing", sink)
    if sink["name"] == "retailer_models" and scene.platform == "JL" and not models_authorization(scene):
        failed.add("JL-5.no_training")
    if sink["purposes"] == ["integration_sync"] and not choices.linked(scene, sink):
        failed.add("ST-link" if scene.platform == "ST" else "X-default")
    return failed


def _rights(scene: Scene, sink: Json) -> set[str]:
    home = RIGHTS_SINKS.get(sink["name"])
    if not scene.is_request:
        return {"X-default"} if home else set()
    if home == scene.platform:
        return set()
    return {"JL-11.refer"} if home and scene.platform == "JL" else {"X-default"}


def _sensitive(scene: Scene, sink: Json) -> set[str]:
    if scene.pack != "JE" or scene.type not in ("certification.recorded", "appraisal.recorded"):
        return set()
    trains = sink["class"] == "ai_provider" and sink.get("trains_models") is not False
    barred = set(sink["purposes"]) & {*ANALYTICS, "model_improvement"}
    return {"JE-2.4.sensitive"} if trains or barred else set()


def _order(sink: Json) -> set[str]:
    agreed = sink.get("agreement") is True or sink["class"] == "authority"
    return set() if agreed and sink.get("encrypted") is True else {"JE-4.10.secure"}


def allowances(scene: Scene, sink: Json) -> set[str]:
    """The recipient clauses that an allowance names."""
    clauses = {clause for pack in scene.packs for clause in judge(scene, sink, pack)[1]}
    if scene.is_request and scene.platform == "JL":
        clauses.add("JL-11.refer")
    return clauses | ({"PB-8.transfer"} if region.crosses(scene, sink) else set())


def covering(scene: Scene, *models: str) -> list[str]:
    """The ids of the authorizations that cover every category present, smallest first."""
    if scene.pack:
        return []
    needed = scene.categories() - {"technical"}
    found = []
    for grant in scene.facts.authorizations(scene.retailer, scene.time):
        if grant["training"]["models"] in models and needed <= set(grant["training"]["categories"]):
            found.append(str(grant["authorization_id"]))
    return found


def models_authorization(scene: Scene) -> str | None:
    """The authorization under which models that serve this retailer may be trained."""
    found = covering(scene, "shared", "retailer")
    return found[0] if found else None
