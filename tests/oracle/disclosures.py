"""Section 3: disclosures that were opened to authorities and acquirers."""

from tests.oracle.catalogue import Json
from tests.oracle.scene import Scene
from tests.oracle.times import moment

OPENED = "governance.disclosure.opened"


def opened(scene: Scene) -> list[Json]:
    """The disclosures that are open for this event; one without a reference opens nothing."""
    found = [fact["data"] for fact in scene.known(OPENED)]
    mine = [data for data in found if data.get("subject") in (None, scene.subject) and data.get("reference")]
    return [data for data in mine if data["kind"] != "transaction" or _notice_passed(scene, data)]


def _notice_passed(scene: Scene, data: Json) -> bool:
    date = moment(data.get("notice_date"))
    return date is None or date <= scene.time


def purposes(scene: Scene) -> set[str]:
    """The purposes that open disclosures add to the event."""
    return {"business_transfer" if data["kind"] == "transaction" else "legal" for data in opened(scene)}


def serving(scene: Scene, sink: Json, pack: str) -> list[Json]:
    """The disclosures by which one pack opens one sink."""
    mine = [data for data in opened(scene) if data["sink"] == sink["name"]]
    if sink["class"] == "transaction":
        notice = pack in ("JE", "PB")
        return [d for d in mine if d["kind"] == "transaction" and (d.get("notice_date") or not notice)]
    kinds = ("legal", "emergency") if pack == "ST" else ("legal",)
    named = [data for data in mine if data["kind"] in kinds]
    return [data for data in named if data.get("fields")] if pack == "PB" else named


def serving_all(scene: Scene, sink: Json) -> list[Json]:
    """The disclosures by which every pack of the event opens a sink."""
    each = [serving(scene, sink, pack) for pack in scene.packs]
    return [data for data in each[0] if all(data in others for others in each[1:])]


def named_fields(scene: Scene, sink: Json) -> list[str] | None:
    """The paths and prefixes that the copy is limited to, None for no limit."""
    if sink["class"] not in ("authority", "transaction"):
        return None
    found = serving_all(scene, sink)
    if not found or any(data.get("fields") is None for data in found):
        return None
    return [path for data in found for path in data["fields"]]


def has_reference(scene: Scene, purpose: str) -> bool:
    """Whether an open disclosure carries a reference for legal process or for a transaction."""
    return purpose in purposes(scene)
