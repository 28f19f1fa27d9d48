"""Events and facts as producers put them into topics: which topic, which key, in which content mode."""

from typing import Any, NamedTuple

import orjson

from contracts.routing import fact_key, partition_of, person_key, topic_of
from tests.chaos.records import PERSON_FACTS

Json = dict[str, Any]
Header = tuple[str, bytes]

STRUCTURED = ("content-type", b"application/cloudevents+json; charset=UTF-8")
BINARY = ("content-type", b"application/json")


class Sending(NamedTuple):
    """A record to be sent; without a partition the producer's own partitioner chooses by the key."""

    topic: str
    key: bytes
    value: bytes | None
    headers: tuple[Header, ...]
    partition: int | None = None

    def with_header(self, name: str, text: str) -> "Sending":
        """The same with one more header."""
        return self._replace(headers=(*self.headers, (name, text.encode())))


def event_sending(event: Json, *, binary: bool) -> Sending:
    """An event to its topic, keyed by retailer and subject."""
    value, headers = _encoded(event, binary=binary)
    return Sending(topic_of(event["type"]), event_key(event), value, headers)


def event_key(event: Json) -> bytes:
    """The key of an event's record."""
    return person_key(event["retailer"], event.get("subject") or event["data"].get("customer_id"))


def fact_sending(fact: Json, partitions: int, *, binary: bool) -> Sending:
    """A fact to its topic, under its own key, in the partition of its person; of nobody's, in the only one."""
    value, headers = _encoded(fact, binary=binary)
    topic, data = topic_of(fact["type"]), fact["data"]
    retailer, subject = data.get("retailer") or fact.get("retailer"), data.get("subject") or fact.get("subject")
    partition = partition_of(person_key(retailer or "", subject), partitions) if topic in PERSON_FACTS else 0
    return Sending(topic, fact_key(retailer, subject, fact["source"], fact["id"]), value, headers, partition)


def _encoded(event: Json, *, binary: bool) -> tuple[bytes, tuple[Header, ...]]:
    if not binary:
        return orjson.dumps(event), (STRUCTURED,)
    attributes = {name: text for name, text in event.items() if name not in ("data", "datacontenttype")}
    headers = tuple((f"ce_{name}", text.encode()) for name, text in attributes.items())
    return orjson.dumps(event["data"]), (*headers, BINARY)
