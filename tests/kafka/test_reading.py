"""A topic is read whole: what is committed, from what it still has to where it ended when reading began."""

import secrets
from collections.abc import Iterator

import pytest
from kafka import KafkaAdminClient, KafkaProducer, TopicPartition

from contracts.problems import Unusable
from streams.kafka import reading
from streams.kafka.connection import Connection
from streams.kafka.reading import Reader, Span
from tests.kafka.brokers import Broker
from tests.kafka.conftest import Topics
from tests.kafka.standing import LEAVES_SOCKETS, environment, sockets_left

__all__ = ["sockets_left"]
pytestmark = [pytest.mark.usefixtures("sockets_left"), LEAVES_SOCKETS]

SECONDS_MAX = 60.0


@pytest.fixture
def connection(broker: Broker) -> Connection:
    return Connection.from_environment(environment(broker))


@pytest.fixture
def reader(connection: Connection) -> Iterator[Reader]:
    with Reader(connection) as made:
        yield made


def put(connection: Connection, topic: str, partition: int, *values: bytes, commit: bool = True) -> None:
    """Write values in a transaction of their own."""
    with KafkaProducer(transactional_id=secrets.token_hex(4), **connection.kafka_python()) as producer:
        producer.init_transactions()
        producer.begin_transaction()
        for value in values:
            producer.send(topic, value, None, [("name", b"text")], partition).get(SECONDS_MAX)
        (producer.commit_transaction if commit else producer.abort_transaction)()


def values(reader: Reader, topic: str) -> list[bytes | None]:
    return [record.value for record in reader.whole(topic)]


def test_committed_records_are_read_in_the_order_of_their_partition(
    connection: Connection, reader: Reader, topics: Topics
) -> None:
    """One partition after the other; what was aborted is none, wherever it stands."""
    (topic,) = topics(["read"], 3)
    put(connection, topic, 2, b"c1", b"c2")
    put(connection, topic, 0, b"nothing", commit=False)
    put(connection, topic, 0, b"a1")
    put(connection, topic, 2, b"c3")
    put(connection, topic, 2, b"nothing", commit=False)
    assert values(reader, topic) == [b"a1", b"c1", b"c2", b"c3"]
    record = next(reader.whole(topic))
    assert (record.topic, record.partition, record.headers) == (topic, 0, (("name", b"text"),))


def test_an_empty_topic_has_nothing(reader: Reader, topics: Topics) -> None:
    """And reading it ends."""
    (topic,) = topics(["empty"], 2)
    assert values(reader, topic) == []


def test_what_comes_while_reading_is_for_the_next_time(connection: Connection, reader: Reader, topics: Topics) -> None:
    """The end is where it was at the start."""
    (topic,) = topics(["growing"], 1)
    put(connection, topic, 0, b"1", b"2")
    reading_on = reader.whole(topic)
    assert next(reading_on).value == b"1"
    put(connection, topic, 0, b"3")
    assert [record.value for record in reading_on] == [b"2"]
    assert values(reader, topic) == [b"1", b"2", b"3"]


def test_one_topic_is_read_while_another_is_looked_up(
    connection: Connection, topics: Topics, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each goes on where it was, however small the parts are that it is read in."""
    monkeypatch.setattr(reading, "POLLED_RECORDS_MAX", 2)
    outer, inner = topics(["outer", "inner"], 1)
    put(connection, outer, 0, *(f"{number}".encode() for number in range(7)))
    put(connection, inner, 0, b"x", b"y")
    with Reader(connection) as small:
        seen = [(record.value, values(small, inner)) for record in small.whole(outer)]
    assert seen == [(f"{number}".encode(), [b"x", b"y"]) for number in range(7)]


def test_what_retention_took_is_not_waited_for(connection: Connection, reader: Reader, topics: Topics) -> None:
    """Reading begins with what is there still, and nothing else is found at a place that is gone."""
    (topic,) = topics(["old"], 1)
    put(connection, topic, 0, b"1", b"2", b"3")
    with KafkaAdminClient(**connection.kafka_python()) as administrator:
        administrator.delete_records({TopicPartition(topic, 0): 2})
    assert reader.spans(topic) == {0: Span(2, 4)}
    assert values(reader, topic) == [b"3"]
    found = [reader.at(topic, 0, offset) for offset in range(5)]
    assert [record and record.value for record in found] == [None, None, b"3", None, None]
    assert reader.at(topic, 9, 0) is None


def test_a_topic_that_is_not_there_is_told(reader: Reader, broker: Broker) -> None:
    """By its name and where it was looked for."""
    with pytest.raises(Unusable, match=f"there is no topic no-such-topic at {broker.bootstrap} that may be seen"):
        reader.spans("no-such-topic")
