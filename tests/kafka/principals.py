"""What brokers answer to a principal that reads or writes a topic, asked through both clients."""

import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, Producer
from confluent_kafka import TopicPartition as ConfluentPartition
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError as PythonError

from tests.kafka.brokers import SecuredBroker

DONE = "done"
ANY_GROUP = "anybody"
SECONDS_MAX = 30.0

Asked = Callable[[SecuredBroker, str, str], str]


def reads_by_confluent(broker: SecuredBroker, user: str, topic: str) -> str:
    """`done`, or the name of the error, for reading a record of a topic's first partition.

    A consumer that is assigned a topic which it may not know of waits in silence, so it is asked for the topic first.
    It asks for its group even where it reads in none, so everybody needs to be allowed at ANY_GROUP.
    """
    with closing(Consumer({**broker.confluent(user), "group.id": ANY_GROUP, "log_level": 0})) as consumer:
        unknown = consumer.list_topics(topic, timeout=SECONDS_MAX).topics[topic].error
        if unknown:
            return str(unknown.name())
        consumer.assign([ConfluentPartition(topic, 0, OFFSET_BEGINNING)])
        return _answer(consumer)


def writes_by_confluent(broker: SecuredBroker, user: str, topic: str) -> str:
    """The same for writing a record, idempotently."""
    answers: list[str] = []

    def told(error: KafkaError | None, _: Any) -> None:
        answers.append(str(error.name()) if error else DONE)

    producer = Producer({**broker.confluent(user), "enable.idempotence": True, "log_level": 0})
    try:
        producer.produce(topic, b"{}", b"key", partition=0, on_delivery=told)
        producer.flush(SECONDS_MAX)
    except KafkaException as problem:
        return _name_of(problem)
    return answers[0]


def reads_by_kafka_python(broker: SecuredBroker, user: str, topic: str) -> str:
    """The same for reading with kafka-python, which tells of a refusal where an end is asked for, or at a poll."""
    partition = TopicPartition(topic, 0)
    with closing(KafkaConsumer(**broker.kafka_python(user), auto_offset_reset="earliest")) as consumer:
        deadline = time.monotonic() + SECONDS_MAX
        try:
            consumer.end_offsets([partition])
            consumer.assign([partition])
            while time.monotonic() < deadline:
                if consumer.poll(timeout_ms=200):
                    return DONE
        except PythonError as error:
            return type(error).__name__
    return "no answer"


def writes_by_kafka_python(broker: SecuredBroker, user: str, topic: str) -> str:
    """The same for writing with kafka-python."""
    with closing(KafkaProducer(**broker.kafka_python(user), enable_idempotence=True)) as producer:
        try:
            producer.send(topic, b"{}", b"key", partition=0).get(SECONDS_MAX)
        except PythonError as error:
            # Who may write nowhere is refused the id of a producer, by an error that has the cause's name at its end.
            return str(error).rpartition(" ")[2] if type(error) is PythonError else type(error).__name__
        return DONE


def reads_in_group(broker: SecuredBroker, user: str, topic: str, group: str) -> str:
    """The same for reading as a member of a group, with confluent-kafka."""
    settings = {**broker.confluent(user), "group.id": group, "auto.offset.reset": "earliest", "log_level": 0}
    with closing(Consumer(settings)) as consumer:
        consumer.subscribe([topic])
        return _answer(consumer)


def transacts(broker: SecuredBroker, user: str, transactional_id: str, *topics: str) -> str:
    """The same for writing a record to each of some topics in one transaction, with confluent-kafka."""
    producer = Producer({**broker.confluent(user), "transactional.id": transactional_id, "log_level": 0})
    try:
        producer.init_transactions(SECONDS_MAX)
        producer.begin_transaction()
        for topic in topics:
            producer.produce(topic, b"{}", b"key", partition=0)
        producer.commit_transaction(SECONDS_MAX)
    except KafkaException as problem:
        return _name_of(problem)
    return DONE


def _answer(consumer: Consumer) -> str:
    message = consumer.poll(SECONDS_MAX)
    error = message.error() if message else None
    return str(error.name()) if error else DONE if message else "no answer"


def _name_of(problem: KafkaException) -> str:
    return str(problem.args[0].name())


READS: tuple[Asked, ...] = (reads_by_confluent, reads_by_kafka_python)
WRITES: tuple[Asked, ...] = (writes_by_confluent, writes_by_kafka_python)
REFUSED = frozenset(
    {
        "TOPIC_AUTHORIZATION_FAILED",
        "TopicAuthorizationFailedError",
        # Who may write to no topic at all may not even begin to write idempotently.
        "CLUSTER_AUTHORIZATION_FAILED",
        "ClusterAuthorizationFailedError",
    }
)
