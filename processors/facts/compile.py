"""From a control fact to the rows that it is kept as."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from contracts.event import Fact
from contracts.instant import parse_date_or_instant, parse_instant
from processors.facts.authorization import Grant
from processors.facts.contact import canonical
from processors.facts.disclosure import Disclosure, Hold, Opened
from processors.facts.person import Person
from processors.facts.preference import Choice
from processors.facts.request import Request
from processors.facts.rows import Row
from processors.policy.period import Period


class Place(NamedTuple):
    """Where a row is looked for: a retailer's own, or those of one of its persons or numbers."""

    retailer: str
    subject: str | None = None
    number: str | None = None


class Registration(NamedTuple):
    """The value of a registration row."""

    platform: str
    policy: str | None
    jurisdiction: str | None
    retention: tuple[tuple[str, Period], ...]


def compile_fact(fact: Fact) -> list[tuple[Place, Row]]:
    """The rows of a fact whose contract holds; none where it has no effect on decisions."""
    build = _BUILDERS.get(fact.type)
    return build(fact, fact.data) if build else []


def _row(fact: Fact, kind: str, value: Any, narrows: bool = False) -> Row:
    return Row(fact.instant, narrows, fact.id, kind, value)


def _registered(fact: Fact, data: Mapping[str, Any]) -> list[tuple[Place, Row]]:
    given = data.get("retention") or {}
    retention = tuple(sorted((key, Period.parse(text)) for key, text in given.items() if text is not None))
    value = Registration(data["platform"], data.get("policy"), data.get("jurisdiction"), retention)
    return [(Place(data["retailer"]), _row(fact, "registered", value))]


def _granted(fact: Fact, data: Mapping[str, Any]) -> list[tuple[Place, Row]]:
    starts, ends = data.get("starts"), data.get("ends")
    value = Grant(
        data["authorization_id"],
        frozenset(data["training"]["categories"]),
        data["training"]["models"],
        frozenset(data["prohibited_classes"]),
        parse_instant(starts) if starts else None,
        parse_instant(ends) if ends else None,
    )
    return [(Place(data["retailer"]), _row(fact, "granted", value))]


def _revoked(fact: Fact, data: Mapping[str, Any]) -> list[tuple[Place, Row]]:
    retailer = data.get("retailer") or fact.retailer
    return [(Place(retailer), _row(fact, "revoked", data["authorization_id"], narrows=True))] if retailer else []


def _preference(fact: Fact, data: Mapping[str, Any]) -> list[tuple[Place, Row]]:
    contact = data.get("contact")
    granted = data["choice"] == "granted"
    value = Choice(
        data["preference"],
        granted,
        data.get("channel"),
        canonical(contact) if contact else None,
        data.get("recipient"),
        data.get("purpose"),
        data.get("cookieclass"),
        data.get("reference"),
    )
    return [(Place(data["retailer"], data["subject"]), _row(fact, "preference", value, narrows=not granted))]


def _person(fact: Fact, data: Mapping[str, Any]) -> list[tuple[Place, Row]]:
    value = Person(data.get("birth_year"), data.get("region"), data.get("guardian_permission"))
    return [(Place(data["retailer"], data["subject"]), _row(fact, "person", value))]


def _request(fact: Fact, data: Mapping[str, Any]) -> list[tuple[Place, Row]]:
    if not data.get("verified") or data["right"] not in ("restrict", "object", "withdraw"):
        return []
    value = Request(data["right"], data["request_id"], data.get("purpose"))
    narrows = data["right"] != "withdraw"
    return [(Place(data["retailer"], data["subject"]), _row(fact, "request", value, narrows))]


def _hold(placed: bool) -> Callable[[Fact, Mapping[str, Any]], list[tuple[Place, Row]]]:
    def build(fact: Fact, data: Mapping[str, Any]) -> list[tuple[Place, Row]]:
        subject = data.get("subject")
        value = Hold(data["reference"], placed, subject)
        return [(Place(data["retailer"], subject), _row(fact, "hold", value, narrows=placed))]

    return build


def _disclosure(fact: Fact, data: Mapping[str, Any]) -> list[tuple[Place, Row]]:
    if not data.get("reference"):
        return []
    fields, notice, subject = data.get("fields"), data.get("notice_date"), data.get("subject")
    paths = None if fields is None else tuple(sorted({path.replace("[]", "") for path in fields}))
    opens = fact.instant
    if notice and data["kind"] == "transaction":
        opens = max(opens, parse_date_or_instant(notice))
    value = Opened(Disclosure(data["sink"], data["kind"], paths, bool(notice)), subject, opens)
    return [(Place(data["retailer"], subject), _row(fact, "disclosure", value))]


_BUILDERS: Mapping[str, Callable[[Fact, Mapping[str, Any]], list[tuple[Place, Row]]]] = {
    "governance.retailer.registered": _registered,
    "governance.authorization.granted": _granted,
    "governance.authorization.revoked": _revoked,
    "governance.preference.changed": _preference,
    "governance.person.updated": _person,
    "governance.request.received": _request,
    "governance.hold.placed": _hold(placed=True),
    "governance.hold.lifted": _hold(placed=False),
    "governance.disclosure.opened": _disclosure,
}
