"""A worker on a real broker: what goes in comes out once, under the facts that were there before it."""

import os
import signal
from collections.abc import Iterator

import pytest
from kafka import KafkaProducer

from streams.kafka.topology import DEAD_LETTERS
from tests.kafka.brokers import Broker
from tests.kafka.deployment import PARTITIONS, Deployment, Json, Worker, as_record, await_true
from tests.processors.building import event, granted, request, shop, withdrawn

SALE = event("pos.sale.completed")
HOSTING = {"crm_store", "eu_archive"}


@pytest.fixture(scope="module")
def deployment(broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    settings = {"bootstrap.servers": broker.bootstrap}
    environment = {"ASSAY_KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap}
    made = Deployment(settings, environment, tmp_path_factory.mktemp("deployment"))
    made.make_topics()
    made.put([shop()])
    return made


@pytest.fixture(scope="module")
def worker(deployment: Deployment) -> Iterator[Worker]:
    with deployment.worker("first", slots=2) as started:
        yield started


def sales(prefix: str, subjects: int, count: int) -> list[Json]:
    """Sales of several persons, in an order of their own."""
    return [
        {**SALE, "id": f"{prefix}-{number}", "subject": f"{prefix}-person-{number % subjects}"}
        for number in range(count)
    ]


def allowed(line: Json) -> set[str]:
    return {sink for sink, verdict in line["sinks"].items() if verdict["allowed"]}


@pytest.mark.usefixtures("worker")
def test_every_event_comes_out_once_and_each_person_s_in_order(deployment: Deployment) -> None:
    """In the ledger and at each sink, whatever slot governed it."""
    events = sales("once", 7, 300)
    deployment.put([*events, *events[:20]])
    deployment.await_ledger(each["id"] for each in events)
    await_true(lambda: sum(line["outcome"] == "duplicate" for line in deployment.ledger()) == 20)
    governed = [line for line in deployment.ledger() if line["outcome"] == "governed"]
    assert sorted(line["id"] for line in governed) == sorted(each["id"] for each in events)
    copies = deployment.read("sink.crm_store")
    assert sorted(copy.headers["ce_causationid"].decode() for copy in copies) == sorted(e["id"] for e in events)
    for person in {copy.key for copy in copies}:
        numbers = [int(c.headers["ce_causationid"].decode().rpartition("-")[2]) for c in copies if c.key == person]
        assert numbers == sorted(numbers)
        assert len({copy.partition for copy in copies if copy.key == person}) == 1


@pytest.mark.usefixtures("worker")
def test_a_fact_that_was_there_before_an_event_is_heeded(deployment: Deployment) -> None:
    """A producer who waits for the one to be acknowledged and then sends the other is never overtaken."""
    ids = []
    for number in range(20):
        subject = f"heeded-{number}"
        choice = withdrawn("personalisation", name=f"choice-{number}", subject=subject)
        deployment.put([choice])
        deployment.put([{**SALE, "id": subject, "subject": subject}])
        ids.append(subject)
    for line in deployment.await_ledger(ids):
        assert "recommendations" not in allowed(line)
        assert any(fact.startswith("choice-") for fact in line["facts"])
        assert "preference=" in line["controlposition"]


@pytest.mark.usefixtures("worker")
def test_a_record_in_a_wrong_partition_is_governed_under_its_person_s_facts(deployment: Deployment) -> None:
    """It is sent on to where they are; the ledger has it once."""
    subject = "astray"
    deployment.put([withdrawn("personalisation", name="choice-astray", subject=subject)])
    sent = as_record({**SALE, "id": "astray-1", "subject": subject})
    deployment.send(**{**sent, "partition": (sent["partition"] + 1) % PARTITIONS})
    deployment.flush()
    (line,) = deployment.await_ledger(["astray-1"])
    assert "choice-astray" in line["facts"]
    assert "recommendations" not in allowed(line)


@pytest.mark.usefixtures("worker")
def test_poison_stops_no_partition(deployment: Deployment) -> None:
    """Each pill is one dead letter with its cause, and what comes behind it is governed."""
    behind = as_record({**SALE, "id": "behind", "subject": "poisoned"})
    pills: list[Json] = [
        {"value": b"{"},
        {"value": b"\xff\x00\xfe"},
        {"value": None},
        {"headers": []},
        {"headers": [("ce_id", b"\xff\xff"), ("ce_type", b"\x00")]},
        {"headers": [("content-type", b"application/cloudevents+avro")]},
        {"value": b'{"text": "' + b"x" * (2 << 20) + b'"}'},
        {"topic": "events.crm"},
        {"key": None, "value": b"[]"},
    ]
    before = len(deployment.read(DEAD_LETTERS))
    for pill in pills:
        deployment.send(**{**behind, **pill})
    deployment.send(**behind)
    deployment.flush()
    deployment.await_ledger(["behind"])
    letters = deployment.read(DEAD_LETTERS)[before:]
    await_true(lambda: len(deployment.read(DEAD_LETTERS)) == before + len(pills))
    letters = deployment.read(DEAD_LETTERS)
    assert all("__connect.errors.exception.message" in letter.headers for letter in letters)
    assert sum(len(letter.value or b"") > 2 << 20 for letter in letters) == 1


class _NoUtf8(str):
    """A name that a client takes for text, and that goes out as a byte which is none."""

    def encode(self, *_: object) -> bytes:
        return b"\xff"


@pytest.mark.usefixtures("worker")
def test_a_header_whose_name_is_no_text_stops_no_partition(deployment: Deployment) -> None:
    """The client cannot read any header of such a record: it is a dead letter, and what comes behind it is governed."""
    behind = as_record({**SALE, "id": "behind-a-header", "subject": "poisoned"})
    before = len(deployment.read(DEAD_LETTERS))
    with KafkaProducer(bootstrap_servers=deployment.environment["ASSAY_KAFKA_BOOTSTRAP_SERVERS"]) as producer:
        headers = [*behind["headers"], (_NoUtf8("name"), b"value")]
        place = {"partition": behind["partition"], "key": behind["key"]}
        producer.send(behind["topic"], value=behind["value"], headers=headers, **place).get(30)
    deployment.send(**behind)
    deployment.flush()
    deployment.await_ledger(["behind-a-header"])
    await_true(lambda: len(deployment.read(DEAD_LETTERS)) == before + 1)


@pytest.mark.usefixtures("worker")
def test_an_invalid_fact_narrows_its_person_until_it_is_mended(deployment: Deployment, worker: Worker) -> None:
    """Hosting sinks alone; after the fact has come in valid form, or was dismissed, all as before."""
    for subject, mend in (("mended", None), ("dismissed", b"")):
        choice = as_record(granted("marketing_sms", name=f"choice-{subject}", subject=subject))
        deployment.send(**{**choice, "value": b'{"retailer": "harlow"'})
        deployment.put([{**SALE, "id": f"{subject}-1", "subject": subject}])
        (doubted,) = deployment.await_ledger([f"{subject}-1"])
        assert allowed(doubted) == HOSTING
        deployment.send(**({**choice, "value": None} if mend == b"" else choice))
        deployment.put([{**SALE, "id": f"{subject}-2", "subject": subject}])
        (after,) = deployment.await_ledger([f"{subject}-2"])
        assert allowed(after) > HOSTING
    assert "an invalid control fact at governance.preference/" in worker.said()


@pytest.mark.usefixtures("worker")
def test_a_request_reaches_its_rights_sink_once(deployment: Deployment) -> None:
    """It is a control fact, and governed as an event besides."""
    deployment.put([request("access", name="asked", subject="asking")])
    (line,) = deployment.await_ledger(["asked"])
    assert allowed(line) == {"retailer_referral"}
    copies = [copy for copy in deployment.read("sink.retailer_referral") if copy.headers["ce_causationid"] == b"asked"]
    assert len(copies) == 1


def test_a_slot_that_is_killed_is_started_again_and_nothing_is_lost_or_doubled(
    deployment: Deployment, worker: Worker
) -> None:
    """Its transaction is undone and its events are governed by the next process of its name."""
    events = sales("killed", 5, 400)
    deployment.put(events[:200])
    for slot in worker.slots():
        os.kill(slot, signal.SIGKILL)
    deployment.put(events[200:])
    lines = deployment.await_ledger(each["id"] for each in events)
    assert sorted(line["id"] for line in lines) == sorted(each["id"] for each in events)
    assert {line["outcome"] for line in lines} == {"governed"}
    assert worker.process.poll() is None


def test_a_worker_told_to_stop_ends_in_order_and_another_goes_on(deployment: Deployment, worker: Worker) -> None:
    """What was seen is known to the next: an event sent again has no second effect."""
    event_id = "before-the-end"
    deployment.put([{**SALE, "id": event_id, "subject": "p"}])
    deployment.await_ledger([event_id])
    assert worker.stop() == 0
    with deployment.worker("second") as second:
        deployment.put([{**SALE, "id": event_id, "subject": "p"}, {**SALE, "id": "after-the-end", "subject": "p"}])
        deployment.await_ledger(["after-the-end"])
        assert second.stop() == 0
    outcomes = [line["outcome"] for line in deployment.ledger() if line["id"] == event_id]
    assert sorted(outcomes) == ["duplicate", "governed"]


def test_no_value_reaches_a_log(deployment: Deployment) -> None:
    """Whatever came, poison and invalid facts included."""
    logs = "".join(path.read_text() for path in deployment.folder.glob("*.log"))
    assert "slot" in logs
    for value in ("Dana Reyes", "214 Mercer", "cust-1", "dismissed", "poisoned"):
        assert value not in logs
