"""Topics read to their ends by kafka-python, committed records alone: for those who look things up, not for workers."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from contracts.problems import Unusable
from contracts.sdk.clients import connected
from contracts.sdk.failures import kind_of
from streams.exits import Unfinished
from streams.kafka.connection import Connection
from streams.kafka.reach import reach

POLL_MS = 1_000
POLLED_RECORDS_MAX = 2_000
FETCHED_BYTES_MAX = 8 << 20
CONNECTING_MS_MAX = 10_000
STILL_SECONDS_MAX = 60.0

_TOLD = {
    "not_authorized": "this principal may not",
    "unreachable": "no broker answers",
    "timed_out": "no broker answers",
    "fenced": "somebody else began to do the same",
    "failed_UnsupportedCodecError": "kafka-python needs another package, such as lz4, to read what is compressed",
}


class Stored(NamedTuple):
    """A record as its topic has it; `timestamp_ms` since 1970, UTC."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]


class Span(NamedTuple):
    """The offsets of a partition that can be read now, the last one exclusive."""

    begin: int
    end: int


class Topics(Protocol):
    """Topics that can be read to where they end now."""

    def spans(self, topic: str) -> Mapping[int, Span]:
        """What can be read of each partition."""

    def read(self, topic: str, partition: int, span: Span) -> Iterator[Stored]:
        """The records of a span; others may be read in between."""


class Reader:
    """Reads topics; use it in a `with`. Raises Unusable or Unfinished, one line, where brokers refuse or are gone."""

    def __init__(self, connection: Connection) -> None:
        reach(connection)
        self._servers = ", ".join(connection.bootstrap_servers)
        settings = {
            **connection.kafka_python(),
            "isolation_level": "read_committed",
            "auto_offset_reset": "earliest",
            "enable_auto_commit": False,
            "allow_auto_create_topics": False,
            "max_poll_records": POLLED_RECORDS_MAX,
            "fetch_max_bytes": FETCHED_BYTES_MAX,
            "max_partition_fetch_bytes": FETCHED_BYTES_MAX,
            "bootstrap_timeout_ms": CONNECTING_MS_MAX,
            # The broker has checked them, and in Python alone they cost several times what all else does.
            "check_crcs": False,
        }
        # What goes wrong is told once, by the problem raised.
        logging.getLogger("kafka").setLevel(logging.CRITICAL)
        self._reading: object = None
        self._consumer = self._asked("connecting", lambda: connected(KafkaConsumer, settings))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._consumer.close()

    def partitions(self, topic: str) -> int:
        """How many partitions a topic has; none where there is no such topic, or nothing of it may be known."""
        return len(self._asked(f"looking for {topic}", lambda: self._consumer.partitions_for_topic(topic)))

    def spans(self, topic: str) -> dict[int, Span]:
        """What can be read of each partition; Unusable where there is no such topic."""
        places = [TopicPartition(topic, each) for each in range(self.partitions(topic))]
        if not places:
            raise Unusable(f"there is no topic {topic} at {self._servers} that may be seen")
        begins = self._asked(f"reading {topic}", lambda: self._consumer.beginning_offsets(places))
        ends = self._asked(f"reading {topic}", lambda: self._consumer.end_offsets(places))
        return {place.partition: Span(begins[place], ends[place]) for place in places}

    def whole(self, topic: str) -> Iterator[Stored]:
        """Every record that a topic has now, one partition after the other, each in its order."""
        for partition, span in self.spans(topic).items():
            yield from self.read(topic, partition, span)

    def at(self, topic: str, partition: int, offset: int) -> Stored | None:
        """The record at a position; None where there is none, or none any more."""
        span = self.spans(topic).get(partition)
        if span is None or not span.begin <= offset < span.end:
            return None
        found = next(self.read(topic, partition, Span(offset, offset + 1)), None)
        return found if found and found.offset == offset else None

    def read(self, topic: str, partition: int, span: Span) -> Iterator[Stored]:
        """The records of a span that was said to be readable."""
        place, at = TopicPartition(topic, partition), span.begin
        this = object()
        deadline = time.monotonic() + STILL_SECONDS_MAX
        while at < span.end:
            if self._reading is not this:
                # Where one thing was read while another was looked up, reading goes on where it was.
                self._consumer.assign([place])
                self._consumer.seek(place, at)
                self._reading = this
            polled = self._asked(f"reading {topic}", lambda: self._consumer.poll(POLL_MS)).get(place, ())
            before, at = at, self._asked(f"reading {topic}", lambda: self._consumer.position(place)) or at
            yield from (_stored(record) for record in polled if record.offset < span.end)
            if at > before:
                deadline = time.monotonic() + STILL_SECONDS_MAX
            elif time.monotonic() > deadline:
                raise Unfinished(f"reading {topic} at {self._servers}: nothing has come for a while")

    def _asked(self, doing: str, ask: Callable[[], Any]) -> Any:
        return asked(doing, self._servers, ask)


def asked(doing: str, servers: str, ask: Callable[[], Any]) -> Any:
    """What a broker answers; where it does not, Unusable for who may not ask, else Unfinished, in one line."""
    try:
        return ask()
    except KafkaError as error:
        kind = kind_of(error)
    told = f"{doing} at {servers}: {_TOLD.get(kind, kind)}"
    raise Unusable(told) if kind == "not_authorized" else Unfinished(told)


def _stored(record: Any) -> Stored:
    headers = tuple((name, text) for name, text in record.headers or ())
    return Stored(record.topic, record.partition, record.offset, record.timestamp, record.key, record.value, headers)
