"""Packs made at random out of the built-in ones, each rule as likely to be loosened as to be tightened."""

from collections.abc import Callable
from random import Random
from typing import Any

from contracts.vocabulary import CATEGORIES, FORMS, PROHIBITED_CLASSES, PURPOSES, RETENTION_KEYS
from processors.policy.catalogue import RECIPIENT_CLASSES

Json = dict[str, Any]
Mutation = Callable[[Random, Json, str], None]
SWITCHES = (
    "stop",
    "surveys",
    "personalisation",
    "sale_or_sharing",
    "sensitive_data",
    "restrict",
    "object",
    "email_opens",
)
PERIODS = ("P1D", "P30D", "P1M", "P6M", "P1Y", "P5Y", "P7Y", "P20Y")
COUNTRIES = ("US", "DE", "FR", "CN", "GB")
OPTIONAL = ("training", "prohibited", "minors", "residency", "transfer", "links", "sensitive", "legal_basis", "rights")


def mutate(rng: Random, raw: Json, count: int) -> None:
    """Change a pack in some places; whatever comes out has the right form."""
    clause = next(iter(raw["clauses"]))
    for _ in range(count):
        rng.choice(MUTATIONS)(rng, raw, clause)


def _some(rng: Random, names: Any, most: int = 6) -> list[str]:
    return rng.sample(list(names), rng.randint(0, min(most, len(names))))


def _purpose(rng: Random, raw: Json, clause: str) -> None:
    table, name = raw["purposes"], rng.choice(PURPOSES)
    _withdraw(table, name)
    if rng.random() < 0.6:
        table.setdefault("allowed_by", {})[name] = {"clause": clause, "form": rng.choice(FORMS)}
    elif rng.random() < 0.5:
        table["allowed"].append(name)


def _recipient(rng: Random, raw: Json, clause: str) -> None:
    table, name = raw["recipients"], rng.choice(RECIPIENT_CLASSES)
    _withdraw(table, name)
    if rng.random() < 0.3:
        table["allowed"].append(name)
    elif rng.random() < 0.7:
        rule: Json = {"clause": clause}
        rule |= {key: True for key in ("consent", "notice", "named_fields") if rng.random() < 0.3}
        rule["opened"] = _some(rng, ("legal", "emergency", "transaction")) if rng.random() < 0.6 else []
        if rng.random() < 0.4:
            rule["purposes"] = dict.fromkeys(_some(rng, PURPOSES, 12), clause)
        table.setdefault("allowed_by", {})[name] = rule


def _withdraw(table: Json, name: str) -> None:
    table["allowed"] = [other for other in table["allowed"] if other != name]
    for rules in (table.get("allowed_by", {}), table.get("denied_by", {})):
        rules.pop(name, None)


def _choice(rng: Random, raw: Json, clause: str) -> None:
    choices = raw.setdefault("choices", {})
    name = rng.choice((*SWITCHES, "marketing", "targeted_advertising", "dnt", "cookies", "site_analytics"))
    made: dict[str, Any] = {
        "marketing": {"ask": rng.choice(("opt_in", "opt_out")), "clause": clause},
        "targeted_advertising": {"ask": rng.choice(("opt_in", "opt_out")), "clause": clause},
        "dnt": {"honoured": rng.random() < 0.5, "clause": clause},
        "cookies": {"classes": ["performance", "functional", "advertising"], "clause": clause},
        "site_analytics": {"cookieclass": "performance", "clause": clause},
    }
    _put_or_drop(rng, choices, name, made.get(name, clause))


def _put_or_drop(rng: Random, holder: Json, name: str, value: Any) -> None:
    if rng.random() < 0.6:
        holder[name] = value
    else:
        holder.pop(name, None)


def _drop(rng: Random, raw: Json, _: str) -> None:
    raw.pop(rng.choice(OPTIONAL), None)


def _legal_basis(rng: Random, raw: Json, clause: str) -> None:
    purposes = rng.sample(PURPOSES, 15)
    raw["legal_basis"] = {
        "clause": clause,
        "regions": _some(rng, COUNTRIES),
        "consent": purposes[: rng.randint(0, 6)],
        "legal_obligation": purposes[6 : rng.randint(6, 8)],
        "legitimate_interests": purposes[8 : rng.randint(8, 15)],
    }


def _prohibited(rng: Random, raw: Json, clause: str) -> None:
    passes = ["payment.card_number", "payment.cvv", "password"]
    raw["prohibited"] = {
        "clause": clause,
        "authorized_classes": _some(rng, RECIPIENT_CLASSES),
        "passes": _some(rng, passes),
    }


def _confined(rng: Random, raw: Json, clause: str) -> None:
    classes = rng.sample(("card_number", "cvv", "password", *PROHIBITED_CLASSES[:4]), 2)
    rule = {"classes": classes, "keep_at": _some(rng, RECIPIENT_CLASSES), "clause": clause}
    raw["confined"] = [*raw.get("confined", []), rule] if rng.random() < 0.5 else [rule]


def _sensitive(rng: Random, raw: Json, clause: str) -> None:
    raw["sensitive"] = {
        "clause": clause,
        "categories": _some(rng, CATEGORIES, 3),
        "purposes": _some(rng, PURPOSES),
        "trainers": rng.random() < 0.5,
        "types": _some(rng, ("certification.recorded", "appraisal.recorded", "crm.note.added")),
    }


def _minors(rng: Random, raw: Json, clause: str) -> None:
    raw["minors"] = {"clause": clause, "quarantine_under": rng.choice((0, 13, 16, 18))}
    raw["minors"] |= {"narrow_under": rng.choice((None, 16, 18, 21)), "narrowed": _some(rng, PURPOSES)}
    raw["minors"]["unless"] = rng.choice((None, None, "authorization", "guardian_permission"))


def _places(rng: Random, raw: Json, clause: str) -> None:
    _put_or_drop(rng, raw, "transfer", {"clause": clause})
    classes = _some(rng, RECIPIENT_CLASSES)
    _put_or_drop(rng, raw, "residency", {"classes": classes, "country": rng.choice(COUNTRIES), "clause": clause})
    _put_or_drop(rng, raw, "links", {"clause": clause})


def _fields(rng: Random, raw: Json, clause: str) -> None:
    name = rng.choice(("minimised_by", "business_numbers", "anonymise_business"))
    _put_or_drop(rng, raw.setdefault("fields", {}), name, clause)


def _retention(rng: Random, raw: Json, clause: str) -> None:
    table = raw.setdefault("retention", {})
    rule: Json = {"clause": clause}
    for key in ("period", "least"):
        _put_or_drop(rng, rule, key, rng.choice(PERIODS))
    _put_or_drop(rng, rule, "event", rng.choice(("account_closed", "opt_out")))
    if rng.random() < 0.3:
        rule["from"] = "completed_at"
    if rng.random() < 0.3:
        rule["short"] = {"period": rng.choice(PERIODS), "jurisdictions": _some(rng, ("US-CA", "US-NY", "DE"))}
    _put_or_drop(rng, table.setdefault("periods", {}), rng.choice(RETENTION_KEYS), rule)
    _put_or_drop(rng, table, "unlimited", {"purposes": _some(rng, PURPOSES), "clause": clause})


MUTATIONS: tuple[Mutation, ...] = (
    _purpose, _purpose, _purpose, _recipient, _recipient, _choice, _choice, _choice, _drop, _legal_basis, _prohibited,
    _confined, _sensitive, _minors, _places, _fields, _retention, _retention,
)  # fmt: skip
