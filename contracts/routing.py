"""Which topic a record belongs to and which partition: what producers, workers and auditors must agree on.

A person's events and facts lie in the partition that `retailer` + `subject` hashes to, in every topic, so that one
worker meets them all. Hashing is that of the Java client (murmur2), which kafka-python shares.
"""

from typing import NamedTuple

import orjson

from contracts.event import Event
from contracts.facts import REQUEST_RECEIVED

FAMILY_OF_THING = {
    "order": "pos",
    "shipment": "pos",
    "payment": "pos",
    "appraisal": "certification",
    "security": "usage",
}
"""Things whose events lie in the topic of another family (interface 1)."""

_SEED = 0x9747B28C
_MULTIPLIER = 0x5BD1E995
_WORD = 0xFFFFFFFF
_NOT_NEGATIVE = 0x7FFFFFFF


def topic_of(event_type: str) -> str:
    """The topic of an event type or a fact type: `events.<family>` or `governance.<thing>`."""
    family, _, rest = event_type.partition(".")
    if family == "governance":
        return f"governance.{rest.partition('.')[0]}"
    return f"events.{FAMILY_OF_THING.get(family, family)}"


def subject_of(event: Event) -> str | None:
    """Whom an event is about: its subject, else the customer that its payload names (semantics 12)."""
    return event.subject or event.data.get("subject" if event.type == REQUEST_RECEIVED else "customer_id") or None


def person_key(retailer: str, subject: str | None) -> bytes:
    """The partition key of a person's records: `retailer` + `subject`; of nobody's, the retailer alone."""
    return (retailer + (subject or "")).encode()


class FactKey(NamedTuple):
    """What the key of a fact's record says, in a JSON array; empty where the fact does not say it.

    Compaction keeps the last record of a key, and a decision looks at a person's whole past: a key that two facts
    shared would lose one of them. So a key ends with the fact's identity.
    """

    retailer: str
    subject: str
    source: str
    id: str

    @property
    def person(self) -> bytes:
        """The partition key of whom the fact is about."""
        return person_key(self.retailer, self.subject)

    def encoded(self) -> bytes:
        """The key as a record has it."""
        return orjson.dumps(tuple(self))

    @classmethod
    def parse(cls, key: bytes | None) -> "FactKey | None":
        """What a record's key says, None for one that is not a fact's."""
        try:
            parts = orjson.loads(key or b"")
        except orjson.JSONDecodeError:
            return None
        is_key = isinstance(parts, list) and [type(part) for part in parts] == [str] * len(cls._fields)
        return cls(*parts) if is_key else None


def fact_key(retailer: str | None, subject: str | None, source: str, fact_id: str) -> bytes:
    """The key of a fact's record; None or empty where the fact names no retailer or no person."""
    return FactKey(retailer or "", subject or "", source, fact_id).encoded()


def partition_of(person: bytes, partitions: int) -> int:
    """The partition that a partition key hashes to."""
    return (murmur2(person) & _NOT_NEGATIVE) % partitions


def murmur2(data: bytes) -> int:
    """The 32-bit hash, unsigned, that Kafka's own clients partition by."""
    length = len(data)
    value = (_SEED ^ length) & _WORD
    whole = length & ~3
    for at in range(0, whole, 4):
        word = int.from_bytes(data[at : at + 4], "little") * _MULTIPLIER & _WORD
        word = (word ^ word >> 24) * _MULTIPLIER & _WORD
        value = value * _MULTIPLIER & _WORD ^ word
    if length > whole:
        value = (value ^ int.from_bytes(data[whole:], "little")) * _MULTIPLIER & _WORD
    value = (value ^ value >> 13) * _MULTIPLIER & _WORD
    return value ^ value >> 15
