"""Random control facts of every kind, clustered in time and on few people."""

from random import Random

from tests.oracle import names
from tests.oracle.catalogue import Json
from tests.oracle.themes import Theme

POLICIES = [None, "jewelry_odm", "jane_ellen", "parure_belle"]
AUTHORIZATIONS = ["auth-1", "auth-2", "auth-3"]
MATTERS = ["matter-1", "matter-2"]
ALL_CLASSES_CHANCE = 0.35


def fact(name: str, kind: str, data: Json, time: str) -> Json:
    """One control fact in its envelope."""
    return {
        "specversion": "1.0",
        "id": name,
        "source": "/control",
        "type": f"governance.{kind}",
        "time": time,
        "retailer": data["retailer"],
        "data": data,
    }


def registration(rng: Random, retailer: str) -> Json:
    """A retailer's record, with or without a schedule of its own."""
    periods = {rng.choice(names.PERIOD_CATEGORIES): rng.choice(names.PERIODS) for _ in range(rng.choice([0, 0, 6]))}
    return {
        "retailer": retailer,
        "platform": rng.choice(["jewellink", "jewellink", "stexcel"]),
        "policy": rng.choice(POLICIES),
        "jurisdiction": rng.choice(["US-NY", "DE", None]),
        "retention": periods,
    }


def grant(rng: Random, _theme: Theme, retailer: str) -> Json:
    """A written authorization."""
    categories = [name for name in names.CATEGORIES if rng.random() < 0.95]
    classes = [name for name in names.PROHIBITED if rng.random() < 0.4]
    return {
        "authorization_id": rng.choice(AUTHORIZATIONS),
        "retailer": retailer,
        "training": {
            "categories": names.CATEGORIES if rng.random() < 0.6 else categories,
            "models": rng.choice(["shared", "shared", "retailer"]),
        },
        "prohibited_classes": names.PROHIBITED if rng.random() < ALL_CLASSES_CHANCE else classes,
        "document_sha256": "ab" * 32,
        "signed_by": "the owner",
        "starts": rng.choice([None, None, names.EARLY, "2026-07-01T10:00:00Z"]),
        "ends": rng.choice([None, None, "2026-07-01T10:00:00Z", "2028-01-01T00:00:00Z"]),
    }


def revocation(rng: Random, _theme: Theme, retailer: str) -> Json:
    """The end of an authorization."""
    return {"authorization_id": rng.choice(AUTHORIZATIONS), "retailer": retailer, "reason": "in writing"}


def preference(rng: Random, theme: Theme, retailer: str) -> Json:
    """A choice of a person, with the keys that belong to it."""
    name = rng.choice(theme.preferences or names.PREFERENCES)
    choice = rng.choice(["granted", "granted", "withdrawn"])
    data: Json = {"retailer": retailer, "subject": rng.choice(theme.people), "preference": name, "choice": choice}
    for key, values in KEYS.get(name, {}).items():
        if rng.random() < (0.85 if key in ("reference", "cookieclass") or name == "integration" else 0.4):
            data[key] = rng.choice(values)
        elif rng.random() < 0.2:
            data[key] = None
    return data


KEYS: dict[str, dict[str, list[str]]] = {
    "marketing_email": {"contact": names.EMAILS, "channel": ["email"]},
    "marketing_sms": {"contact": names.PHONES, "channel": [name for name in names.CHANNELS if name != "email"]},
    "cookies": {"cookieclass": names.COOKIE_CLASSES[1:]},
    "appraiser": {
        "reference": names.ORDERS + names.CERTIFICATES,
        "recipient": ["appraiser_partner", "testimonial_page"],
    },
    "testimonial": {"reference": names.TESTIMONIALS, "recipient": ["testimonial_page", "appraiser_partner"]},
    "integration": {"recipient": ["linked_account", "linked_account", "advertising_network"]},
    "targeted_advertising": {"recipient": ["advertising_network", "web_analytics"]},
}


