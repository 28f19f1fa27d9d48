"""Events and facts as records to be sent: checked as the pipeline checks them, keyed and placed as it reads them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from contracts.catalogue import FACTS
from contracts.decode import decode_fact_record, decode_record
from contracts.event import Fact
from contracts.facts import REQUEST_RECEIVED
from contracts.problems import InvalidFact, UnknownType
from contracts.routing import FactKey, partition_of, person_key, subject_of, topic_of
from contracts.sdk.binary import CloudEvent, attributes_of, binary
from contracts.sdk.problems import Identity
from contracts.sdk.tracing import Trace

HEADER_FRAMING_BYTES = 10


class Position(NamedTuple):
    """Where a record stands."""

    topic: str
    partition: int
    offset: int


class Record(NamedTuple):
    """A record to be sent; `person` is the partition key, None where the topic has one partition that all read."""

    identity: Identity
    topic: str
    person: bytes | None
    key: bytes
    headers: Sequence[tuple[str, bytes]]
    value: bytes | None

    @property
    def size_bytes(self) -> int:
        """What it takes, the framing of its headers counted."""
        headers = sum(len(name) + len(text) + HEADER_FRAMING_BYTES for name, text in self.headers)
        return len(self.key) + len(self.value or b"") + headers

    def partition(self, partitions: int) -> int:
        """Its partition in a topic of so many."""
        return 0 if self.person is None else partition_of(self.person, partitions)


def event_record(given: CloudEvent, trace: Trace) -> Record:
    """The record of an event; raises the problem for which the pipeline would refuse it."""
    attributes = attributes_of(given, trace)
    if attributes["type"] == REQUEST_RECEIVED:
        return _fact_record(attributes)
    headers, value = binary(attributes)
    event = decode_record(headers, value)
    person = person_key(event.retailer, subject_of(event))
    return Record(Identity(event.source, event.id), topic_of(event.type), person, person, headers, value)


def fact_record(given: CloudEvent, trace: Trace) -> Record:
    """The record of a control fact; raises the problem for which the pipeline would refuse it."""
    return _fact_record(attributes_of(given, trace))


def withdrawal(fact_type: str, key: FactKey) -> Record:
    """The record that takes a fact back: its key, and no value. Raises the problem of a key that no fact has."""
    if fact_type not in FACTS:
        raise UnknownType("not_in_catalogue", attribute="type")
    wanted = ("retailer", "subject", "source", "id") if names_a_person(fact_type) else ("source", "id")
    for name in wanted:
        if not getattr(key, name):
            raise InvalidFact("missing", attribute=name)
    return _of_fact(fact_type, key, (), None)


def names_a_person(fact_type: str) -> bool:
    """Whether facts of a type are each about one person, and lie in that person's partition."""
    subject = FACTS[fact_type].model_fields.get("subject")
    return subject is not None and subject.is_required()


def _fact_record(attributes: dict[str, Any]) -> Record:
    if attributes["type"] == REQUEST_RECEIVED:
        attributes = _named_outside(attributes)
    headers, value = binary(attributes)
    fact = decode_fact_record(headers, value)
    if fact.type == REQUEST_RECEIVED:
        # It is read as an event too.
        decode_record(headers, value)
    return _of_fact(fact.type, _key_of(fact), headers, value)


def _named_outside(attributes: dict[str, Any]) -> dict[str, Any]:
    """A request with the retailer and the person of its data as attributes, which every event has."""
    data = attributes.get("data")
    inside = data if isinstance(data, dict) else {}
    named = {name: inside.get(name) for name in ("retailer", "subject")}
    return attributes | {
        name: text for name, text in named.items() if isinstance(text, str) and not attributes.get(name)
    }


def _key_of(fact: Fact) -> FactKey:
    retailer = fact.data.get("retailer") or fact.retailer or ""
    return FactKey(retailer, fact.data.get("subject") or fact.subject or "", fact.source, fact.id)


def _of_fact(fact_type: str, key: FactKey, headers: Sequence[tuple[str, bytes]], value: bytes | None) -> Record:
    person = key.person if names_a_person(fact_type) else None
    return Record(Identity(key.source, key.id), topic_of(fact_type), person, key.encoded(), headers, value)
