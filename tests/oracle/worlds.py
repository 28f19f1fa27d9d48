"""Small random worlds: a few retailers and people, facts about them, and events of every type."""

import json
from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

from tests.oracle import controls, names
from tests.oracle.catalogue import Contracts, Json, read_contracts
from tests.oracle.payloads import payload
from tests.oracle.purposes import VOCABULARY
from tests.oracle.themes import Theme, choose

REQUEST = "governance.request.received"
WEIGHTS = {"message.sms.sent": 5, "message.sms.received": 4, "message.email.sent": 4, "usage.page.viewed": 6}
BAD_CHANCE = 0.06
ON_THEME_CHANCE = 0.85
DUPLICATE_CHANCE = 0.05
NO_RIGHTS = sorted(VOCABULARY - {"rights_requests"})


class Stage(NamedTuple):
    """What all events of a world share."""

    theme: Theme
    retailers: list[str]
    contracts: Contracts


def world(seed: int, contracts: Contracts | None = None) -> Json:
    """The world of a seed: its control facts and its events."""
    rng = Random(seed)  # noqa: S311 - worlds are to be repeatable, not secret
    theme = choose(rng)
    stage = Stage(theme, names.RETAILERS[: rng.randint(1, theme.retailers_max)], contracts or read_contracts())
    control = controls.control(rng, theme, stage.retailers)
    events: list[Any] = []
    for n in range(rng.randint(5, 25)):
        events.append(_next(rng, stage, f"event-{n:02}", events))
    return {"control": control, "events": events}


def _next(rng: Random, stage: Stage, name: str, earlier: list[Any]) -> Any:
    if earlier and rng.random() < DUPLICATE_CHANCE:
        return _again(rng, stage.theme, rng.choice(earlier))
    made = event(rng, stage, name)
    return spoil(rng, made) if rng.random() < BAD_CHANCE else made


def _again(rng: Random, theme: Theme, earlier: Any) -> Any:
    if not isinstance(earlier, dict):
        return earlier
    changed = {"time": rng.choice(theme.times)} if rng.random() < 0.5 and "time" in earlier else {}
    return {**earlier, **changed}


def event(rng: Random, stage: Stage, name: str) -> Json:
    """A well-formed event of any type."""
    theme = stage.theme
    kinds: Sequence[str] = [kind for kind in stage.contracts if not kind.startswith("governance.")] + [REQUEST]
    if theme.types and rng.random() < ON_THEME_CHANCE:
        kinds = theme.types
    kind = rng.choices(kinds, [WEIGHTS.get(kind, 1) for kind in kinds])[0]
    retailer = "shop-nobody" if rng.random() < 0.02 else rng.choice(stage.retailers)
    made: Json = {
        "specversion": "1.0",
        "id": name,
        "source": "/hub",
        "type": kind,
        "time": rng.choice(theme.times),
        "retailer": retailer,
    }
    if kind == REQUEST:
        made["data"] = controls.request(rng, theme, retailer, name)
        made["subject"] = made["data"]["subject"]
        return made
    made["data"] = payload(rng, kind, stage.contracts[kind], theme.planted)
    _attributes(rng, theme, made)
    return made


def _attributes(rng: Random, theme: Theme, made: Json) -> None:
    if rng.random() < 0.85:
        made["subject"] = rng.choice(theme.people)
        if rng.random() < 0.9 and made["data"].get("customer_id"):
            made["data"]["customer_id"] = made["subject"]
    if theme.purposes and rng.random() < 0.6:
        made["purpose"] = ",".join(rng.sample(theme.purposes, rng.randint(1, len(theme.purposes))))
    elif rng.random() < 0.2:
        made["purpose"] = ",".join(rng.sample(NO_RIGHTS, rng.randint(1, 5)))
    elif rng.random() < 0.15 and made["type"].startswith("message."):
        made["purpose"] = rng.choice(["service_messages", "service_messages,marketing", "marketing", "surveys"])
    if rng.random() < 0.4:
        made["region"] = rng.choice(names.REGIONS)
    if rng.random() < 0.15:
        made["gpc"] = rng.choice(["1", 1, True, "0", 0, False, "true"])
    if rng.random() < 0.2:
        made["dnt"] = rng.choice(["1", 1, True, "0", 0, False])
    if rng.random() < 0.1:
        made["sourcekind"] = rng.choice(["retailer", "retailer_system", "customer", "provider", "public", "automated"])
    if made["type"].startswith("usage.") and rng.random() < 0.7:
        made["cookieclass"] = rng.choice(names.COOKIE_CLASSES)


def spoil(rng: Random, made: Json) -> Any:
    """The event with one fault, for one of the refusals."""
    ways = [_lose, _mistime, _garble, _retype, _purpose, _kind, _unknown, _mistype, _empty, _drain]
    return rng.choice(ways)(rng, made)


def _lose(rng: Random, made: Json) -> Any:
    del made[rng.choice(["specversion", "id", "source", "type", "time", "retailer"])]
    return made


def _mistime(rng: Random, made: Json) -> Any:
    return {**made, "time": rng.choice(["2026-07-01T10:00:00", "2026-13-01T10:00:00Z", "yesterday", "", 5])}


def _garble(rng: Random, made: Json) -> Any:
    return rng.choice(
        [json.dumps(made)[:-3], "[1, 2]", '"text"', json.dumps({**made, "data": {"total": float("nan")}}), "no json"]
    )


def _retype(rng: Random, made: Json) -> Any:
    kinds = [
        "pos.sale.started",
        "governance.hold.placed",
        "governance.preference.changed",
        "crm",
        "usage.page.viewed.x",
    ]
    return {**made, "type": rng.choice(kinds)}


def _purpose(rng: Random, made: Json) -> Any:
    return {**made, "purpose": rng.choice(["crm,world_domination", "resale", "CRM"])}


def _kind(_rng: Random, made: Json) -> Any:
    return {**made, "sourcekind": "scraper"}


def _unknown(rng: Random, made: Json) -> Any:
    return {**made, "data": {**made["data"], rng.choice(["ssn", "nickname"]): "536-22-8726"}}


def _mistype(rng: Random, made: Json) -> Any:
    if not made["data"]:
        return made
    key = rng.choice(sorted(made["data"]))
    return {**made, "data": {**made["data"], key: {"a": 1}}}


def _empty(_rng: Random, made: Json) -> Any:
    return {**made, "data": {key: [] if isinstance(value, list) else None for key, value in made["data"].items()}}


def _drain(_rng: Random, made: Json) -> Any:
    return {**made, "data": {key: [] if isinstance(value, list) else value for key, value in made["data"].items()}}
