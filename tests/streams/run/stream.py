"""A small seeded stream: every outcome, every kind of carried fact, every sort of broken line."""

import json
import random
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

RETAILERS = (("gems", "jewellink", None), ("jane", "jewellink", "jane_ellen"), ("corona", "stexcel", None))
TEXTS = (
    "the opal pendant is lovely",
    "my ssn is 536-22-1234 for the financing",
    "size six please",
    "card 4111 1111 1111 1111",
)
DAY_S = 86_400


def seeded(seed: int) -> random.Random:
    """A source of choices that are the same in every run."""
    return random.Random(seed)  # noqa: S311 - streams are to be repeatable, not secret.


def time_of(second: int) -> str:
    """A moment in June 2026."""
    day, rest = divmod(second, DAY_S)
    return f"2026-06-{day + 1:02d}T{rest // 3600:02d}:{rest % 3600 // 60:02d}:{rest % 60:02d}Z"


def fact(number: int, kind: str, time: str, data: Json) -> Json:
    """A control fact."""
    return {
        "specversion": "1.0", "id": f"f{number}", "source": "/governance", "type": f"governance.{kind}", "time": time,
        "retailer": data["retailer"], "data": data,
    }  # fmt: skip


def control(seed: int) -> list[Json]:
    """Registrations, choices and requests."""
    rng = seeded(seed)
    facts = [
        fact(n, "retailer.registered", "2026-05-01T00:00:00Z", {"retailer": name, "platform": platform, "policy": pack})
        for n, (name, platform, pack) in enumerate(RETAILERS)
    ]
    for n in range(10, 150):
        data: Json = {"retailer": rng.choice(RETAILERS)[0], "subject": f"c{rng.randrange(40)}"}
        time = time_of(rng.randrange(20 * DAY_S))
        if rng.random() < 0.2:
            right = rng.choice(["restrict", "object", "access"])
            facts.append(
                fact(n, "request.received", time, {**data, "request_id": f"r{n}", "right": right, "verified": True})
            )
            continue
        preference = rng.choice(["marketing_sms", "personalisation", "targeted_advertising", "marketing_email"])
        choice = rng.choice(["granted", "withdrawn"])
        facts.append(fact(n, "preference.changed", time, {**data, "preference": preference, "choice": choice}))
    unregistered = {"retailer": "nobody", "subject": "c1", "request_id": "r9", "right": "access", "verified": True}
    return [*facts, fact(200, "request.received", "2026-06-02T00:00:00Z", unregistered)]


def lines(count: int, seed: int) -> Iterator[bytes]:
    """Lines of a stream, about one in ten of them odd."""
    rng = seeded(seed)
    for n in range(count):
        event = _event(n, rng)
        text = json.dumps(event).encode()
        odd = rng.randrange(100)
        if odd == 0:
            yield text[: len(text) // 2] + b"\n"
        elif odd == 1:
            yield text + b"\n" + text + b"\n"
        elif odd == 2:
            yield json.dumps({**event, "data": {**event["data"], "colour": "teal"}}).encode() + b"\n"
        elif odd == 3:
            yield json.dumps({**event, "type": "crm.dream.dreamt"}).encode() + b"\n"
        elif odd == 4:
            yield b"\xff\xfe" + text + b"\n"
        elif odd == 5:
            yield b"   \r\n\n" + text + b"\r\n"
        else:
            yield text + b"\n"


def _event(n: int, rng: random.Random) -> Json:
    retailer = rng.choice([*[name for name, _, _ in RETAILERS] * 5, "nobody"])
    subject = f"c{rng.randrange(40)}"
    kind, data = _payload(n, rng, subject)
    return {
        "specversion": "1.0", "id": f"e{n}", "source": f"/feeds/{retailer}", "type": kind, "retailer": retailer,
        "time": time_of(n * 100), "subject": subject, "region": rng.choice(["US-CA", "DE"]), "data": data,
    }  # fmt: skip


def _payload(n: int, rng: random.Random, subject: str) -> tuple[str, Json]:
    number = f"+1415555{int(subject[1:]):04d}"
    message = {"message_id": f"m{n}", "conversation_id": "v", "customer_id": subject}
    reply = {**message, "from": number, "to": "+18005550100", "body": rng.choice(["STOP", "START", "hello there"])}
    promotion = {**message, "from": "+18005550100", "to": number, "body": "spring sale", "marketing": True}
    birthday = rng.choice(["2016-03-01", *["1980-03-01"] * 15])
    lines = [{"sku": "RNG-1", "category": "ring", "quantity": 1, "unit_price": 900}]
    order = {"order_id": f"o{n}", "customer_id": subject, "associate_id": "a1", "store_id": "s1", "lines": lines}
    payloads: list[tuple[str, dict[str, Any]]] = [
        ("message.sms.received", reply),
        ("message.sms.sent", promotion),
        (f"account.{rng.choice(['linked', 'unlinked'])}", {"account_id": f"a{n}", "integration": "linked_account"}),
        ("crm.customer.upserted", {"customer_id": subject, "name": "Opal Reyes", "birthday": birthday}),
        ("crm.note.added", {"customer_id": subject, "author_id": "a1", "text": rng.choice(TEXTS)}),
        ("usage.page.viewed", {"page": "/rings", "ip": "203.0.113.9", "user_agent": "Mozilla/5.0", "dwell_s": 2.5}),
        ("order.completed", {**order, "total": 900, "currency": "USD", "payment": {"method": "card", "last4": "4242"}}),
    ]
    return rng.choice(payloads)
