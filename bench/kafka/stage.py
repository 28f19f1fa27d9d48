"""A broker of the bench's own with the product's topics, and a producer that fills them."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from confluent_kafka import KafkaError, Message, Producer
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from bench.kafka.offsets import Offsets, Places, servers
from bench.kafka.processes import Failed
from bench.kafka.supply import Supply
from contracts.sdk.records import Record
from streams.kafka.topology import EVENTS, PERSON_FACTS, WIDE_FACTS

BROKER = Path(__file__).parents[2] / "infra" / "broker" / "broker.py"
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it.
MEMORY_BYTES_MIN = 8 << 30
PARTITIONS = 12
KEY = bytes(32)
TOPICS = """
partitions: {partitions}
replication_factor: 1
topics:
  "*": {{min.insync.replicas: 1}}
"""
FORWARDED = "bench.forwarded"
"""Where loops put what they decide nothing about."""

KNOWN = "bench.known"
"""Where they put what only a slot writes: identities, and facts that events carried."""

SOURCES: Places = dict.fromkeys((*EVENTS, *PERSON_FACTS), PARTITIONS) | dict.fromkeys(WIDE_FACTS, 1)
"""What slots consume."""


Note = Callable[[KafkaError | None, Message], None]


class Stage:
    """The broker of one run, everything of it in `scratch`; use it as a context, which leaves nothing behind."""

    def __init__(self) -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix="assay-bench-"))
        self.data = Path(tempfile.mkdtemp(prefix="assay-bench-broker-", dir=_in_memory()))
        (self.scratch / "key").write_bytes(KEY)
        self._broker = subprocess.Popen(  # noqa: S603 - this very Python, and our own script.
            [sys.executable, str(BROKER), "run", str(self.data), "--temporary"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def _open(self) -> None:
        told = self._broker.stdout.readline() if self._broker.stdout else ""
        if not told:
            raise Failed("there is no broker")
        self.bootstrap: str = json.loads(told)["bootstrap"]
        self.broker: int = json.loads(told)["pid"]
        self.environment = {"ASSAY_KAFKA_BOOTSTRAP_SERVERS": self.bootstrap}
        self._make_topics()
        self.feed = Feed(self.bootstrap)

    def _make_topics(self) -> None:
        declared = self.scratch / "topics.yaml"
        declared.write_text(TOPICS.format(partitions=PARTITIONS))
        assay = Path(sys.executable).with_name("assay")
        subprocess.run(  # noqa: S603 - our own command.
            [assay, "topics", "apply", "--yes", "--file", declared],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        administrator = AdminClient(servers(self.bootstrap))
        made = administrator.create_topics([NewTopic(name, PARTITIONS, 1) for name in (FORWARDED, KNOWN)])
        for done in made.values():
            done.result()

    def close(self) -> None:
        """End the broker and remove its data."""
        self._broker.communicate()
        for folder in (self.data, self.scratch):
            shutil.rmtree(folder, ignore_errors=True)


class Feed:
    """Fills topics before anything is measured."""

    def __init__(self, bootstrap: str) -> None:
        self._supply = Supply()
        self._failed: list[KafkaError] = []
        self._producer = Producer({**servers(bootstrap), "linger.ms": 20, "queue.buffering.max.messages": 1_000_000})

    def events(self, count: int, groups: Iterable[Offsets] = ()) -> None:
        """Write events that nobody has seen; what is known of their persons is written, and passed over, before."""
        batch = self._supply.take(count)
        self.write(batch.facts)
        for group in groups:
            group.pass_over()
        self.write(batch.events)

    def later(self, count: int) -> list[Record]:
        """Events that nobody has seen, for somebody else to write; what is known of their persons is written."""
        batch = self._supply.take(count)
        self.write(batch.facts)
        return batch.events

    def write(self, records: Iterable[Record]) -> None:
        """Write records and wait until each is where it belongs."""
        for record in records:
            put(self._producer, record, self._note)
        self._producer.flush()
        if self._failed:
            raise Failed(f"{len(self._failed)} records were not written: {self._failed[0].name()}")

    def _note(self, error: KafkaError | None, _: Message) -> None:
        if error is not None:
            self._failed.append(error)


def put(producer: Producer, record: Record, note: Note | None = None) -> None:
    """Hand one record on, to the partition that its person's records lie in."""
    while True:
        try:
            producer.produce(
                record.topic,
                record.value,
                record.key,
                record.partition(PARTITIONS),
                headers=list(record.headers),
                on_delivery=note,
            )
        except BufferError:
            producer.poll(0.1)
        else:
            producer.poll(0)
            return


def _in_memory() -> Path | None:
    """Where a broker's data waits for no disk, where there is room for it; None where there is not."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= MEMORY_BYTES_MIN
    return MEMORY if has_room else None
