"""Control facts, and the facts that events carry, known by retailer and ordered by their own time."""

import unicodedata
from datetime import datetime
from typing import Any

from tests.oracle.catalogue import Json
from tests.oracle.times import instant, moment

STOP_WORDS = frozenset(["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "revoke"])
START_WORDS = frozenset(["start", "yes", "unstop"])
NARROW_TYPES = frozenset(
    ["governance.authorization.revoked", "governance.hold.placed", "carried.stop", "carried.unlinked"]
)


def order(fact: Json) -> tuple[datetime, bool, str]:
    """Facts by time; at one time the one that narrows comes last, then the greater id."""
    return fact["at"], fact["narrows"], fact["id"]


def number(text: object) -> str | None:
    """A telephone number in E.164; one without a country code is of the United States."""
    if not isinstance(text, str):
        return None
    digits = "".join(ch for ch in text if ch.isdigit())
    if not digits or any(ch.isalpha() for ch in text):
        return None
    if text.strip().startswith("+"):
        return "+" + digits
    return "+" + digits if len(digits) == 11 and digits.startswith("1") else "+1" + digits


def bare_word(body: str) -> str:
    """A message's body without blanks and punctuation, case-folded."""
    kept = (ch for ch in body if not ch.isspace() and not unicodedata.category(ch).startswith("P"))
    return "".join(kept).casefold()


def subject_of(event: Json) -> str | None:
    """The person of an event: its subject, else the customer that its payload names."""
    data = event.get("data")
    customer = data.get("customer_id") if isinstance(data, dict) else None
    return event.get("subject") or customer


class Facts:
    """What is known: control facts from the beginning, carried facts from their place in the input on."""

    def __init__(self, control: list[Json]) -> None:
        self.of_retailer: dict[str, list[Json]] = {}
        for fact in control:
            data = fact["data"]
            self._add(str(data.get("retailer") or fact.get("retailer")), fact["id"], fact["type"], fact["time"], data)

    def _add(self, retailer: str, name: str, kind: str, time: str, data: Json) -> None:
        narrows = kind in NARROW_TYPES or data.get("choice") == "withdrawn"
        fact = {"id": name, "type": kind, "at": instant(time), "narrows": narrows, "data": data}
        self.of_retailer.setdefault(retailer, []).append(fact)

    def known(self, retailer: str, when: datetime, *kinds: str) -> list[Json]:
        """The retailer's facts of these kinds in force at a time, earliest first."""
        found = [f for f in self.of_retailer.get(retailer, []) if f["type"] in kinds and f["at"] <= when]
        return sorted(found, key=order)

    def known_of(self, retailer: str, subject: str | None, when: datetime, *kinds: str) -> list[Json]:
        """Those of these facts that are about one person."""
        if subject is None:
            return []
        return [fact for fact in self.known(retailer, when, *kinds) if fact["data"].get("subject") == subject]

    def carry(self, event: Json) -> None:
        """Keep what an event itself says: STOP, START, a link, an unlink, a birthday."""
        kind, data = event["type"], event["data"]
        subject = subject_of(event)
        if kind in ("message.sms.received", "message.mms.received"):
            self._carry_word(event, bare_word(data["body"]), number(data.get("from")))
        if kind in ("account.linked", "account.unlinked") and subject:
            link = {"subject": subject, "integration": data["integration"]}
            self._carry(event, "carried." + kind.removeprefix("account."), link)
        if kind == "crm.customer.upserted" and subject:
            born = moment(data.get("birthday"))
            if born is not None:
                self._carry(event, "carried.birthday", {"subject": subject, "year": born.year})

    def _carry_word(self, event: Json, word: str, sender: str | None) -> None:
        if sender and word in STOP_WORDS:
            self._carry(event, "carried.stop", {"number": sender})
        if sender and word in START_WORDS:
            self._carry(event, "carried.start", {"number": sender})

    def _carry(self, event: Json, kind: str, data: dict[str, Any]) -> None:
        self._add(event["retailer"], event["id"], kind, event["time"], data)

    def registration(self, retailer: str, when: datetime) -> Json | None:
        """The retailer's record in force at a time."""
        found = self.known(retailer, when, "governance.retailer.registered")
        record: Json | None = found[-1]["data"] if found else None
        return record

    def authorizations(self, retailer: str, when: datetime) -> list[Json]:
        """The written authorizations in force at a time, smallest id first."""
        latest: dict[str, Json] = {}
        kinds = ("governance.authorization.granted", "governance.authorization.revoked")
        for fact in self.known(retailer, when, *kinds):
            latest[fact["data"]["authorization_id"]] = fact
        granted = [fact["data"] for fact in latest.values() if fact["type"].endswith("granted")]
        return sorted((data for data in granted if _covers(data, when)), key=lambda data: str(data["authorization_id"]))

    def stopped(self, retailer: str, to: str | None, when: datetime) -> bool:
        """Whether this number's last word was STOP."""
        words = self.known(retailer, when, "carried.stop", "carried.start")
        mine = [fact for fact in words if to is not None and fact["data"]["number"] == to]
        return bool(mine) and mine[-1]["type"] == "carried.stop"

    def held(self, retailer: str, subject: str | None, when: datetime) -> bool:
        """Whether a legal hold on this person, or on all of the retailer's, stands."""
        last: dict[str, str] = {}
        for fact in self.known(retailer, when, "governance.hold.placed", "governance.hold.lifted"):
            if fact["data"].get("subject") in (None, subject):
                last[fact["data"]["reference"]] = fact["type"]
        return "governance.hold.placed" in last.values()


def _covers(grant: Json, when: datetime) -> bool:
    starts, ends = instant(grant.get("starts")), instant(grant.get("ends"))
    return (starts is None or starts <= when) and (ends is None or when < ends)
