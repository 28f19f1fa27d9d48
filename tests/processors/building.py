"""Control facts and events in few words: of one shop and one person, unless a test says otherwise."""

from typing import Any

Json = dict[str, Any]

SHOP, PERSON = "harlow", "cust-1"
LONG_AGO, BEFORE, AT, AFTER = (
    "2020-01-01T00:00:00Z",
    "2026-06-01T00:00:00Z",
    "2026-07-01T10:00:00Z",
    "2026-08-01T00:00:00Z",
)
NUMBER, OTHER_NUMBER, SHOP_NUMBER = "+12125550143", "+14155550134", "+18005550100"
ADDRESS = {"street": "214 Mercer Street", "city": "New York", "region": "NY", "postal_code": "10012", "country": "US"}
LINES = [{"sku": "RNG-075", "category": "wedding band", "quantity": 1, "unit_price": 900}]
CARD = {"method": "card", "brand": "visa", "last4": "4821"}
ORDER: Json = {
    "customer_id": PERSON,
    "associate_id": "assoc-1",
    "store_id": "store-1",
    "lines": LINES,
    "total": 900,
    "currency": "USD",
    "payment": CARD,
    "ship_to": {"name": "Dana Reyes", **ADDRESS},
}
ALL_CATEGORIES = [
    *("identity", "contact", "account", "business", "preferences", "communication", "transaction", "payment"),
    *("fulfilment", "certification", "learning", "ai", "media", "mobile", "usage"),
]

# A payload for each event type that a test may ask for; messages are made of their two ends.
PAYLOADS: dict[str, Json] = {
    "crm.customer.upserted": {
        "customer_id": PERSON,
        "name": "Dana Reyes",
        "email": "dana@mail.example",
        "phone": NUMBER,
    },
    "crm.note.added": {"customer_id": PERSON, "author_id": "assoc-1", "text": "Likes rose gold."},
    "crm.wishlist.updated": {"customer_id": PERSON, "items": [{"sku": "RNG-075", "description": "Oval", "price": 900}]},
    "crm.appointment.booked": {"customer_id": PERSON, "store_id": "store-1", "starts_at": "2026-08-01T10:00:00Z"},
    "crm.form.submitted": {"form": "contact", "text": "Please call."},
    "crm.testimonial.submitted": {"testimonial_id": "T-1", "customer_id": PERSON, "text": "Lovely ring."},
    "pos.sale.completed": {"sale_id": "S-1", **ORDER},
    "pos.return.completed": {"return_id": "R-1", **ORDER},
    "pos.inventory.updated": {"store_id": "store-1", "sku": "RNG-075", "quantity": 4},
    "order.placed": {"order_id": "O-1", **ORDER},
    "order.completed": {"order_id": "O-1", **ORDER},
    "shipment.updated": {"order_id": "O-1", "customer_id": PERSON, "carrier": "FedEx", "tracking_number": "TRK-1"},
    "payment.captured": {"payment_id": "P-1", "customer_id": PERSON, "amount": 900, "payment": CARD},
    "certification.recorded": {"customer_id": PERSON, "laboratory": "GIA", "certificate_number": "2141438171"},
    "appraisal.recorded": {
        "customer_id": PERSON,
        "appraiser": "Whitlock",
        "certificate_number": "2141438171",
        "value": 7,
    },
    "message.call.logged": {
        "call_id": "C-1",
        "customer_id": PERSON,
        "from": NUMBER,
        "to": SHOP_NUMBER,
        "duration_s": 60,
    },
    "transcript.call.completed": {"transcript_id": "X-1", "turns": [{"speaker": "customer", "text": "Hello."}]},
    "transcript.roleplay.completed": {"transcript_id": "X-1", "turns": [{"speaker": "trainee", "text": "Hello."}]},
    "learning.progress.recorded": {"learner_id": "user-1", "course": "Diamond basics", "progress": 1},
    "ai.prompt.submitted": {"feature": "draft", "model": "m-1", "text": "Write a greeting."},
    "ai.feedback.given": {"feature": "draft", "rating": 5, "comment": "Good."},
    "ai.evaluation.recorded": {"feature": "draft", "metric": "accuracy", "value": 1},
    "media.file.uploaded": {"file_id": "F-1", "customer_id": PERSON, "content_type": "image/png", "caption": "A ring"},
    "mobile.device.registered": {"device_token": "token-1", "platform": "ios", "app_version": "1"},
    "usage.page.viewed": {"page": "/rings", "ip": "203.0.113.9", "user_agent": "browser", "dwell_s": 3},
    "usage.feature.used": {"feature": "wizard", "user_id": "user-1", "duration_s": 3},
    "usage.email.opened": {"message_id": "M-1", "customer_id": PERSON, "ip": "203.0.113.9"},
    "security.signal.raised": {"signal": "sign-in failed", "severity": "low", "ip": "203.0.113.9", "user_id": "user-1"},
    "account.registered": {"email": "dana@mail.example", "name": "Dana Reyes"},
    "account.signed_in": {"account_id": "A-1"},
    "account.closed": {"account_id": "A-1"},
    "account.linked": {"account_id": "A-1", "integration": "linked_account"},
    "account.unlinked": {"account_id": "A-1", "integration": "linked_account"},
    "business.profile.updated": {"company": "Harbor Gems", "tax_id": "47-3829105", "resale_certificate": "RC-1"},
    "billing.invoice.issued": {"invoice_id": "I-1", "amount": 90, "currency": "USD", "brand": "visa", "last4": "4821"},
}


