"""What a world is about: few people, times, choices and event types at once, so that facts meet their events."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from tests.oracle import names

MESSAGES = [
    "message.sms.sent",
    "message.sms.received",
    "message.mms.sent",
    "message.email.sent",
    "message.webchat.sent",
]
ORDERS = ["order.placed", "order.completed", "pos.sale.completed", "pos.return.completed"]
CERTIFICATES = ["certification.recorded", "appraisal.recorded"]
TEXTS = [
    "crm.note.added",
    "transcript.call.completed",
    "ai.prompt.submitted",
    "crm.form.submitted",
    "ai.feedback.given",
]
GRANTS = ["authorization.granted", "authorization.granted", "authorization.revoked"]
HOLDS = ["hold.placed", "hold.lifted"]
EVERY_FACT = [
    *GRANTS,
    *["preference.changed"] * 6,
    *["person.updated"] * 2,
    *["request.received"] * 2,
    *HOLDS,
    *["disclosure.opened"] * 2,
]


class Theme(NamedTuple):
    """The pools that a world draws from; no event types means all of them."""

    facts: Sequence[str] = EVERY_FACT
    preferences: Sequence[str] = names.PREFERENCES
    types: Sequence[str] = ()
    purposes: Sequence[str] = ()
    planted: float = 0.04
    birth_years: Sequence[int] = names.BIRTH_YEARS
    people: Sequence[str] = names.PEOPLE
    times: Sequence[str] = names.TIMES
    fact_times: Sequence[str] = names.TIMES
    retailers_max: int = 4


CHOICES = ["preference.changed"] * 5
THEMES = [
    Theme(
        [*CHOICES, "person.updated"],
        ["targeted_advertising", "targeted_advertising", "sale_or_sharing", "cookies", "personalisation"],
        ["usage.page.viewed", "usage.page.viewed", "usage.feature.used"],
    ),
    Theme([*CHOICES, "person.updated"], ["appraiser", "appraiser", "sensitive_data"], ORDERS + CERTIFICATES),
    Theme([*CHOICES, "person.updated"], ["testimonial"], ["crm.testimonial.submitted"]),
    Theme(
        [*CHOICES, "request.received"],
        ["integration"],
        ["account.linked", "account.unlinked", "crm.customer.upserted", "crm.wishlist.updated", "order.placed"],
    ),
    Theme([*CHOICES, "person.updated"], ["marketing_sms", "marketing_email"], MESSAGES),
    Theme(
        [*CHOICES, "request.received", "person.updated"],
        ["marketing_email", "marketing_sms", "surveys"],
        [*MESSAGES, "usage.email.opened", "crm.customer.upserted"],
        ["marketing", "surveys", "service_messages"],
    ),
    Theme(["request.received"], names.PREFERENCES, []),
    Theme([*GRANTS, *GRANTS, "request.received"], types=TEXTS + ORDERS),
    Theme(GRANTS, types=[*TEXTS, "payment.captured", "account.registered", *ORDERS], planted=0.5),
    Theme([*GRANTS, "person.updated", "person.updated"], types=["crm.customer.upserted", *TEXTS, *MESSAGES]),
    Theme(["disclosure.opened"], types=[*ORDERS, "crm.customer.upserted", "business.profile.updated"]),
    Theme([*HOLDS, "disclosure.opened", "person.updated"], types=[]),
    Theme(
        [*CHOICES, *GRANTS],
        ["sensitive_data"],
        [*CERTIFICATES, "crm.note.added"],
        [
            "crm",
            "aggregate_analytics",
            "statistics",
            "appraisal",
            "model_improvement",
            "ai_features",
            "account_management",
        ],
        planted=0.3,
    ),
    Theme(
        ["person.updated", "disclosure.opened"],
        [],
        ["business.profile.updated", "billing.invoice.issued"],
        ["provide_service", "account_management", "payment", "aggregate_analytics", "legal", "integration_sync"],
    ),
]
THEMED_CHANCE = 0.7
ADULT_CHANCE = 0.6


def choose(rng: Random) -> Theme:
    """A theme with its own few people and times, or none in particular."""
    theme = rng.choice(THEMES) if rng.random() < THEMED_CHANCE else Theme(retailers_max=4)
    times = rng.sample(names.TIMES, 4) if rng.random() < 0.6 else names.TIMES
    grown = rng.random() < ADULT_CHANCE
    return theme._replace(
        people=rng.sample(names.PEOPLE, rng.choice([1, 1, 2, 3])),
        times=times,
        fact_times=[*times, names.EARLY, names.BEFORE] if rng.random() < 0.7 else times,
        birth_years=names.BIRTH_YEARS[:2] if grown else names.BIRTH_YEARS,
        retailers_max=rng.choice([1, 1, 2, 4]),
    )
