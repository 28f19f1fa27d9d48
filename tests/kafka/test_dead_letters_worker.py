"""Producer, worker and tools agree: what the one emits the other governs, and what it refuses is dealt with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.routing import fact_key, partition_of, person_key
from contracts.sdk import Producer
from streams.kafka.connection import Connection
from streams.kafka.topology import DEAD_LETTERS
from tests.kafka.brokers import Broker
from tests.kafka.deployment import PARTITIONS, Deployment, Json, await_true
from tests.processors.building import SHOP, event, shop
from tests.streams.run.command import Ended, run_assay

HOSTING = {"crm_store", "eu_archive"}
PERSON = "in-doubt"
SALE = event("pos.sale.completed", subject=PERSON)
FACTS = "governance.preference"
BROKEN = b"{"


@pytest.fixture
def deployment(own_broker: Broker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Deployment]:
    """A worker on a broker of its own, which the command finds too."""
    variables = {"ASSAY_KAFKA_BOOTSTRAP_SERVERS": own_broker.bootstrap}
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    made = Deployment({"bootstrap.servers": own_broker.bootstrap}, variables, tmp_path)
    made.make_topics()
    with made.worker("letters"):
        yield made


def dead_letters(*args: object) -> Ended:
    return run_assay("dead-letters", *args)


def test_what_was_refused_is_seen_dealt_with_and_sent_again(deployment: Deployment) -> None:
    """From the producer's call to the ledger: a doubt is raised and dismissed, a letter goes back and comes again."""
    settings = Connection.from_environment(deployment.environment).kafka_python()
    with Producer(**settings) as producer:
        producer.emit_fact(shop()).result()
        producer.emit({**SALE, "id": "before"}).result()
        assert _allowed(deployment, "before") > HOSTING
        _put_invalid_fact(deployment)
        await_true(lambda: dead_letters("list").out.count("\n") == 1)
        (told,) = dead_letters("list", "--json").records
        assert (told["reason"], told["topic"], told["path"]) == ("invalid_fact", FACTS, "choice")
        producer.emit({**SALE, "id": "doubtful"}).result()
        assert _allowed(deployment, "doubtful") == HOSTING
        assert dead_letters("dismiss", told["position"]).out.endswith("dismissed, the fact taken back\n")
        producer.emit({**SALE, "id": "after"}).result()
        assert _allowed(deployment, "after") > HOSTING
    _put_refused_event(deployment)
    await_true(lambda: dead_letters("list").out.count("\n") == 1)
    assert dead_letters("replay", "--all").out == "dead letters sent again: 1\n"
    await_true(lambda: dead_letters("list").out.count("\n") == 1)
    letters = [letter for letter in deployment.read(DEAD_LETTERS) if letter.value == BROKEN]
    assert [letter.key for letter in letters] == [b"some key", b"some key"]
    explained = run_assay("explain", "after", "--ledger", "governance.ledger", "--json")
    assert (explained.code, explained.records[0]["outcome"]) == (0, "governed")


def _allowed(deployment: Deployment, event_id: str) -> set[str]:
    (line,) = deployment.await_ledger([event_id])
    return {sink for sink, verdict in line["sinks"].items() if verdict["allowed"]}


def _put_invalid_fact(deployment: Deployment) -> None:
    """A choice that is none, as a producer would send it that does not use the SDK."""
    person = person_key(SHOP, PERSON)
    headers: Json = {"specversion": "1.0", "id": "f-1", "source": "/shop", "type": "governance.preference.changed"}
    headers |= {"time": "2026-06-01T00:00:00Z"}
    deployment.send(
        FACTS,
        fact_key(SHOP, PERSON, "/shop", "f-1"),
        f'{{"retailer":"{SHOP}","subject":"{PERSON}","preference":"surveys","choice":"perhaps"}}'.encode(),
        [(f"ce_{name}", value.encode()) for name, value in headers.items()],
        partition_of(person, PARTITIONS),
    )
    deployment.flush()


def _put_refused_event(deployment: Deployment) -> None:
    deployment.send("events.pos", b"some key", BROKEN, [("ce_id", b"broken")], 1)
    deployment.flush()