def event(kind: str, data: Json | None = None, *, at: str = AT, name: str = "event-1", **attributes: Any) -> Json:
    """An event of a type; `data` changes its usual payload, and null takes a field out of it."""
    merged = {**_payload(kind), **(data or {})}
    envelope = {"specversion": "1.0", "id": name, "source": "/hub", "type": kind, "time": at, "retailer": SHOP}
    given = {"subject": PERSON, **attributes}
    kept = {key: value for key, value in given.items() if value is not None}
    return {**envelope, **kept, "data": {key: value for key, value in merged.items() if value is not None}}


def _payload(kind: str) -> Json:
    if kind in PAYLOADS or not kind.startswith("message."):
        return PAYLOADS[kind]
    ends = ("dana@mail.example", "hello@harlow.example") if ".email." in kind else (NUMBER, SHOP_NUMBER)
    theirs, ours = ends if kind.endswith(".received") else reversed(ends)
    return {"message_id": "M-1", "customer_id": PERSON, "from": theirs, "to": ours, "body": "Your ring is ready."}


def campaign(channel: str, data: Json | None = None, **attributes: Any) -> Json:
    """A marketing message on a channel."""
    return event(f"message.{channel}.sent", {"marketing": True, **(data or {})}, **attributes)


def texted(body: str, data: Json | None = None, *, name: str = "text-1", **attributes: Any) -> Json:
    """A text that the person sent to the shop."""
    return event("message.sms.received", {"body": body, **(data or {})}, name=name, **attributes)


def fact(kind: str, data: Json, *, at: str = BEFORE, name: str = "fact-1", retailer: str | None = SHOP) -> Json:
    """A control fact in its envelope."""
    envelope = {"specversion": "1.0", "id": name, "source": "/control", "type": f"governance.{kind}", "time": at}
    return {**envelope, **({"retailer": retailer} if retailer else {}), "data": data}


def shop(platform: str = "jewellink", policy: str | None = None, *, at: str = LONG_AGO, **data: Any) -> Json:
    """The registration of the shop."""
    record = {
        "retailer": SHOP,
        "platform": platform,
        "policy": policy,
        "jurisdiction": "US-NY",
        "retention": {},
        **data,
    }
    return fact("retailer.registered", record, at=at, name="registration")


def granted(preference: str, *, at: str = BEFORE, name: str = "grant-1", **bound: Any) -> Json:
    """A choice of the person that opens."""
    return _chosen(preference, "granted", at, name, bound)


def withdrawn(preference: str, *, at: str = BEFORE, name: str = "withdrawal-1", **bound: Any) -> Json:
    """A choice of the person that closes."""
    return _chosen(preference, "withdrawn", at, name, bound)


def _chosen(preference: str, choice: str, at: str, name: str, bound: Json) -> Json:
    data = {"retailer": SHOP, "subject": PERSON, "preference": preference, "choice": choice, **bound}
    return fact("preference.changed", data, at=at, name=name, retailer=data["retailer"])


def person(*, at: str = BEFORE, name: str = "person-1", **record: Any) -> Json:
    """Some of a person's record."""
    return fact("person.updated", {"retailer": SHOP, "subject": PERSON, **record}, at=at, name=name)


def request(right: str, *, at: str = BEFORE, name: str = "request-1", **data: Any) -> Json:
    """A person's request, verified."""
    made = {"request_id": name, "retailer": SHOP, "subject": PERSON, "right": right, "verified": True, **data}
    return fact("request.received", made, at=at, name=name)


def authorization(identity: str = "auth-1", *, at: str = BEFORE, name: str = "authorized-1", **data: Any) -> Json:
    """A written authorization to train shared models on everything, and for no prohibited class."""
    training = {"categories": data.pop("categories", ALL_CATEGORIES), "models": data.pop("models", "shared")}
    made = {
        "authorization_id": identity,
        "retailer": SHOP,
        "training": training,
        "prohibited_classes": data.pop("classes", []),
        "document_sha256": "ab" * 32,
        "signed_by": "the owner",
        **data,
    }
    return fact("authorization.granted", made, at=at, name=name)


def revoked(identity: str = "auth-1", *, at: str = BEFORE, name: str = "revoked-1", **envelope: Any) -> Json:
    """The end of an authorization; its data names no retailer."""
    return fact("authorization.revoked", {"authorization_id": identity}, at=at, name=name, **envelope)


def hold(happened: str = "placed", *, at: str = BEFORE, name: str = "hold-1", **data: Any) -> Json:
    """A legal hold on the person, placed or lifted."""
    made = {"retailer": SHOP, "subject": PERSON, "reference": "matter-1", **data}
    return fact(f"hold.{happened}", made, at=at, name=name)


def disclosure(kind: str = "legal", *, at: str = BEFORE, name: str = "disclosure-1", **data: Any) -> Json:
    """A disclosure opened for the person, to the sink that its kind is meant for."""
    sink = "acquirer" if kind == "transaction" else "authority"
    made = {"sink": sink, "kind": kind, "reference": "case-1", "retailer": SHOP, "subject": PERSON, **data}
    return fact("disclosure.opened", made, at=at, name=name)
