"""Section 10: delete-by."""

from datetime import datetime

from tests.oracle.catalogue import Json
from tests.oracle.scene import Scene
from tests.oracle.times import add_period, moment, written

DEFAULTS = {
    "certification": "P10Y",
    "order": "P7Y",
    "marketing": "P2Y",
    "activity": "P2Y",
    "support": "P3Y",
    "account": "account_closed",
    "crm": "P3Y",
    "message": "P3Y",
    "transcript": "P2Y",
    "learning": "P3Y",
    "ai": "P1Y",
    "media": "P3Y",
    "mobile": "P1Y",
}
OWN = {
    "JO": {category: (limit, "JO-6.retention") for category, limit in DEFAULTS.items()},
    "JE": {
        "certification": ("P10Y", "JE-6.1.sensitive"),
        "order": ("P7Y", "JE-6.1.orders"),
        "marketing": ("marketing_opt_out", "JE-6.1.marketing"),
        "activity": ("P2Y opt_out", "JE-6.1.activity"),
        "account": ("account_closed", "JE-6.1.account"),
    },
    "PB": {
        "order": ("P7Y", "PB-6.orders"),
        "support": ("P3Y", "PB-6.support"),
        "account": ("inactive_3y", "PB-6.inactive"),
    },
}
PB_ORDERS_LEAST = "P5Y"


def category(scene: Scene) -> str:
    """The first category of the retention table that fits an event."""
    family = scene.type.split(".")[0]
    if family in ("certification", "appraisal"):
        return "certification"
    if family in ("pos", "order", "shipment", "payment", "billing"):
        return "order"
    if scene.is_marketing:
        return "marketing"
    if family in ("usage", "security"):
        return "activity"
    if scene.type == "crm.form.submitted" or (scene.channel and scene.type.endswith(".received")):
        return "support"
    return "account" if family in ("account", "business") else family


def start(scene: Scene, name: str) -> datetime:
    """When the periods begin: at the event, or at the completion of a Jane Ellen order."""
    completed = moment(scene.data.get("completed_at")) if scene.pack == "JE" and name == "order" else None
    return completed or scene.time


def delete_by(scene: Scene, form: str, purposes: set[str]) -> tuple[Json, set[str]]:
    """The delete-by attributes of a copy and the clauses that set them."""
    if form in ("deidentified", "aggregated") or scene.is_request:
        return {}, ({"JE-6.2.exceptions"} if scene.pack == "JE" and not scene.is_request else set())
    if scene.facts.held(scene.retailer, scene.subject, scene.time):
        return {"expiryevent": "hold_lifted"}, {"JE-6.2.exceptions"}
    if scene.pack == "JE" and purposes == {"fraud_prevention"}:
        return {}, {"JE-6.2.exceptions"}
    return _limits(scene, category(scene))


def _limits(scene: Scene, name: str) -> tuple[Json, set[str]]:
    registered = (scene.record.get("retention") or {}).get(name)
    own, clause = OWN.get(scene.pack or "", {}).get(name, ("", ""))
    limits = own.split() + ([registered] if registered else [])
    if not limits:
        limits = [DEFAULTS[name]]
    begin = start(scene, name)
    ends = [add_period(begin, limit) for limit in limits if limit.startswith("P")]
    events = [limit for limit in limits if not limit.startswith("P")]
    found: Json = {}
    if ends:
        end = min(ends)
        if scene.pack == "PB" and name == "order":
            end = max(end, add_period(begin, PB_ORDERS_LEAST))
        found["expirytime"] = written(end)
    if events:
        found["expiryevent"] = events[0]
    return found, _clauses(scene, clause, registered)


def _clauses(scene: Scene, own: str, registered: str | None) -> set[str]:
    clauses = {own} if own else set()
    if scene.platform == "JL" or registered:
        clauses.add("JL-9.retention" if scene.platform == "JL" or not own else own)
    return clauses
