"""Events written at a steady pace, and the copies of them that come out, as a recipient sees them."""

import threading
import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import NamedTuple, Self

from confluent_kafka import Consumer, Producer

from bench.kafka.offsets import Offsets, servers
from bench.kafka.stage import PARTITIONS, Stage, put
from contracts.sdk.records import Record
from streams.kafka.topology import sink_topic
from streams.policies import load_policies
from streams.worker.records import incoming

CAUSE = "ce_causationid"
READ_MAX = 1_000
READ_SECONDS = 0.05
LINGER_MS = 5


class Paced:
    """Writes events on a thread of its own, so many a second; use it as a context, which stops it.

    `sent` has the moment at which each was due, by its id: what comes late counts from there.
    """

    def __init__(self, bootstrap: str, events: Sequence[Record], events_a_second: float) -> None:
        self.sent: dict[str, float] = {}
        self._events, self._interval = events, 1 / events_a_second
        self._producer = Producer({**servers(bootstrap), "linger.ms": LINGER_MS})
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)

    @property
    def is_done(self) -> bool:
        """Whether all were written."""
        return not self._thread.is_alive()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _write(self) -> None:
        began = time.monotonic()
        for number, event in enumerate(self._events):
            due = began + number * self._interval
            while (early := due - time.monotonic()) > 0:
                self._producer.poll(0)
                if self._over.wait(early):
                    break
            if self._over.is_set():
                break
            self.sent[event.identity.id] = due
            put(self._producer, event)
        self._producer.flush()


class Arrival(NamedTuple):
    """A copy that a recipient has got: of which event, from which partition, when."""

    event: str
    partition: int
    seconds: float


class Recipient:
    """Reads what is committed to the topics of all sinks, from their ends on."""

    def __init__(self, stage: Stage) -> None:
        topics = dict.fromkeys(map(sink_topic, load_policies().catalogue.sinks), PARTITIONS)
        offsets = Offsets(stage.bootstrap, "bench-recipient", topics)
        settings = {"enable.auto.commit": False, "isolation.level": "read_committed"}
        self._client = Consumer({**servers(stage.bootstrap), "group.id": "bench-recipient", **settings})
        self._client.assign(offsets.ends())
        offsets.close()

    def read(self) -> Iterator[Arrival]:
        """The copies that have come since, none after a moment without one."""
        messages = self._client.consume(READ_MAX, READ_SECONDS)
        now = time.monotonic()
        for message in messages:
            if message.error() is None:
                record = incoming(message)
                cause = dict(record.headers)[CAUSE] or b""
                yield Arrival(cause.decode(), record.partition, now)

    def close(self) -> None:
        """Let the connection go."""
        self._client.close()
