"""Reading every topic to its very end, as a consumer that is told to read what is committed; by kafka-python alone."""

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from kafka import KafkaConsumer, TopicPartition

from tests.chaos.canonical import POSITION, carried_digest, line_digest, record_digest
from tests.chaos.records import (
    DEAD_LETTERS,
    EVENTS,
    FACTS,
    LEDGER,
    QUARANTINE,
    SINKS,
    Copy,
    Headers,
    Letter,
    Line,
    Place,
    Readings,
    Record,
)

UNREGISTERED = ["JL-1.roles"]
REQUEST_TYPE = "governance.request.received"
ERRORS = "__connect.errors."
POLL_MS = 500
READ_SECONDS_MAX = 900.0
FETCH_BYTES_MAX = 8 << 20


class Unread(Exception):  # noqa: N818 - the state that it tells of.
    """Topics could not be read to their ends: a transaction was left open, or the broker is away."""


def read_all(bootstrap: str) -> Readings:
    """Everything that is committed in all topics; raise Unread where something stays open."""
    readings = Readings()
    for record in _committed(bootstrap, _is_read):
        _file(record, readings)
    return readings


def read_inputs(bootstrap: str) -> list[Record]:
    """The committed records of the topics that producers write to."""
    return list(_committed(bootstrap, _is_input))


def _is_input(topic: str) -> bool:
    return topic in FACTS or topic.startswith(EVENTS)


def _is_read(topic: str) -> bool:
    return _is_input(topic) or topic in (LEDGER, QUARANTINE, DEAD_LETTERS) or topic.startswith(SINKS)


def _committed(bootstrap: str, wanted: Callable[[str], bool]) -> Iterator[Record]:
    consumer = _consumer(bootstrap, "read_committed")
    try:
        topics = sorted(topic for topic in consumer.topics() if wanted(topic))
        places = [
            TopicPartition(topic, each) for topic in topics for each in consumer.partitions_for_topic(topic) or ()
        ]
        ends = _ends(bootstrap, places)
        consumer.assign(places)
        consumer.seek_to_beginning(*places)
        yield from _to_ends(consumer, {place: end for place, end in ends.items() if end})
    finally:
        consumer.close()


def _to_ends(consumer: Any, ends: dict[Any, int]) -> Iterator[Record]:
    deadline = time.monotonic() + READ_SECONDS_MAX
    while ends:
        polled = consumer.poll(timeout_ms=POLL_MS)
        for place, messages in polled.items():
            for message in messages:
                yield _record(place, message)
        # A partition may end with what is no record, so that its end comes without a message.
        for place in [place for place in polled or list(ends) if consumer.position(place) >= ends.get(place, 0)]:
            ends.pop(place, None)
        if time.monotonic() > deadline:
            raise Unread(f"{len(ends)} partitions were not read to their ends, such as {next(iter(ends))}")


def _ends(bootstrap: str, places: list[Any]) -> dict[Any, int]:
    """Where partitions end, with what is not committed: it must come to be, or to be aborted, before they are read."""
    consumer = _consumer(bootstrap, "read_uncommitted")
    try:
        ends: dict[Any, int] = consumer.end_offsets(places)
    finally:
        consumer.close()
    return ends


def _consumer(bootstrap: str, isolation: str) -> Any:
    return KafkaConsumer(
        bootstrap_servers=bootstrap,
        isolation_level=isolation,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        # Reckoned in Python, they would take most of the time; what brokers hand out they have checked themselves.
        check_crcs=False,
        max_poll_records=5_000,
        fetch_max_bytes=FETCH_BYTES_MAX,
        max_partition_fetch_bytes=FETCH_BYTES_MAX,
    )


def _record(place: Any, message: Any) -> Record:
    headers: Headers = tuple((name, text) for name, text in message.headers or ())
    return Record(Place(place.topic, place.partition, message.offset), message.key, message.value, headers)


def _file(record: Record, readings: Readings) -> None:
    topic = record.place.topic
    if topic == LEDGER:
        readings.ledger.append(line_of(record))
    elif topic == QUARANTINE:
        readings.quarantine.append(quarantined_of(record))
    elif topic == DEAD_LETTERS:
        readings.letters.append(letter_of(record))
    elif topic.startswith(SINKS):
        readings.copies[topic.removeprefix(SINKS)].append(copy_of(record))
    else:
        readings.inputs.append(record)


def line_of(record: Record) -> Line:
    """A record of the ledger."""
    said = orjson.loads(record.value or b"{}")
    outcome = said.get("outcome")
    stopped = outcome == "quarantined" and said.get("clauses") == UNREGISTERED
    return Line(
        record.place,
        _source(record, "source"),
        (said.get("source"), said.get("id")),
        outcome,
        said.get("reason"),
        outcome in ("governed", "quarantined") and not stopped,
        tuple(sink for sink, verdict in said.get("sinks", {}).items() if verdict.get("allowed")),
        sys.intern(said.get(POSITION) or ""),
        line_digest(record.value or b""),
    )


def copy_of(record: Record) -> Copy:
    """A record of a sink's topic."""
    attributes, digest = record_digest(record)
    is_of_request = attributes.get("type") == REQUEST_TYPE
    # Many copies share a position, which is held once.
    position = sys.intern(attributes.get(POSITION, ""))
    return Copy(record.place, attributes.get("causationid"), is_of_request, digest, position)


def quarantined_of(record: Record) -> Copy:
    """A record of quarantine."""
    said = orjson.loads(record.value or b"{}")
    return Copy(record.place, said.get("id"), said.get("type") == REQUEST_TYPE, line_digest(record.value or b""))


def letter_of(record: Record) -> Letter:
    """A record of the dead letters."""
    original = [(name, text) for name, text in record.headers if not name.startswith(ERRORS)]
    reason = record.header(f"{ERRORS}exception.message") or ""
    digest = carried_digest(record.key, record.value, original)
    return Letter(record.place, _source(record, ERRORS), reason, digest)


def _source(record: Record, prefix: str) -> Place:
    topic, partition, offset = (record.header(f"{prefix}{name}") or "" for name in ("topic", "partition", "offset"))
    return Place(topic, int(partition or -1), int(offset or -1))
