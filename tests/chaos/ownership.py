"""Where each record that was sent belongs, and under which key, found out from its bytes alone."""

from typing import Any, NamedTuple

import orjson

from contracts.routing import fact_key, partition_of, person_key
from tests.chaos.canonical import attributes_of, is_structured
from tests.chaos.records import EVENTS, PERSON_FACTS, REASON, Record


class Home(NamedTuple):
    """Where a record must stand to be governed."""

    partition: int
    key: bytes | None


def home_of(record: Record, partitions: int) -> Home:
    """The partition of the record's person, and its key there; where nobody can tell, where it stands."""
    topic, here, _ = record.place
    said = attributes(record)
    data = said.get("data")
    if record.header(REASON) or not isinstance(data, dict):
        return Home(here, record.key)
    is_event = topic.startswith(EVENTS)
    retailer = said.get("retailer") if is_event else data.get("retailer") or said.get("retailer") or ""
    subject = said.get("subject") or data.get("customer_id") if is_event else data.get("subject") or said.get("subject")
    if not isinstance(retailer, str) or not isinstance(subject, str | None) or (is_event and not subject):
        return Home(here, record.key)
    partition = partition_of(person_key(retailer, subject), partitions)
    if is_event:
        return Home(partition, person_key(retailer, subject))
    key = fact_key(retailer, subject, str(said.get("source")), str(said.get("id")))
    return Home(partition if topic in PERSON_FACTS else 0, key)


def is_away(record: Record, partitions: int) -> bool:
    """Whether a record stands where it must not be governed, and so must be sent on."""
    partition, key = home_of(record, partitions)
    return partition != record.place.partition or (not record.place.topic.startswith(EVENTS) and key != record.key)


def attributes(record: Record) -> dict[str, Any]:
    """The attributes of a record and its `data`, empty where it is no event."""
    try:
        if is_structured(record.headers):
            whole = orjson.loads(record.value or b"")
            return whole if isinstance(whole, dict) else {}
        return {**attributes_of(record.headers), "data": orjson.loads(record.value) if record.value else {}}
    except orjson.JSONDecodeError:
        return {}
