"""Random payloads for every event type, from the fields table."""

from random import Random
from typing import Any

from tests.oracle import names
from tests.oracle.catalogue import Field, Json

OPTIONAL_CHANCE = 0.6
LONG_TEXTS = frozenset(["text", "notes", "body", "comment", "caption", "reason", "description"])
SHORT_TEXTS = {
    "name": "Dana Reyes",
    "category": "wedding band",
    "status": "delivered",
    "laboratory": "GIA",
    "appraiser": "Whitlock Gem Appraisals",
    "course": "Diamond basics",
    "page": "/rings/halo",
    "referrer": "https://search.example/rings",
    "company": "Harbor Lane Gems LLC",
    "subject_line": "Your ring",
    "preferences": "rose gold",
}
FIXED = {
    "country": "US",
    "region": "NY",
    "currency": "USD",
    "integration": "linked_account",
    "last4": "6467",
    "card_number": names.CARD_NUMBER,
    "cvv": "318",
    "password": "Moonstone#4412",
    "ip": "203.0.113.9",
    "from": names.SHOP_PHONE,
    "report_url": "https://reports.example/gia/1",
    "starts_at": "2026-08-01T10:00:00Z",
    "platform": "ios",
    "tax_id": "47-3829105",
}
RARE = {"card_number": 0.12, "cvv": 0.08, "password": 0.15, "marketing": 0.5}
Below = list[tuple[tuple[str, ...], Field]]
CHOSEN: dict[str, list[Any]] = {
    "customer_id": names.PEOPLE,
    "order_id": names.ORDERS,
    "sale_id": names.ORDERS,
    "certificate_number": names.CERTIFICATES,
    "testimonial_id": names.TESTIMONIALS,
    "birthday": names.BIRTHDAYS,
    "anniversary": names.DATES,
    "completed_at": names.COMPLETED,
    "email": names.EMAILS,
    "phone": names.PHONES,
    "to": names.PHONES,
    "integration": ["linked_account", "linked_account", "advertising_network"],
}


def payload(rng: Random, kind: str, fields: dict[str, Field], planted: float) -> Json:
    """A random payload that keeps its contract; so many of its long texts hold prohibited data."""
    data = _container(rng, planted, [(field.steps, field) for field in fields.values()])
    if kind.startswith("message."):
        _address(rng, kind, data)
    return data


def _container(rng: Random, planted: float, fields: Below) -> Json:
    groups: dict[str, Below] = {}
    for steps, field in fields:
        groups.setdefault(steps[0], []).append((steps[1:], field))
    made: Json = {}
    for step, below in groups.items():
        needed = any(field.required for _, field in below)
        if needed or rng.random() < RARE.get(step, OPTIONAL_CHANCE):
            made[step.removesuffix("[]")] = _value(rng, planted, step, below, needed=needed)
        elif rng.random() < 0.05:
            made[step.removesuffix("[]")] = None
    return made


def _value(rng: Random, planted: float, step: str, below: Below, *, needed: bool) -> Any:
    def one() -> Any:
        return _container(rng, planted, below) if below[0][0] else _leaf(rng, planted, below[0][1])

    if not step.endswith("[]"):
        return one()
    return [one() for _ in range(rng.randint(1 if needed else 0, 2))]


def _leaf(rng: Random, planted: float, field: Field) -> Any:
    name = field.path.split(".")[-1]
    if field.kind == "num":
        return rng.choice([1, 3, 41, 780.5, 6850])
    if field.kind == "bool":
        return rng.random() < 0.6
    if field.kind == "text":
        return text(rng, planted) if name in LONG_TEXTS else SHORT_TEXTS.get(name, "Plain words")
    if name in CHOSEN:
        return rng.choice(CHOSEN[name])
    return FIXED.get(name, f"{name.replace('_', '-')}-1")


def text(rng: Random, planted: float) -> str:
    """A clean text, or now and then one with prohibited data planted in it."""
    clean = rng.choice(names.CLEAN)
    if rng.random() >= planted:
        return clean
    return f"{clean} {rng.choice(list(names.PLANTED.values()))}"


def _address(rng: Random, kind: str, data: Json) -> None:
    """Give a message its numbers or addresses, and some inbound ones a word such as STOP."""
    theirs = rng.choice(names.EMAILS if ".email." in kind else names.PHONES)
    shop = "hello@shop.example" if ".email." in kind else names.SHOP_PHONE
    ends = {"from": theirs, "to": shop} if kind.endswith(".received") else {"from": shop, "to": theirs}
    for key, value in ends.items():
        if rng.random() < 0.92:
            data[key] = value
    inbound = kind in ("message.sms.received", "message.mms.received", "message.webchat.received")
    if inbound and rng.random() < 0.75:
        data["body"] = rng.choice(names.WORDS)
