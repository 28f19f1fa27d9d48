"""Producers, workers and auditors put a record in the same topic and partition, and a fact under the same key."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kafka.partitioner.default import DefaultPartitioner
from kafka.partitioner.default import murmur2 as murmur2_of_kafka_python

from contracts.catalogue import PAYLOADS
from contracts.decode import decode_line
from contracts.routing import FactKey, fact_key, murmur2, partition_of, person_key, subject_of, topic_of
from tests.contracts.fields import EVENT_TYPES, FACT_TYPES, REQUEST, event, full, line

# Those of Kafka's own UtilsTest, signed as Java has them.
PUBLISHED = {
    b"21": -973932308,
    b"foobar": -790332482,
    b"a-little-bit-long-string": -985981536,
    b"a-little-bit-longer-string": -1486304829,
    b"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58897971,
    b"abc": 479470107,
}
# The families of the interface's table whose types begin otherwise.
ELSEWHERE = {
    "order.placed": "events.pos",
    "order.completed": "events.pos",
    "shipment.updated": "events.pos",
    "payment.captured": "events.pos",
    "appraisal.recorded": "events.certification",
    "security.signal.raised": "events.usage",
}


@pytest.mark.parametrize(("data", "signed"), PUBLISHED.items())
def test_the_hash_is_the_one_that_kafka_publishes(data: bytes, signed: int) -> None:
    """A Java client puts a key where ours do."""
    assert murmur2(data) == signed & 0xFFFFFFFF


@given(st.binary(max_size=64))
def test_the_hash_is_that_of_kafka_python(data: bytes) -> None:
    """Whatever the key, another implementation says the same."""
    assert murmur2(data) == murmur2_of_kafka_python(data) & 0xFFFFFFFF


class Cluster:
    """What the partitioner asks of a cluster, for a topic of some partitions."""

    def __init__(self, partitions: int) -> None:
        self._partitions = set(range(partitions))

    def topics(self) -> set[str]:
        return {"events.crm"}

    def partitions_for_topic(self, _topic: str) -> set[int]:
        return self._partitions

    available_partitions_for_topic = partitions_for_topic


@given(st.text(max_size=20), st.text(max_size=20), st.integers(1, 48))
def test_a_person_lies_where_a_producer_with_the_same_key_would_write(
    retailer: str, subject: str, partitions: int
) -> None:
    """The default partitioner, given the person's key, chooses the partition that the worker expects."""
    key = person_key(retailer, subject)
    chosen = DefaultPartitioner().partition("events.crm", key, key, b"", b"", Cluster(partitions))
    assert partition_of(key, partitions) == chosen


def test_a_persons_key_is_retailer_and_subject() -> None:
    """Nobody's events are keyed by their retailer."""
    assert person_key("aurora", "c-1") == b"aurorac-1"
    assert person_key("aurora", "Zoë") == b"auroraZo\xc3\xab"
    assert person_key("aurora", None) == b"aurora"


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_an_event_is_in_the_topic_of_its_family(event_type: str) -> None:
    """The family is the type's first word, but for the things that the interface counts to another family."""
    assert topic_of(event_type) == ELSEWHERE.get(event_type, f"events.{event_type.partition('.')[0]}")


@pytest.mark.parametrize("fact_type", FACT_TYPES)
def test_a_fact_is_in_the_topic_of_its_thing(fact_type: str) -> None:
    """What happened to a thing does not part its facts."""
    assert topic_of(fact_type) == ".".join(fact_type.split(".")[:2])


def test_every_family_of_the_page_has_a_topic() -> None:
    """The families of the interface's table, and no other."""
    families = {"crm", "pos", "certification", "message", "transcript", "learning", "ai", "media", "mobile", "usage"}
    families |= {"account", "business", "billing"}
    topics = {topic_of(event_type) for event_type in PAYLOADS if event_type != REQUEST}
    assert topics == {f"events.{family}" for family in families}


def _subject(event_type: str, data: dict[str, Any], **attributes: Any) -> str | None:
    return subject_of(decode_line(line(event(event_type, data, **attributes))))


def test_whom_an_event_is_about_is_said_outside_or_inside() -> None:
    """The subject, else the customer of the payload, else the person of a request, else nobody."""
    note = full("crm.note.added")
    assert _subject("crm.note.added", note, subject="outside") == "outside"
    assert _subject("crm.note.added", note) == note["customer_id"]
    request = full(REQUEST)
    assert _subject(REQUEST, request, retailer=request["retailer"]) == request["subject"]
    assert _subject("usage.page.viewed", {"page": "/"}) is None


texts = st.text(max_size=9)


@given(texts, texts, texts, texts)
def test_a_facts_key_says_whose_and_which_it_is(retailer: str, subject: str, source: str, fact_id: str) -> None:
    """What went into a key can be read out of it, and so no two facts share one."""
    parsed = FactKey.parse(fact_key(retailer, subject, source, fact_id))
    assert parsed == (retailer, subject, source, fact_id)
    assert parsed.person == person_key(retailer, subject)


@pytest.mark.parametrize(
    "key", [None, b"", b"aurorac-1", b"[]", b'["a","b","c"]', b'["a","b","c","d","e"]', b'["a","b","c",1]', b"\xff"]
)
def test_what_is_no_facts_key_is_not_read_as_one(key: bytes | None) -> None:
    """A key has four parts of text."""
    assert FactKey.parse(key) is None
