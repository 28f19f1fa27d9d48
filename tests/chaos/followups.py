"""Events that change what may be done with a person's later ones, STOP say, and such later ones."""

import random

from tests.chaos.rounds import telephone
from tests.chaos.sending import Json

SHOP = "+18005550100"


def follow_up(event: Json, rng: random.Random) -> Json:
    """Another event of the same person, right after `event`."""
    subject = event["subject"]
    number, person = (int(part) for part in subject.removeprefix("c").split("-"))
    kind, data = _payload(event["id"], subject, telephone(number, person), rng)
    return {**event, "id": f"{event['id']}-f", "type": kind, "data": data}


def _payload(event_id: str, subject: str, phone: str, rng: random.Random) -> tuple[str, Json]:
    message = {"message_id": f"m-{event_id}", "conversation_id": "v", "customer_id": subject}
    reply = {**message, "from": phone, "to": SHOP, "body": rng.choice(["STOP", "Stop.", "start", "YES", "unsubscribe"])}
    promotion = {**message, "from": SHOP, "to": phone, "body": "The spring collection is here.", "marketing": True}
    link = {"account_id": f"a-{event_id}", "integration": "linked_account"}
    born = rng.choice(["2015-03-01", *["1980-03-01"] * 9])
    lines = [{"sku": "RNG-18K-014", "category": "ring", "quantity": 1, "unit_price": 2450}]
    order = {
        "order_id": f"o-{event_id}",
        "customer_id": subject,
        "associate_id": "a-1",
        "store_id": "s-1",
        "lines": lines,
    }
    payloads: list[tuple[str, Json]] = [
        ("message.sms.received", reply),
        ("message.sms.sent", promotion),
        ("account.linked", link),
        ("account.unlinked", link),
        ("crm.customer.upserted", {"customer_id": subject, "name": "Opal Reyes", "birthday": born}),
        ("order.placed", {**order, "total": 2450, "currency": "USD", "payment": {"method": "card", "last4": "4242"}}),
    ]
    return rng.choices(payloads, [2, 3, 1, 1, 1, 2])[0]
