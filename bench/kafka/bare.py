"""Consume and produce with confluent-kafka, without transactions: `python -m bench.kafka.bare GROUP [MADE]`.

Forwards each event, or writes what the file MADE holds for it. Offsets are committed when a batch is written.
"""

import os
import sys
from collections.abc import Callable

from confluent_kafka import Consumer, Message, Producer

from bench.kafka.ending import asked_to_end
from bench.kafka.made import kept
from bench.kafka.stage import FORWARDED
from streams.kafka.topology import EVENTS
from streams.worker.records import Outgoing, incoming
from streams.worker.settings import BATCH_LINGER_SECONDS, BATCH_RECORDS_MAX

Records = Callable[[Message], list[Outgoing]]


def main() -> None:
    """Carry records until asked to end."""
    asked = asked_to_end()
    group, *files = sys.argv[1:]
    servers = {"bootstrap.servers": os.environ["ASSAY_KAFKA_BOOTSTRAP_SERVERS"]}
    consumer = Consumer({**servers, "group.id": group, "enable.auto.commit": False})
    producer = Producer({**servers, "linger.ms": 5, "compression.type": "lz4"})
    records = _written_before(files[0]) if files else _as_it_is
    consumer.subscribe(list(EVENTS))
    while not asked:
        messages = consumer.consume(BATCH_RECORDS_MAX, BATCH_LINGER_SECONDS)
        for message in messages:
            for record in records(message):
                _put(producer, record, message.partition())
        producer.flush()
        if messages:
            consumer.commit(asynchronous=False)
    consumer.close()


def _as_it_is(message: Message) -> list[Outgoing]:
    record = incoming(message)
    return [Outgoing(FORWARDED, record.partition, record.key, record.headers, record.value)]


def _written_before(path: str) -> Records:
    made = kept(path)
    return lambda _: next(made)


def _put(producer: Producer, record: Outgoing, partition: int | None) -> None:
    while True:
        try:
            producer.produce(record.topic, record.value, record.key, partition or 0, headers=list(record.headers))
        except BufferError:
            producer.poll(0.05)
        else:
            return


if __name__ == "__main__":
    main()
