"""A broker for the tests of one module, with topics that only they use."""

import gc
from collections.abc import Iterator, Mapping

import pytest
from confluent_kafka.admin import AdminClient, NewTopic

from streams.kafka.connection import Connection
from streams.kafka.reading import Reader, Stored
from tests.kafka.brokers import Broker, NoBroker, new_folder

LEAVES_SOCKETS = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
"""kafka-python leaves a socket open where its connection was refused."""


@pytest.fixture
def sockets_left() -> Iterator[None]:
    """Such sockets are let go with the test that made them."""
    yield
    gc.collect()


def standing(topics: Mapping[str, int]) -> Iterator[Broker]:
    """A broker with topics of so many partitions, for a fixture to yield from."""
    broker = Broker(new_folder())
    try:
        broker.start()
        make(broker, topics)
        yield broker
    except NoBroker as problem:
        pytest.fail(f"{problem} (ASSAY_SKIP=kafka leaves these tests out)", pytrace=False)
    finally:
        broker.close()


def make(broker: Broker, topics: Mapping[str, int], settings: Mapping[str, str] | None = None) -> None:
    """Make topics; those of facts are compacted."""
    wanted = [
        NewTopic(name, partitions, 1, config={"cleanup.policy": "compact"} if _is_of_facts(name) else {})
        for name, partitions in topics.items()
    ]
    administrator = AdminClient({**(settings or {"bootstrap.servers": broker.bootstrap})})
    for made in administrator.create_topics(wanted).values():
        made.result()


def environment(broker: Broker) -> dict[str, str]:
    """The variables by which the product connects."""
    return {"ASSAY_KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap}


def stored(broker: Broker, topic: str) -> list[Stored]:
    """All that is committed in a topic."""
    with Reader(Connection.from_environment(environment(broker))) as reader:
        return list(reader.whole(topic))


def _is_of_facts(name: str) -> bool:
    return name.startswith("governance.") and name not in ("governance.dead-letters", "governance.ledger")
