"""How many partitions the topics by person have: what decides where a person's records lie."""

from typing import Any, Final

from confluent_kafka import Consumer, KafkaException

from contracts.problems import Problem
from streams.kafka.connection import Connection
from streams.kafka.topology import EVENTS, PERSON_FACTS
from streams.worker.clients import high_watermark_consumer
from streams.worker.trouble import Trouble

METADATA_SECONDS_MAX: Final = 5.0


def partitions_of(connection: Connection, trouble: Trouble) -> int:
    """The partition count that every topic by person has; asks until brokers and topics are there."""
    client = high_watermark_consumer(connection, trouble.told_of)
    try:
        while True:
            try:
                return _equal(client)
            except KafkaException as failure:
                client.poll(0)  # What a broker answered is told by then: that a password is wrong, say.
                trouble.met(failure.args[0].name())
            except Problem as problem:
                trouble.met(problem.kind)
    finally:
        client.close()


def _equal(client: Consumer) -> int:
    topics: dict[str, Any] = client.list_topics(timeout=METADATA_SECONDS_MAX).topics
    found = {len(topics[topic].partitions) if topic in topics else 0 for topic in (*EVENTS, *PERSON_FACTS)}
    if len(found) != 1 or found == {0}:
        raise Problem("topics are missing or differ in their number of partitions; `assay topics apply` makes them")
    return found.pop()
