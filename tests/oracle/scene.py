"""One event with all that its decision is about: who, when, under which packs, for what, with which fields."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.oracle.catalogue import Contracts, Field, Json, leaf_paths
from tests.oracle.facts import Facts, subject_of
from tests.oracle.times import instant

PLATFORMS = {"jewellink": "JL", "stexcel": "ST"}
POLICIES = {"jewelry_odm": "JO", "jane_ellen": "JE", "parure_belle": "PB"}
REQUEST = "governance.request.received"


@dataclass
class Scene:
    """What the tests of one event look at."""

    event: Json
    facts: Facts
    time: datetime
    record: Json
    fields: dict[str, Field]
    purposes: set[str] = field(default_factory=set)
    findings: list[Json] = field(default_factory=list)
    prohibited_allowed: bool = False
    child_allowed: bool = False
    training: str = "denied"
    authorization: str | None = None

    @property
    def data(self) -> Json:
        """The payload."""
        data: Json = self.event["data"]
        return data

    @property
    def type(self) -> str:
        """The event's type."""
        return str(self.event["type"])

    @property
    def retailer(self) -> str:
        """The tenant."""
        return str(self.event["retailer"])

    @property
    def subject(self) -> str | None:
        """The person."""
        return subject_of(self.event)

    @property
    def platform(self) -> str:
        """The platform's short name."""
        return PLATFORMS[self.record["platform"]]

    @property
    def pack(self) -> str | None:
        """The short name of the retailer's own pack, if it has one."""
        return POLICIES.get(self.record.get("policy") or "")

    @property
    def packs(self) -> list[str]:
        """The short names of the packs that bind, the platform's first."""
        return [self.platform] + ([self.pack] if self.pack else [])

    @property
    def channel(self) -> str | None:
        """The channel of a message event, None for every other event."""
        parts = self.type.split(".")
        return parts[1] if parts[0] == "message" else None

    @property
    def is_request(self) -> bool:
        """Whether the event is a request fact."""
        return self.type == REQUEST

    @property
    def is_marketing(self) -> bool:
        """Whether it is a message that is marketing, by its flag or by its purpose."""
        return self.channel is not None and (self.data.get("marketing") is True or "marketing" in self.declared)

    @property
    def declared(self) -> list[str]:
        """The purposes that the event declares."""
        text = self.event.get("purpose")
        return [part.strip() for part in text.split(",")] if text else []

    @property
    def present(self) -> list[str]:
        """The dotted paths that the payload has."""
        return leaf_paths(self.data)

    def known(self, *kinds: str) -> list[Json]:
        """The retailer's facts in force."""
        return self.facts.known(self.retailer, self.time, *kinds)

    def about_person(self, *kinds: str) -> list[Json]:
        """The person's facts in force."""
        return self.facts.known_of(self.retailer, self.subject, self.time, *kinds)

    def categories(self) -> set[str]:
        """The data categories present."""
        return {tag for path in self.present for tag in self.fields[path].categories}

    def person(self, name: str) -> Any:
        """One field of the person's merged record; of equal times what narrows wins."""
        best: Any = None
        best_order: tuple[Any, ...] | None = None
        for fact in self.about_person("governance.person.updated"):
            value = fact["data"].get(name)
            if value is None:
                continue
            narrow = value if name == "birth_year" else value is False
            here = (fact["at"], narrow, fact["id"])
            if best_order is None or here >= best_order:
                best, best_order = value, here
        return best


def is_set(signal: object) -> bool:
    """Whether a signal that may be text, number or boolean is on."""
    if isinstance(signal, str):
        return signal.strip().casefold() in ("1", "true")
    return signal is True or (isinstance(signal, int | float) and signal == 1)


def build(event: Json, facts: Facts, contracts: Contracts) -> Scene | None:
    """The scene of a well-formed event, or None where its retailer is not registered."""
    when = instant(event["time"])
    if when is None:
        raise ValueError("the time has been checked before")
    record = facts.registration(event["retailer"], when)
    return None if record is None else Scene(event, facts, when, record, contracts[event["type"]])
