"""`assay topics apply` shows, asks, makes, changes and refuses on a real broker; twice is as once."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka.admin import AdminClient, ConfigResource, NewTopic, ResourceType

from streams.kafka import topology
from streams.policies import load_policies
from tests.kafka.applying import answered, apply, changing, declaring, kept
from tests.kafka.brokers import Broker, new_folder

pytestmark = pytest.mark.kafka

LEDGER = topology.LEDGER


@pytest.fixture(scope="module")
def brokers() -> Iterator[dict[str, str]]:
    """The environment of a broker without topics; this module's tests share it in the order that they stand in."""
    with kept(Broker(new_folder())) as broker:
        yield {"ASSAY_KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap}


@pytest.fixture
def made(brokers: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The same with every topic as the small file declares."""
    assert apply(brokers, "--file", declaring(tmp_path), "--yes").returncode == 0
    return brokers


def found(environment: dict[str, str]) -> dict[str, int]:
    """The topics that a broker has, with their partitions, asked for by another client."""
    metadata = _client(environment).list_topics(timeout=20)
    return {name: len(topic.partitions) for name, topic in metadata.topics.items()}


def settings(environment: dict[str, str], topic: str) -> dict[str, str]:
    """The settings of a topic, asked for by another client."""
    client, resource = _client(environment), ConfigResource(ResourceType.TOPIC, topic)
    answer = client.describe_configs([resource])[resource].result(timeout=20)
    return {name: str(entry.value) for name, entry in answer.items()}


def _client(environment: dict[str, str]) -> AdminClient:
    return AdminClient({"bootstrap.servers": environment["ASSAY_KAFKA_BOOTSTRAP_SERVERS"]})


def told(*given: Any) -> tuple[int, dict[str, Any]]:
    """The exit code and the document of the command with --json."""
    done = apply(*given, "--json")
    return done.returncode, json.loads(done.stdout)


def test_topics_are_shown_asked_for_made_and_left_alone(brokers: dict[str, str], tmp_path: Path) -> None:
    """Where nobody can be asked nothing is made; with --yes everything is, and a second time there is nothing to do."""
    file = declaring(tmp_path)
    shown = apply(brokers, "--file", file)
    assert shown.returncode == 1
    assert "events.crm" in shown.stdout
    assert shown.stderr == "assay: nothing was changed: nobody can be asked here, and --yes was not given\n"
    assert found(brokers) == {}
    dry = apply(brokers, "--file", file, "--dry-run", "--yes")
    assert (dry.returncode, dry.stderr, found(brokers)) == (1, "", {})

    done = apply(brokers, "--file", file, "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "the brokers check no access" in done.stdout
    counts = found(brokers)
    sinks = {topology.sink_topic(sink) for sink in load_policies().catalogue.sinks}
    assert counts.keys() >= sinks | {*topology.ORDERED_BY_PERSON, *topology.WIDE}
    assert {name for name, count in counts.items() if count == 1} >= set(topology.WIDE)
    assert {counts[name] for name in (*topology.ORDERED_BY_PERSON, *sinks)} == {2}
    assert settings(brokers, "governance.person")["cleanup.policy"] == "compact"
    assert settings(brokers, "events.crm")["max.message.bytes"] == str(1 << 20)

    again = apply(brokers, "--file", file)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.splitlines()[-1] == f"nothing to do; {len(counts)} topics as declared"


@pytest.mark.parametrize(("answer", "code", "is_changed"), [("n", 1, False), ("y", 0, True)])
def test_on_a_terminal_it_asks(made: dict[str, str], tmp_path: Path, answer: str, code: int, is_changed: bool) -> None:
    """The plan is shown before the question; no leaves all as it is."""
    file = changing(tmp_path, "events.pos", segment_bytes="32MiB")
    returned, screen = answered(made, answer, "--file", file)
    assert screen.index("events.pos: segment.bytes from 1GiB to 32MiB") < screen.index("Do this? [y/N]")
    assert (returned, settings(made, "events.pos")["segment.bytes"] == str(32 << 20)) == (code, is_changed)


def test_a_setting_is_changed_and_left_to_the_broker_again(made: dict[str, str], tmp_path: Path) -> None:
    """The plan says from what to what, and that a shorter retention deletes; the broker then has the new value."""
    shorter = changing(tmp_path, LEDGER, retention_ms="1d", segment_bytes="64MiB")
    code, plan = told(made, "--file", shorter, "--yes")
    assert (code, plan["applied"], plan["created"]) == (0, True, [])
    assert [
        (change["setting"], change["before"], change["after"], change["deletes"]) for change in plan["changed"]
    ] == [
        ("retention.ms", str(2557 * 86_400_000), str(86_400_000), True),
        ("segment.bytes", str(1 << 30), str(64 << 20), False),
    ]
    assert settings(made, LEDGER)["segment.bytes"] == str(64 << 20)

    back = apply(made, "--file", declaring(tmp_path), "--yes")
    assert back.returncode == 0
    assert f"{LEDGER}: segment.bytes from 64MiB to 1GiB, the brokers' own" in back.stdout
    assert settings(made, LEDGER)["retention.ms"] == str(2557 * 86_400_000)
    assert settings(made, LEDGER)["segment.bytes"] == str(1 << 30)


@pytest.mark.parametrize("partitions", [1, 3])
def test_partitions_are_neither_taken_nor_added(made: dict[str, str], tmp_path: Path, partitions: int) -> None:
    """A file with another number is refused as a whole, in one line."""
    before = found(made)
    refused = apply(made, "--file", declaring(tmp_path, partitions=partitions), "--yes")
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1
    assert f"2 partitions cannot become {partitions}" in refused.stderr
    assert found(made) == before


def test_more_replicas_than_brokers_are_refused(made: dict[str, str], tmp_path: Path) -> None:
    """The built-in file asks for three replicas, which one broker cannot keep."""
    client = _client(made)
    client.delete_topics(["sink.crm_store"])["sink.crm_store"].result()
    refused = apply(made, "--file", declaring(tmp_path, replication_factor=3), "--yes")
    assert refused.returncode == 2
    assert "sink.crm_store: 3 replicas are more than there are brokers (1)" in refused.stderr
    assert "sink.crm_store" not in found(made)


def test_a_setting_that_the_broker_refuses_keeps_everything_from_being_done(
    made: dict[str, str], tmp_path: Path
) -> None:
    """What the broker will not take is tried out first: nothing is made of a plan of which a part is impossible."""
    sinks = tmp_path / "sinks.yaml"
    line = "{class: internal, region: US, form: deidentified, purposes: [statistics], needs: all, encrypted: true}"
    sinks.write_text(f"sinks:\n  new_one: {line}\n")
    odd = changing(tmp_path, "events.crm", segment_bytes=1)
    refused = apply(made, "--file", odd, "--sinks", sinks, "--yes")
    assert refused.returncode == 2
    assert "events.crm: " in refused.stderr
    assert "segment.bytes" in refused.stderr
    assert "sink.new_one" not in found(made)

    unknown = apply(made, "--file", changing(tmp_path, "events.crm", retention_mss=1), "--yes")
    assert (unknown.returncode, unknown.stderr) == (
        2,
        "assay: events.crm: brokers know no setting retention.mss\n",
    ) or ("retention.mss" in unknown.stderr)


def test_topics_that_nobody_declared_are_told_and_stay(made: dict[str, str], tmp_path: Path) -> None:
    """Somebody else's topic, and that of a sink which the catalogue has no longer."""
    client = _client(made)
    client.create_topics([NewTopic("orders", 1, 1)])["orders"].result()
    sinks = tmp_path / "sinks.yaml"
    line = (
        "{class: hosting, region: US, form: identified, purposes: [crm], needs: all, agreement: true, encrypted: true}"
    )
    sinks.write_text(f"sinks:\n  crm_store: {line}\n")
    code, plan = told(made, "--file", declaring(tmp_path), "--sinks", sinks)
    assert code == 0
    assert {"orders", "sink.list_broker"} <= set(plan["undeclared"])
    assert {"orders", "sink.list_broker"} <= set(found(made))
