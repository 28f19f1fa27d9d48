"""Section 5: what the person chose, and the purposes that fall by it."""

from typing import Any

from tests.oracle import age, region
from tests.oracle.catalogue import Json
from tests.oracle.facts import number
from tests.oracle.scene import REQUEST, Scene, is_set

NARROWING = ("channel", "contact", "recipient", "purpose", "cookieclass", "reference")
OPENED_BY = {"cookies": "cookieclass", "appraiser": "reference", "testimonial": "reference", "integration": "recipient"}
UNNAMED_OBJECTION = frozenset(["marketing", "targeted_advertising", "surveys", "personalisation", "model_improvement"])
OBJECTION = {"JE": "JE-7.gdpr", "PB": "PB-7.rights", "JL": "JL-11.rights"}
RESTRICTION = {"JE": "JE-7.rights", "PB": "PB-7.rights", "JL": "JL-11.rights"}
SHARING = {"JL": "JL-12.california", "JE": "JE-4.8.no_sale"}
CONSENT = {"JL": "JL-6.recipients", "JO": "JO-3.consent", "JE": "JE-4.5.consent"}
MATCHING = {
    "targeted_advertising": ("targeted_advertising", {}),
    "personalisation": ("personalisation", {}),
    "surveys": ("surveys", {}),
    "site_analytics": ("cookies", {"cookieclass": "performance"}),
}


def listed(clauses: dict[str, str], scene: Scene) -> set[str]:
    """Those clauses that belong to the event's packs, else X-subject."""
    return {clauses[pack] for pack in scene.packs if pack in clauses} or {"X-subject"}


def contact(text: object) -> object:
    """A contact in the form in which contacts are compared."""
    return number(text) or text.strip().casefold() if isinstance(text, str) else None


def binds(fact: Json, **context: Any) -> bool:
    """Whether a preference is about this use: whatever it names must be what the use is about."""
    data = fact["data"]
    for key in NARROWING:
        given, wanted = data.get(key), context.get(key)
        if given is None:
            if key == OPENED_BY.get(data["preference"]) and data["choice"] == "granted":
                return False
            continue
        if not _same(key, given, wanted):
            return False
    return True


def _same(key: str, given: Any, wanted: Any) -> bool:
    if key == "contact":
        return contact(given) == contact(wanted)
    if key == "channel":
        return ("sms" if given == "mms" else given) in (wanted or ())
    return bool(given == wanted)


def state(scene: Scene, preference: str, **context: Any) -> str | None:
    """The last choice that binds: granted, withdrawn, or None."""
    facts = scene.about_person("governance.preference.changed")
    mine = [fact for fact in facts if fact["data"]["preference"] == preference and binds(fact, **context)]
    return mine[-1]["data"]["choice"] if mine else None


def marketing_state(scene: Scene, sink: Json | None) -> str | None:
    """The choice about marketing on the channel of a message, else of the sink."""
    if scene.channel:
        mail = scene.channel == "email"
        channels = {"sms" if scene.channel == "mms" else scene.channel}
        to = scene.data.get("to" if scene.type.endswith(".sent") else "from")
    else:
        own = (sink or {}).get("channels") or ["email"]
        mail = own == ["email"]
        channels = {"sms" if channel == "mms" else channel for channel in own}
        to = None
    name = "marketing_email" if mail else "marketing_sms"
    recipient = sink["name"] if sink else None
    return state(scene, name, channel=channels, contact=to, recipient=recipient, purpose="marketing")


def marketing_falls(scene: Scene, sink: Json) -> set[str]:
    """The clauses by which marketing falls, before objections and age."""
    choice = marketing_state(scene, sink)
    clauses = set()
    if scene.platform == "JL" and choice != "granted":
        clauses.add("JL-8.retailer_consent")
    if region.is_european(scene):
        clauses |= {"JE-3.7.legal_basis"} if choice != "granted" else set()
    elif choice == "withdrawn" and scene.pack == "JE":
        clauses.add("JE-7.gdpr")
    if choice == "withdrawn":
        blocked = {"ST": "ST-email", "JO": "JO-5.unsubscribe", "PB": "PB-7.preferences"}
        clauses |= {blocked[pack] for pack in scene.packs if pack in blocked}
    if scene.type in ("message.sms.sent", "message.mms.sent"):
        to = number(scene.data.get("to"))
        if scene.facts.stopped(scene.retailer, to, scene.time):
            clauses |= listed({"JL": "JL-8.stop"}, scene)
    return clauses


def requests(scene: Scene) -> list[Json]:
    """The person's verified requests in force, earliest first; of equal times withdrawals before objections."""
    facts = [fact for fact in scene.about_person(REQUEST) if fact["data"].get("verified") is True]
    return sorted(facts, key=lambda fact: (fact["at"], fact["data"]["right"] != "withdraw", fact["id"]))


def is_restricted(scene: Scene) -> bool:
    """Whether a verified request restricts the person's data."""
    return not scene.is_request and any(fact["data"]["right"] == "restrict" for fact in requests(scene))


