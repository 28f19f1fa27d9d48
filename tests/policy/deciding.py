"""One retailer's events decided under packs: control facts and events in as few words as a test needs."""

from typing import Any

from processors.policy.pack import Pack
from processors.policy.packs import Packs
from processors.text.document import Document, Reading
from tests.governing import Json, governor_of, outcomes
from tests.policy.packs import POLICIES

RETAILER = "shop"
TIME = "2026-06-02T10:00:00Z"


def unread(_: Document) -> Reading:
    """A reader that finds nothing."""
    return Reading((), (), 0.0)


def fact(kind: str, time: str = "2026-01-01T00:00:00Z", **data: Any) -> Json:
    """A control fact about the retailer."""
    named = {} if kind == "authorization.revoked" else {"retailer": RETAILER}
    attributes = {"specversion": "1.0", "id": f"ctl-{kind}-{time}", "source": "/control", "time": time}
    return {**attributes, "type": f"governance.{kind}", "data": {**named, **data}}


def registered(policy: str | None, platform: str = "jewellink") -> Json:
    """The retailer's registration."""
    return fact("retailer.registered", platform=platform, policy=policy, jurisdiction=None, retention={})


def event(event_type: str, data: Json, **attributes: Any) -> Json:
    """An event of the retailer about one person."""
    given = {"specversion": "1.0", "id": "evt-1", "source": "/hub", "type": event_type, "time": TIME}
    return {**given, "retailer": RETAILER, "subject": "cust-1", **attributes, "data": data}


def decided(control: list[Json], *events: Json, packs: tuple[Pack, ...] = ()) -> Json:
    """The decision about the last of some events, under the built-in packs and others."""
    policies = POLICIES._replace(packs=Packs([*POLICIES.packs.all(), *packs])) if packs else POLICIES
    return outcomes(governor_of(policies, unread), control, events)[-1].line


NOTE: Json = {"customer_id": "cust-1", "author_id": "a-1", "text": "Likes pearls."}
SALE: Json = {
    "sale_id": "s-1",
    "customer_id": "cust-1",
    "store_id": "st-1",
    "lines": [{"sku": "k", "category": "ring", "quantity": 1, "unit_price": 10}],
    "total": 10,
    "currency": "USD",
    "completed_at": "2026-05-30T08:00:00Z",
}
PAGE: Json = {"page": "/rings", "ip": "203.0.113.7"}
