"""What a record of a control topic tells: a fact, or whom it leaves in doubt; pure."""

from collections.abc import Callable
from typing import Any, NamedTuple

from contracts.decode import decode_fact_record, readable_attributes
from contracts.event import Fact
from contracts.problems import InvalidFact, Problem
from contracts.routing import FactKey, partition_of, topic_of
from streams.kafka.topology import PERSON_FACTS
from streams.worker.records import Incoming


class Told(NamedTuple):
    """What one record tells: a fact or a problem; neither, where it takes a fact back.

    `key` is the key that the record should stand under.
    """

    key: FactKey
    fact: Fact | None = None
    problem: Problem | None = None


def told(record: Incoming, check: Callable[[Fact], None]) -> Told:
    """Read one record; `check` raises the Problem of a fact that this deployment cannot use."""
    if record.value is None:
        return Told(FactKey.parse(record.key) or _key(record, {}))
    try:
        fact = decode_fact_record(record.headers, record.value)
        if topic_of(fact.type) != record.topic:
            raise InvalidFact("not_of_this_topic", attribute="type")
        check(fact)
    except Problem as problem:
        return Told(_key(record, readable_attributes(record.headers, record.value)), problem=problem)
    retailer, subject = fact.data.get("retailer") or fact.retailer, fact.data.get("subject") or fact.subject
    return Told(FactKey(retailer or "", subject or "", fact.source, fact.id), fact)


def right_partition(topic: str, key: FactKey, partitions: int) -> int:
    """The partition where a fact of this key is looked for."""
    return partition_of(key.person, partitions) if topic in PERSON_FACTS else 0


def _key(record: Incoming, attributes: dict[str, Any]) -> FactKey:
    """The key of what is no valid fact, from all that can be read of it and of its own key."""
    own = FactKey.parse(record.key)
    source, fact_id = _text(attributes.get("source")), _text(attributes.get("id"))
    if own and not (source and fact_id):
        return own
    retailer, subject = _named(attributes, "retailer"), _named(attributes, "subject")
    if not subject and own:
        retailer, subject = own.retailer, own.subject
    elif not subject and record.topic in PERSON_FACTS:
        # A producer who follows no more than the page keys by `retailer` + `subject`, in one.
        retailer, subject = "", (record.key or b"").decode(errors="ignore")
    if not (source and fact_id):
        # A record whose identity nobody can read is known by where it stood first.
        source, fact_id = "", record.position
    return FactKey(retailer, subject, source, fact_id)


def _named(attributes: dict[str, Any], name: str) -> str:
    data = attributes.get("data")
    return (_text(data.get(name)) if isinstance(data, dict) else "") or _text(attributes.get(name))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
