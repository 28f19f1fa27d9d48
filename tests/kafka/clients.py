"""Short ways for tests to write, read and ask."""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from tests.kafka.brokers import SCRIPT, Broker

SECONDS_MAX = 60.0
POLL_SECONDS = 0.05


def administrator(broker: Broker) -> AdminClient:
    """Who may do everything on a plain broker."""
    return AdminClient({"bootstrap.servers": broker.bootstrap})


def create(settings: dict[str, Any], topic: str) -> None:
    """Make one topic of one partition."""
    administrator = AdminClient(settings)
    for done in administrator.create_topics([NewTopic(topic, 1, 1)]).values():
        done.result()


def write(broker: Broker, topic: str, values: list[bytes]) -> None:
    """Write values in one transaction."""
    producer = Producer({"bootstrap.servers": broker.bootstrap, "transactional.id": topic, "logger": silent()})
    producer.init_transactions(SECONDS_MAX)
    producer.begin_transaction()
    for value in values:
        producer.produce(topic, value)
    producer.commit_transaction(SECONDS_MAX)


def read(broker: Broker, topic: str, count: int) -> list[bytes | None]:
    """The first values of a topic's first partition, committed ones alone."""
    settings = {"bootstrap.servers": broker.bootstrap, "group.id": "reader", "isolation.level": "read_committed"}
    consumer = Consumer({**settings, "enable.auto.commit": False, "logger": silent()})
    values: list[bytes | None] = []
    try:
        consumer.assign([TopicPartition(topic, 0, 0)])
        deadline = time.monotonic() + SECONDS_MAX
        while len(values) < count and time.monotonic() < deadline:
            values += [record.value() for record in consumer.consume(count, 0.2)]
    finally:
        consumer.close()
    return values


def ask(verb: str, folder: Path) -> dict[str, Any]:
    """What the broker's script says of a folder."""
    run = subprocess.run([sys.executable, SCRIPT, verb, folder], stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(run.stdout)
    return told


def await_true(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; AssertionError where it does not come about."""
    deadline = time.monotonic() + SECONDS_MAX
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(POLL_SECONDS)


def exists(process: int) -> bool:
    """Whether a process lives."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def silent() -> logging.Logger:
    """A log for clients whose complaints are wanted: nobody reads it."""
    log = logging.getLogger("tests.kafka.silent")
    log.disabled = True
    return log