def person(rng: Random, theme: Theme, retailer: str) -> Json:
    """Some fields of a person's record."""
    data: Json = {"retailer": retailer, "subject": rng.choice(theme.people)}
    if rng.random() < 0.5:
        data["birth_year"] = rng.choice(theme.birth_years)
    if rng.random() < 0.5:
        data["region"] = rng.choice(names.REGIONS)
    if rng.random() < 0.4:
        data["guardian_permission"] = rng.choice([True, True, False])
    return data


def request(rng: Random, theme: Theme, retailer: str, name: str) -> Json:
    """A person's request, verified or not."""
    right = rng.choice(["restrict", "object", "object", "object", "withdraw", "withdraw", rng.choice(names.RIGHTS)])
    data: Json = {"request_id": name, "retailer": retailer, "subject": rng.choice(theme.people), "right": right}
    if rng.random() < 0.85:
        data["verified"] = rng.random() < 0.8
    data["purpose"] = rng.choice([None, *names.OBJECTED]) if right in ("object", "withdraw") else None
    return data


def answer_objections(rng: Random, facts: list[Json]) -> None:
    """Let some withdrawals name an objection, by its id and person."""
    requests = [fact["data"] for fact in facts if fact["type"] == "governance.request.received"]
    objections = [data for data in requests if data["right"] == "object"]
    for data in requests:
        mine = [old for old in objections if old["retailer"] == data["retailer"]]
        if data["right"] == "withdraw" and mine and rng.random() < 0.5:
            old = rng.choice(mine)
            data["subject"] = old["subject"]
            key = rng.choice(["request_id", "purpose"])
            data[key] = old[key]


def hold(rng: Random, theme: Theme, retailer: str) -> Json:
    """A legal hold, on one person or on all."""
    return {
        "retailer": retailer,
        "subject": rng.choice([None, *theme.people]),
        "reference": rng.choice(MATTERS),
    }


def disclosure(rng: Random, theme: Theme, retailer: str) -> Json:
    """An opened disclosure, now and then without a reference or of a kind that its sink does not take."""
    kind = rng.choice(["legal", "legal", "emergency", "transaction", "transaction"])
    sink = "acquirer" if kind == "transaction" else "authority"
    fields = [
        ["total", "lines"],
        ["customer", "ship_to"],
        ["customer_id", "payment"],
        ["name", "address.region", "sale_id"],
        ["body"],
    ]
    return {
        "sink": sink if rng.random() < 0.95 else "authority",
        "kind": kind,
        "reference": rng.choice(["reference-1", "reference-2", "reference-3", None]),
        "retailer": retailer,
        "subject": rng.choice([None, *theme.people]),
        "fields": rng.choice([None, None, *fields]),
        "notice_date": rng.choice([None, "2026-07-01", "2026-07-01T10:00:00Z", "2026-08-01", "2020-01-01"]),
    }


MAKERS = {
    "authorization.granted": grant,
    "authorization.revoked": revocation,
    "preference.changed": preference,
    "person.updated": person,
    "hold.placed": hold,
    "hold.lifted": hold,
    "disclosure.opened": disclosure,
}


def control(rng: Random, theme: Theme, retailers: list[str]) -> list[Json]:
    """The control facts of a world, in no order."""
    facts = []
    for n, retailer in enumerate(retailers):
        time = names.EARLY if rng.random() < 0.9 else rng.choice(theme.times)
        facts.append(fact(f"reg-{n}", "retailer.registered", registration(rng, retailer), time))
    for n in range(rng.randint(0, 25)):
        kind, retailer = rng.choice(theme.facts), rng.choice(retailers)
        if kind == "request.received":
            data = request(rng, theme, retailer, f"request-{n}")
        else:
            data = MAKERS[kind](rng, theme, retailer)
        facts.append(fact(f"fact-{n:02}", kind, data, rng.choice(theme.fact_times)))
    if rng.random() < 0.15:
        again = registration(rng, rng.choice(retailers))
        facts.append(fact("reg-again", "retailer.registered", again, rng.choice(theme.times)))
    answer_objections(rng, facts)
    rng.shuffle(facts)
    return facts
