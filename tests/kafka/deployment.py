"""A small deployment for tests: the product's topics on a real broker, workers as processes, records in and out."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import orjson
from confluent_kafka import Consumer, KafkaError, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from contracts.routing import fact_key, partition_of, person_key, topic_of
from streams.kafka.names import SINGLE, names_of
from streams.kafka.topology import LEDGER, PERSON_FACTS
from streams.policies import load_policies
from tests.kafka.clients import silent

Json = dict[str, Any]
PARTITIONS = 4
COMPACTED = ("governance.", "assay-")
SECONDS_MAX = 90.0
POLL_SECONDS = 0.2


class Record(NamedTuple):
    """A record as it was read back."""

    partition: int
    offset: int
    key: bytes | None
    headers: dict[str, bytes]
    value: bytes | None

    def json(self) -> Json:
        """The value of a record that has one."""
        read: Json = orjson.loads(self.value or b"")
        return read


class Deployment:
    """The product's topics on one broker. `settings` connect as somebody who may do everything."""

    def __init__(self, settings: dict[str, Any], environment: dict[str, str], folder: Path) -> None:
        self.settings, self.environment, self.folder = settings, environment, folder
        self._workers: list[Worker] = []
        self.key = folder / "key"
        self.key.write_text(secrets.token_hex(32))
        self._producer = Producer({**settings, "linger.ms": 5, "message.max.bytes": 8 << 20, "logger": silent()})

    def make_topics(self) -> None:
        """Make every topic, with few partitions."""
        administrator = AdminClient(self.settings)
        topics = [
            NewTopic(name, 1 if name in SINGLE else PARTITIONS, 1, config={"max.message.bytes": str(4 << 20)})
            for name in names_of(load_policies().catalogue.sinks).topics
        ]
        for made in administrator.create_topics(topics).values():
            made.result()

    def worker(self, name: str, slots: int = 1, **environment: str) -> "Worker":
        """Start a worker; its state stays where it was for one of this name before."""
        worker = Worker(self, name, slots, environment)
        self._workers.append(worker)
        return worker

    def put(self, records: Iterable[Json], **changed: Any) -> None:
        """Put events and facts where a producer puts them; `changed` spoils them."""
        for record in records:
            self.send(**{**as_record(record), **changed})
        self.flush()

    def put_later(self, record: Json) -> None:
        """Put one as soon as a broker takes it; `flush` waits for that."""
        self.send(**as_record(record))

    def send(self, topic: str, key: bytes | None, value: bytes | None, headers: Any, partition: int) -> None:
        """Put one record."""
        self._producer.produce(topic, value=value, key=key, headers=headers, partition=partition)

    def flush(self) -> None:
        """Wait until what was put is there."""
        assert self._producer.flush(SECONDS_MAX) == 0

    def read(self, topic: str) -> list[Record]:
        """All committed records of a topic, by partition and offset."""
        settings = {"group.id": "reader", "isolation.level": "read_committed", "enable.partition.eof": True}
        consumer = Consumer({**self.settings, **settings, "enable.auto.commit": False})
        try:
            partitions = consumer.list_topics(topic, timeout=SECONDS_MAX).topics[topic].partitions
            consumer.assign([TopicPartition(topic, partition, 0) for partition in partitions])
            return sorted(_read(consumer, set(partitions)))
        finally:
            consumer.close()

    def ledger(self) -> list[Json]:
        """The lines of the ledger."""
        return [record.json() for record in self.read(LEDGER)]

    def await_ledger(self, ids: Iterable[str]) -> list[Json]:
        """The lines of these events, once each has one."""
        wanted, found = set(ids), list[Json]()

        def are_there() -> bool:
            assert any(worker.process.poll() is None for worker in self._workers), "no worker runs"
            found[:] = [line for line in self.ledger() if line["id"] in wanted]
            return wanted <= {line["id"] for line in found}

        await_true(are_there)
        return found


class Worker:
    """A worker as a process of its own, ended with its test."""

    def __init__(self, deployment: Deployment, name: str, slots: int, environment: dict[str, str]) -> None:
        self.name, self._count = name, slots
        self.log = deployment.folder / f"{name}.log"
        assay = str(Path(sys.executable).with_name("assay"))
        command = [assay, "worker", "--name", name, "--slots", str(slots)]
        options = ["--state", str(deployment.folder / name), "--key", str(deployment.key), "--web", "127.0.0.1:0"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **deployment.environment, **environment},
            )

    def slots(self) -> list[int]:
        """The processes that run its slots, once they are there."""
        await_true(lambda: len(self._slots()) == self._count)
        return self._slots()

    def _slots(self) -> list[int]:
        return [slot for child in _children(self.process.pid) for slot in _children(child)]

    def stop(self) -> int:
        """Ask it to end, and wait; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(SECONDS_MAX)

    def kill(self) -> None:
        """End it as a machine that loses power would."""
        self.process.kill()
        self.process.wait(SECONDS_MAX)

    def said(self) -> str:
        """What it logged so far."""
        return self.log.read_text()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self.process.poll() is None:
            self.kill()


def as_record(record: Json) -> Json:
    """An event or fact as a producer sends it."""
    data, topic = record["data"], topic_of(record["type"])
    retailer = record.get("retailer") or data.get("retailer") or ""
    subject = record.get("subject") or data.get("subject" if topic.startswith("governance.") else "customer_id")
    person = person_key(retailer, subject)
    is_fact = topic.startswith("governance.")
    is_of_person = not is_fact or topic in PERSON_FACTS
    headers = {"content-type": b"application/json"} | {
        f"ce_{name}": value.encode() for name, value in record.items() if name != "data"
    }
    return {
        "topic": topic,
        "key": fact_key(retailer, subject, record["source"], record["id"]) if is_fact else person,
        "value": orjson.dumps(data),
        "headers": list(headers.items()),
        "partition": partition_of(person, PARTITIONS) if is_of_person else 0,
    }


def await_true(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; AssertionError where it does not come about."""
    deadline = time.monotonic() + SECONDS_MAX
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(POLL_SECONDS)


def _read(consumer: Consumer, unfinished: set[int]) -> Iterable[Record]:
    while unfinished:
        for message in consumer.consume(1_000, POLL_SECONDS):
            error, partition, offset = message.error(), message.partition() or 0, message.offset() or 0
            if error is not None and error.code() == KafkaError._PARTITION_EOF:
                unfinished.discard(partition)
            elif error is None:
                headers: Any = dict(message.headers() or [])
                yield Record(partition, offset, message.key(), headers, message.value())


def _children(process: int) -> list[int]:
    """The children of every thread of a process, none where it has ended."""
    try:
        return [int(child) for task in Path(f"/proc/{process}/task").iterdir() for child in _children_of(task)]
    except OSError:
        return []


def _children_of(task: Path) -> list[str]:
    return (task / "children").read_text().split()
