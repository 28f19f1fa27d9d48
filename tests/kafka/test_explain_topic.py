"""`assay explain` reads a topic as it reads a file: every partition, and what is committed alone."""

import json
import secrets
from collections.abc import Sequence
from pathlib import Path

import pytest
from kafka import KafkaProducer

from streams.kafka.connection import Connection
from tests.kafka.brokers import Broker
from tests.kafka.conftest import Topics
from tests.kafka.standing import LEAVES_SOCKETS, environment, sockets_left
from tests.streams.run.command import Ended, run_assay
from tests.streams.test_explain import GOVERNED, QUARANTINED, REFUSED, Json

__all__ = ["sockets_left"]
pytestmark = [pytest.mark.usefixtures("sockets_left"), LEAVES_SOCKETS]

PARTITIONS = 3
SECONDS_MAX = 60.0
AGAIN: Json = {**GOVERNED, "outcome": "duplicate"}
ABORTED: Json = {**GOVERNED, "id": "evt-8"}


@pytest.fixture
def ledger(broker: Broker, topics: Topics, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger of several partitions: committed lines, and one of a transaction that was aborted."""
    for name, value in environment(broker).items():
        monkeypatch.setenv(name, value)
    (topic,) = topics(["governance.ledger"], PARTITIONS)
    settings = Connection.from_environment(environment(broker)).kafka_python()
    with KafkaProducer(transactional_id=secrets.token_hex(4), **settings) as producer:
        producer.init_transactions()
        _transaction(producer, topic, [(0, GOVERNED), (2, QUARANTINED), (1, REFUSED)])
        producer.commit_transaction()
        _transaction(producer, topic, [(1, ABORTED)])
        producer.abort_transaction()
        _transaction(producer, topic, [(0, AGAIN)])
        producer.commit_transaction()
    return topic


def _transaction(producer: KafkaProducer, topic: str, lines: Sequence[tuple[int, Json]]) -> None:
    producer.begin_transaction()
    for partition, line in lines:
        producer.send(topic, json.dumps(line).encode(), None, [("sourcetopic", b"events.crm")], partition)


def explain(event_id: str, ledger: str | Path, *more: str) -> Ended:
    return run_assay("explain", event_id, "--ledger", ledger, *more)


@pytest.mark.parametrize("more", [[], ["--json"], ["--sink", "crm_store"]])
@pytest.mark.parametrize("event_id", ["evt-1", "evt-2", "evt-3"])
def test_a_topic_is_explained_as_a_file_is(ledger: str, tmp_path: Path, event_id: str, more: list[str]) -> None:
    """The same lines in a file give the same output, whatever partition they stand in."""
    file = tmp_path / "ledger.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in (GOVERNED, REFUSED, QUARANTINED, AGAIN)))
    assert explain(event_id, ledger, *more) == explain(event_id, file, *more)
    assert explain(event_id, ledger, *more).code == 0


def test_what_was_not_committed_is_no_decision(ledger: str) -> None:
    """A line of a transaction that was aborted was never said."""
    told = explain("evt-8", ledger)
    assert (told.code, told.out, told.err) == (1, "", f"assay: no event evt-8 in {ledger}\n")


def test_a_file_of_the_topics_name_comes_first(ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands before one's eyes is what is read."""
    monkeypatch.chdir(tmp_path)
    Path(ledger).write_text(f"{json.dumps(ABORTED)}\n")
    assert explain("evt-8", ledger).code == 0
    assert explain("evt-1", ledger).code == 1


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("name", ["governance.no-such-ledger", "led\N{LATIN SMALL LETTER G WITH BREVE}er", "a/b"])
def test_neither_a_file_nor_a_topic_is_one_line(name: str) -> None:
    """Exit 2, and the name is told."""
    told = explain("evt-1", name)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert name in told.err


def test_without_a_broker_set_a_name_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is told, and which variables would make a topic of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASSAY_KAFKA_BOOTSTRAP_SERVERS", raising=False)
    told = explain("evt-1", "governance.ledger")
    expected = (
        "assay: governance.ledger is no file that is there, and no ASSAY_KAFKA_ variable says where it could be a topic"
    )
    assert (told.code, told.out, told.err) == (2, "", f"{expected}\n")


def test_a_broker_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3: the same command may do it later."""
    monkeypatch.setattr("streams.kafka.reach.REACH_SECONDS_MAX", 1.0)
    monkeypatch.setenv("ASSAY_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
    told = explain("evt-1", "governance.ledger")
    assert (told.code, told.out, told.err.count("\n")) == (3, "", 1)
    assert told.err.startswith("assay: no broker answers at 127.0.0.1:1")
