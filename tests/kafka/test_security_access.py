"""On a locked-down broker everybody may do what is declared, and nothing else, whichever client they come with."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition

from streams.kafka import topology
from streams.kafka.rules import LITERAL, Pattern, Rule, topic
from streams.kafka.wire_rules import as_acl, as_filter
from tests.kafka.applying import COMMAND, apply, declaring, kept
from tests.kafka.brokers import SecuredBroker, new_folder
from tests.kafka.principals import (
    ANY_GROUP,
    DONE,
    READS,
    REFUSED,
    SECONDS_MAX,
    WRITES,
    Asked,
    reads_in_group,
    transacts,
)

pytestmark = pytest.mark.kafka

PRIVACY_TEAMS = (topology.QUARANTINE, topology.DEAD_LETTERS, topology.LEDGER)
SEEDED = ("events.crm", "events.pos", "sink.crm_store", "sink.email_service", "governance.person", *PRIVACY_TEAMS)
WORKING_SECONDS_MAX = 150.0
USERS = ("crm", "sink.crm_store", "privacy", "assay", "foreign")


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredBroker]:
    """A broker with every topic and rule, made by the command over TLS and SCRAM, a record in some, and some users."""
    with kept(SecuredBroker(new_folder())) as broker:
        done = apply(broker.environment("admin"), "--file", declaring(tmp_path_factory.mktemp("file")), "--yes")
        assert (done.returncode, done.stderr) == (0, "")
        for user in USERS:
            broker.add_user(user)
        with KafkaAdminClient(**broker.kafka_python("admin")) as client:
            group = Pattern("GROUP", LITERAL, ANY_GROUP)
            client.create_acls([as_acl(Rule(f"User:{user}", "READ", group)) for user in USERS])
        with KafkaProducer(**broker.kafka_python("admin")) as producer:
            for name in SEEDED:
                producer.send(name, b"{}", b"key", partition=0).get(30)
        yield broker


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return declaring(tmp_path)


def test_a_second_time_there_is_nothing_to_do(locked: SecuredBroker, file: Path) -> None:
    """Topics and rules are found as they were made, and nobody but those declared may do anything."""
    done = apply(locked.environment("admin"), "--file", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("nothing to do; ")


@pytest.mark.parametrize("asked", WRITES, ids=lambda asked: asked.__name__)
def test_a_producer_writes_its_own_family_and_no_other(locked: SecuredBroker, asked: Asked) -> None:
    """Not another family, no sink, no fact, and nothing of the privacy team's."""
    assert asked(locked, "crm", "events.crm") == DONE
    answers = {name: asked(locked, "crm", name) for name in SEEDED if name != "events.crm"}
    assert {name: answer for name, answer in answers.items() if answer not in REFUSED} == {}


@pytest.mark.parametrize("asked", READS, ids=lambda asked: asked.__name__)
def test_a_producer_reads_nothing(locked: SecuredBroker, asked: Asked) -> None:
    """Not even what it wrote."""
    answers = {name: asked(locked, "crm", name) for name in SEEDED}
    assert {name: answer for name, answer in answers.items() if answer not in REFUSED} == {}


@pytest.mark.parametrize("asked", READS, ids=lambda asked: asked.__name__)
def test_a_sink_reads_its_own_copies_and_no_other(locked: SecuredBroker, asked: Asked) -> None:
    """Neither another recipient's, nor events, nor facts, nor what was held back."""
    assert asked(locked, "sink.crm_store", "sink.crm_store") == DONE
    answers = {name: asked(locked, "sink.crm_store", name) for name in SEEDED if name != "sink.crm_store"}
    assert {name: answer for name, answer in answers.items() if answer not in REFUSED} == {}


@pytest.mark.parametrize("asked", WRITES, ids=lambda asked: asked.__name__)
def test_a_sink_writes_nothing(locked: SecuredBroker, asked: Asked) -> None:
    """Not even into its own topic."""
    answers = {name: asked(locked, "sink.crm_store", name) for name in SEEDED}
    assert {name: answer for name, answer in answers.items() if answer not in REFUSED} == {}


def test_a_sink_reads_in_groups_of_its_own_name(locked: SecuredBroker) -> None:
    """Its own group and those below it; another sink's, a longer name's and the workers' are refused."""
    for group in ("sink.crm_store", "sink.crm_store.loader"):
        assert reads_in_group(locked, "sink.crm_store", "sink.crm_store", group) == DONE
    for group in ("sink.email_service", "sink.crm_store2", "assay-slots"):
        answer = reads_in_group(locked, "sink.crm_store", "sink.crm_store", group)
        assert answer == "GROUP_AUTHORIZATION_FAILED"


@pytest.mark.parametrize("asked", [*READS, *WRITES], ids=lambda asked: asked.__name__)
def test_a_foreign_principal_is_refused_everything(locked: SecuredBroker, asked: Asked) -> None:
    """Whoever is known to the broker and declared by nobody reads nothing and writes nothing."""
    answers = {name: asked(locked, "foreign", name) for name in SEEDED}
    assert {name: answer for name, answer in answers.items() if answer not in REFUSED} == {}