def objected(scene: Scene) -> set[str]:
    """The purposes to which the person objects, or for which consent was withdrawn by request."""
    standing: list[Json] = []
    withdrawn: set[str] = set()
    for fact in requests(scene):
        data = fact["data"]
        purpose = data.get("purpose")
        if data["right"] == "object":
            standing.append(data)
        if data["right"] == "withdraw":
            kept = [old for old in standing if not _lifts(data, old)]
            if len(kept) == len(standing):
                withdrawn |= {purpose} if purpose else UNNAMED_OBJECTION
            standing = kept
    for data in standing:
        withdrawn |= {data["purpose"]} if data.get("purpose") else UNNAMED_OBJECTION
    return withdrawn


def _lifts(withdrawal: Json, objection: Json) -> bool:
    if withdrawal["request_id"] == objection["request_id"]:
        return True
    return withdrawal.get("purpose") is not None and withdrawal["purpose"] == objection.get("purpose")


def references(scene: Scene, purpose: str) -> list[str]:
    """What a consent to appraisal or publication may name for this event."""
    keys = ("testimonial_id",) if purpose == "publication" else ("order_id", "sale_id", "certificate_number")
    return [scene.data[key] for key in keys if scene.data.get(key)]


def consented(scene: Scene, purpose: str, sink: Json) -> bool:
    """Whether the person asked for this order's appraisal or this testimonial's publication."""
    name = "testimonial" if purpose == "publication" else "appraiser"
    found = references(scene, purpose)
    return any(state(scene, name, reference=ref, recipient=sink["name"], purpose=purpose) == "granted" for ref in found)


def linked(scene: Scene, sink: Json) -> bool:
    """Whether the person's link to an integration stands."""
    last = None
    for fact in scene.about_person("governance.preference.changed", "carried.linked", "carried.unlinked"):
        data = fact["data"]
        if fact["type"].startswith("carried."):
            if data["integration"] == sink["name"]:
                last = fact["type"] == "carried.linked"
        elif data["preference"] == "integration" and binds(fact, recipient=sink["name"], purpose="integration_sync"):
            last = data["choice"] == "granted"
    return last is True


def ads_granted(scene: Scene, sink: Json) -> bool:
    """Whether targeted advertising was granted for this recipient."""
    choice = state(scene, "targeted_advertising", recipient=sink["name"], purpose="targeted_advertising")
    return choice == "granted"


def sharing_refused(scene: Scene) -> bool:
    """Whether the person opted out of sale or sharing, by a choice or by the event's signal."""
    return state(scene, "sale_or_sharing") == "withdrawn" or is_set(scene.event.get("gpc"))


def falls(scene: Scene, purpose: str, sink: Json) -> set[str]:
    """The clauses by which a purpose that the packs allow falls for this person at this sink."""
    clauses = set()
    if purpose == "marketing":
        clauses |= marketing_falls(scene, sink)
    elif purpose in ("surveys", "personalisation"):
        if state(scene, purpose, recipient=sink["name"], purpose=purpose) == "withdrawn":
            clauses |= listed({"PB": "PB-7.preferences"}, scene)
    elif purpose == "targeted_advertising" and scene.pack == "JO" and not ads_granted(scene, sink):
        clauses.add("JO-3.consent")
    elif purpose in ("appraisal", "publication") and not consented(scene, purpose, sink):
        clauses |= {CONSENT[pack] for pack in scene.packs if pack in CONSENT}
    elif purpose == "integration_sync" and not linked(scene, sink):
        clauses.add("ST-link" if scene.platform == "ST" else "X-default")
    if purpose in objected(scene):
        clauses |= listed(OBJECTION, scene)
    if age.is_sheltered(scene) and purpose in ("marketing", "targeted_advertising", "model_improvement"):
        clauses.add("JE-9.minors")
    return clauses | _european(scene, purpose, sink)


def _european(scene: Scene, purpose: str, sink: Json) -> set[str]:
    if not region.is_european(scene) or purpose not in region.ON_CONSENT or purpose == "marketing":
        return set()
    if purpose in ("appraisal", "publication"):
        given = consented(scene, purpose, sink)
    else:
        name, context = MATCHING[purpose]
        given = state(scene, name, recipient=sink["name"], purpose=purpose, **context) == "granted"
    return set() if given else {"JE-3.7.legal_basis"}


def usage_stop(scene: Scene) -> set[str]:
    """Gate 9: the clauses that stop a usage event before any sink."""
    if not scene.type.startswith("usage."):
        return set()
    kind = scene.event.get("cookieclass")
    clauses = set()
    optional = kind not in (None, "essential")
    if scene.pack == "JE" and optional and state(scene, "cookies", cookieclass=kind) != "granted":
        clauses.add("JE-5.cookies")
    if scene.pack == "PB" and is_set(scene.event.get("dnt")) and kind != "essential":
        clauses.add("PB-7.dnt")
    opened = scene.type == "usage.email.opened"
    if opened and scene.platform == "ST" and marketing_state(scene, None) == "withdrawn":
        clauses.add("ST-email")
    return clauses


def signal_passed(scene: Scene) -> set[str]:
    """The clauses that let an event with Do Not Track pass."""
    passing = {"JE": "JE-5.7.dnt", "ST": "ST-dnt"}
    return {passing[p] for p in scene.packs if p in passing} if is_set(scene.event.get("dnt")) else set()
