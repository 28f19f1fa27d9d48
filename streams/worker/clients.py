"""The clients of a slot, configured for one transaction after another: read what is committed, write all or nothing."""

import logging
from collections.abc import Callable
from typing import Any

from confluent_kafka import Consumer, KafkaError, Producer

from streams.kafka.connection import Connection
from streams.worker.settings import (
    GROUP,
    POLL_MS_MAX,
    PREFETCHED_KIB_MAX,
    RECORD_BYTES_MAX,
    SESSION_MS,
    TRANSACTION_MS,
    TRANSACTIONAL_PREFIX,
)

_READING = {
    "enable.auto.commit": False,
    "enable.auto.offset.store": False,
    "auto.offset.reset": "earliest",
    "queued.max.messages.kbytes": PREFETCHED_KIB_MAX,
    "fetch.wait.max.ms": 100,
    "allow.auto.create.topics": False,
}
IDLE_MS_MAX = 86_400_000  # A reader that has nothing to read has not failed.
# The client tells of each attempt to reach a broker; a slot says what keeps it waiting once, from what it is told.
_LOG = logging.getLogger("assay.kafka")
_LOG.setLevel(logging.CRITICAL)

ToldOf = Callable[[KafkaError], None]


def source_consumer(connection: Connection, instance: str, told_of: ToldOf) -> Consumer:
    """The consumer of events and facts, in the group of all slots.

    Assigned by range, so that a slot has the same partitions of every topic; static, so that a slot that starts again
    finds its own.
    """
    return Consumer(
        {
            **connection.confluent(),
            **_READING,
            "group.id": GROUP,
            "group.instance.id": instance,
            "isolation.level": "read_committed",
            "partition.assignment.strategy": "range",
            "session.timeout.ms": SESSION_MS,
            "heartbeat.interval.ms": SESSION_MS // 4,
            "max.poll.interval.ms": POLL_MS_MAX,
            "error_cb": told_of,
        },
        logger=_LOG,
    )


def control_consumer(connection: Connection, told_of: ToldOf) -> Consumer:
    """The reader of control topics, told where each ends."""
    settings = {
        "group.id": f"{GROUP}-control",
        "isolation.level": "read_committed",
        "enable.partition.eof": True,
        "max.poll.interval.ms": IDLE_MS_MAX,
        "error_cb": told_of,
    }
    return Consumer({**connection.confluent(), **_READING, **settings}, logger=_LOG)


def high_watermark_consumer(connection: Connection, told_of: ToldOf) -> Consumer:
    """A consumer that is asked for the ends of topics alone, transactions under way included."""
    settings = {"group.id": f"{GROUP}-control", "isolation.level": "read_uncommitted", "error_cb": told_of}
    return Consumer({**connection.confluent(), **_READING, **settings}, logger=_LOG)


def transactional_producer(connection: Connection, instance: str, told_of: ToldOf) -> Producer:
    """The producer of one slot; one that starts again under the same name fences the one before it."""
    settings: dict[str, Any] = {
        "transactional.id": f"{TRANSACTIONAL_PREFIX}-{instance}",
        "transaction.timeout.ms": TRANSACTION_MS,
        "message.timeout.ms": TRANSACTION_MS,
        "message.max.bytes": RECORD_BYTES_MAX + (32 << 10),
        "linger.ms": 5,
        "compression.type": "lz4",
        "queue.buffering.max.kbytes": 256 << 10,
        "error_cb": told_of,
    }
    return Producer({**connection.confluent(), **settings}, logger=_LOG)