@pytest.mark.parametrize("asked", READS, ids=lambda asked: asked.__name__)
def test_the_privacy_team_reads_what_was_held_back_and_no_copies(locked: SecuredBroker, asked: Asked) -> None:
    """Quarantine, dead letters, ledger and facts; sinks and events are not its own."""
    answers = {name: asked(locked, "privacy", name) for name in SEEDED}
    done = {name for name, answer in answers.items() if answer == DONE}
    assert done == {*PRIVACY_TEAMS, "governance.person"}
    assert {answers[name] for name in SEEDED if name not in done} <= REFUSED


@pytest.mark.parametrize("asked", WRITES, ids=lambda asked: asked.__name__)
def test_the_privacy_team_states_facts_and_cannot_make_up_copies(locked: SecuredBroker, asked: Asked) -> None:
    """It writes facts, and events again; the ledger, quarantine and sinks are written by workers alone."""
    assert asked(locked, "privacy", "governance.person") == DONE
    for name in (topology.LEDGER, topology.QUARANTINE, "sink.crm_store"):
        assert asked(locked, "privacy", name) in REFUSED


def test_a_worker_reads_in_its_group_and_writes_in_its_transactions(locked: SecuredBroker) -> None:
    """What a slot does: events in the slots' group, and copies, ledger and dead letters in one transaction."""
    assert reads_in_group(locked, "assay", "events.crm", "assay-slots") == DONE
    assert transacts(locked, "assay", "assay-w1-0", "sink.crm_store", *PRIVACY_TEAMS, topology.SEEN) == DONE


def test_a_deployed_worker_needs_no_more_than_is_declared(locked: SecuredBroker, tmp_path: Path) -> None:
    """Host and slot run as their principal and govern what lies in topics; their log has no password."""
    environment = locked.environment("assay")
    (tmp_path / "key").write_text("0123456789abcdef" * 2)
    options = ("--name", "locked", "--state", tmp_path / "state", "--key", tmp_path / "key", "--web", "127.0.0.1:0")
    before = _letters(locked)
    with (tmp_path / "log").open("w") as log:
        worker = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "worker", *map(str, options)],
            env={**os.environ, **environment},
            stdout=log,
            stderr=log,
        )
        try:
            deadline = time.monotonic() + WORKING_SECONDS_MAX
            while _letters(locked) == before and worker.poll() is None and time.monotonic() < deadline:
                time.sleep(0.5)
            worker.terminate()
            assert (worker.wait(SECONDS_MAX), _letters(locked) > before) == (0, True)
        finally:
            worker.kill()
            worker.wait()
    password = Path(environment["ASSAY_KAFKA_SASL_PASSWORD_FILE"]).read_text()
    assert password not in (tmp_path / "log").read_text()


def _letters(broker: SecuredBroker) -> int:
    partition = TopicPartition(topology.DEAD_LETTERS, 0)
    with closing(KafkaConsumer(**broker.kafka_python("admin"))) as consumer:
        return int(consumer.end_offsets([partition])[partition])


def test_nobody_else_can_fence_a_worker(locked: SecuredBroker) -> None:
    """A producer that begins transactions under a slot's id would stop that slot; it is refused."""
    for user in ("crm", "foreign", "privacy"):
        assert transacts(locked, user, "assay-w1-0", "events.crm") == "TRANSACTIONAL_ID_AUTHORIZATION_FAILED"
    assert transacts(locked, "privacy", "assay-dead-letters", "events.crm", topology.DEAD_LETTERS) == DONE


def test_who_is_no_super_user_applies_nothing(locked: SecuredBroker, file: Path) -> None:
    """One line, and exit code 2: for who may not see settings, and for who sees those and not who may do what."""
    done = apply(locked.environment("crm"), "--file", file, "--yes")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "assay: the settings of events.crm may not be read: this is for a super user of the brokers\n"
    sees = Rule("User:crm", "DESCRIBE_CONFIGS", topic("events.crm"))
    with KafkaAdminClient(**locked.kafka_python("admin")) as client:
        client.create_acls([as_acl(sees)])
        done = apply(locked.environment("crm"), "--file", file, "--yes")
        client.delete_acls([as_filter(sees)])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "assay: ClusterAuthorizationFailedError: this is for a super user of the brokers\n"


def test_access_that_nobody_declared_is_shown_and_removed_where_asked(locked: SecuredBroker, file: Path) -> None:
    """Such rules are a finding until they are declared or pruned; rules about other things stay."""
    theirs = Rule("User:foreign", "READ", topic("orders"))
    odd = {
        Rule("User:foreign", "READ", topic("sink.crm_store")),
        Rule("User:foreign", "ALL", Pattern("GROUP", LITERAL, "sink.crm_store")),
    }
    with KafkaAdminClient(**locked.kafka_python("admin")) as client:
        client.create_acls([as_acl(rule) for rule in (theirs, *odd)])
    shown = apply(locked.environment("admin"), "--file", file, "--yes")
    assert shown.returncode == 1
    assert "may, though nobody declared it" in shown.stdout
    assert "    read topic sink.crm_store\n" in shown.stdout

    pruned = apply(locked.environment("admin"), "--file", file, "--yes", "--prune", "--json")
    assert pruned.returncode == 0
    assert {rule["principal"] for rule in json.loads(pruned.stdout)["revoked"]} == {"User:foreign"}
    again = apply(locked.environment("admin"), "--file", file, "--prune")
    assert (again.returncode, again.stdout.startswith("nothing to do; ")) == (0, True)
    for asked in READS:
        assert asked(locked, "foreign", "sink.crm_store") in REFUSED
