"""Events and facts as the records of a topic, under the keys and in the partitions that a producer gives them."""

from typing import Any

import orjson

from contracts.event import Fact
from contracts.routing import FactKey, fact_key, partition_of, person_key, topic_of
from streams.control import check_registration
from streams.kafka.topology import PERSON_FACTS
from streams.policies import load_policies
from streams.worker.records import Incoming
from tests.processors.building import PERSON, SHOP

Json = dict[str, Any]
PARTITIONS = 4
MINE = partition_of(person_key(SHOP, PERSON), PARTITIONS)
OTHER = (MINE + 1) % PARTITIONS

_packs = load_policies().packs


def check(fact: Fact) -> None:
    """What the built-in policies cannot use is a problem."""
    check_registration(fact, _packs)


def headers_of(event: Json) -> list[tuple[str, bytes | None]]:
    """The headers of a CloudEvent in binary mode."""
    attributes = {f"ce_{name}": value.encode() for name, value in event.items() if name != "data"}
    return [("content-type", b"application/json"), *attributes.items()]


def of_event(event: Json, *, offset: int = 0, **changed: Any) -> Incoming:
    """An event as its record; `changed` spoils it."""
    key = person_key(event["retailer"], event.get("subject") or event["data"].get("customer_id"))
    record = Incoming(
        topic_of(event["type"]),
        partition_of(key, PARTITIONS),
        offset,
        key,
        headers_of(event),
        orjson.dumps(event["data"]),
    )
    return record._replace(**changed)


def of_fact(fact: Json, *, offset: int = 0, **changed: Any) -> Incoming:
    """A control fact as its record; `changed` spoils it."""
    data, topic = fact["data"], topic_of(fact["type"])
    retailer, subject = data.get("retailer") or fact.get("retailer"), data.get("subject")
    partition = partition_of(person_key(retailer or "", subject), PARTITIONS) if topic in PERSON_FACTS else 0
    key = fact_key(retailer, subject, fact["source"], fact["id"])
    record = Incoming(topic, partition, offset, key, headers_of(fact), orjson.dumps(data))
    return record._replace(**changed)


def key_of(fact: Json) -> FactKey:
    """The key that a fact's record should stand under."""
    found = FactKey.parse(of_fact(fact).key)
    assert found is not None
    return found
