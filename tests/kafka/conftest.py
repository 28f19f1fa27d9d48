"""Brokers for tests: one that all share, one that is locked down, one of a test's own; and topics of a test's own.

Tests with a broker carry the mark `kafka`, by hand where they start one themselves. They run in one process, one after
the other, and ASSAY_SKIP=kafka leaves them out.
"""

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import pytest
from confluent_kafka.admin import AdminClient, NewTopic

from tests.kafka.brokers import Broker, NoBroker, SecuredBroker, new_folder

WITH_A_BROKER = {"broker", "secured_broker", "own_broker"}
Topics = Callable[[Sequence[str], int], list[str]]
SomeBroker = TypeVar("SomeBroker", bound=Broker)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run all tests with a broker in one process, so that they share it; or none, where that was asked for."""
    skipped = "kafka" in os.environ.get("ASSAY_SKIP", "").split(",")
    for item in items:
        if item.get_closest_marker("kafka") or WITH_A_BROKER & set(getattr(item, "fixturenames", ())):
            item.add_marker("kafka")
            item.add_marker(pytest.mark.xdist_group("kafka"))
            if skipped:
                item.add_marker(pytest.mark.skip(reason="ASSAY_SKIP names kafka"))


def _kept(broker: SomeBroker) -> Iterator[SomeBroker]:
    problem = None
    try:
        broker.start()
    except NoBroker as told:
        problem = str(told)
    if problem is None:
        yield broker
    broker.close()
    if problem is not None:
        pytest.fail(f"{problem} (ASSAY_SKIP=kafka leaves these tests out)", pytrace=False)


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """The broker that tests share; who ends it starts it again."""
    yield from _kept(Broker(new_folder()))


@pytest.fixture(scope="session")
def secured_broker() -> Iterator[SecuredBroker]:
    """The locked-down broker that tests share; each makes users with names of its own."""
    yield from _kept(SecuredBroker(new_folder()))


@pytest.fixture
def own_broker() -> Iterator[Broker]:
    """A broker of one test alone, without a topic, to be ended as it likes."""
    yield from _kept(Broker(new_folder()))


@pytest.fixture
def topics(broker: Broker) -> Topics:
    """Makes topics of some partitions on the shared broker: names as asked, with something of their own behind."""

    def make(names: Sequence[str], partitions: int) -> list[str]:
        own = [f"{name}.{secrets.token_hex(4)}" for name in names]
        administrator = AdminClient({"bootstrap.servers": broker.bootstrap})
        for done in administrator.create_topics([NewTopic(name, partitions, 1) for name in own]).values():
            done.result()
        return own

    return make
