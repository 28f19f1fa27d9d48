"""Dead letters are for those who may see them: anybody else is told so, in one line, and changes nothing."""

from collections.abc import Callable

import pytest
from confluent_kafka import Consumer, TopicPartition
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import ACL, ACLOperation, ACLPermissionType, ResourcePattern, ResourceType

from contracts.problems import Malformed
from streams.kafka.dead_letters_ending import TRANSACTIONAL_ID
from tests.kafka.brokers import SecuredBroker
from tests.kafka.letters import DEAD_LETTERS, letter
from tests.kafka.standing import LEAVES_SOCKETS, make, sockets_left
from tests.streams.run.command import Ended, run_assay

__all__ = ["sockets_left"]
pytestmark = [pytest.mark.usefixtures("sockets_left"), LEAVES_SOCKETS]

ORIGIN = "events.media"
SEEING, MENDING, STRANGER = "letters-seeing", "letters-mending", "letters-stranger"
SECONDS_MAX = 60.0
As = Callable[[str], None]


@pytest.fixture(scope="module")
def letters_of(secured_broker: SecuredBroker) -> SecuredBroker:
    """One letter, somebody who may read it, somebody who may send it again, and somebody who may do nothing."""
    for user in (SEEING, MENDING, STRANGER):
        secured_broker.add_user(user)
    make(secured_broker, {DEAD_LETTERS: 1, ORIGIN: 1}, secured_broker.confluent("admin"))
    rules = [
        *(_rule(user, ResourceType.TOPIC, DEAD_LETTERS, ACLOperation.READ) for user in (SEEING, MENDING)),
        *(_rule(MENDING, ResourceType.TOPIC, name, ACLOperation.WRITE) for name in (DEAD_LETTERS, ORIGIN)),
        _rule(MENDING, ResourceType.TRANSACTIONAL_ID, TRANSACTIONAL_ID, ACLOperation.WRITE),
    ]
    with KafkaAdminClient(**secured_broker.kafka_python("admin")) as administrator:
        administrator.create_acls(rules)
    record = letter(Malformed("not_json"), (ORIGIN, 0, 0))
    with KafkaProducer(**secured_broker.kafka_python("admin")) as producer:
        producer.send(DEAD_LETTERS, record.value, record.key, list(record.headers), 0).get(SECONDS_MAX)
    return secured_broker


@pytest.fixture
def as_user(letters_of: SecuredBroker, monkeypatch: pytest.MonkeyPatch) -> As:
    """Lets the command connect as a user."""

    def connect(user: str) -> None:
        for name, value in letters_of.environment(user).items():
            monkeypatch.setenv(name, value)

    return connect


def run(*args: object) -> Ended:
    return run_assay("dead-letters", *args)


def test_who_may_read_letters_lists_them_and_sends_none(letters_of: SecuredBroker, as_user: As) -> None:
    """What would be sent can be seen; sending is refused, and the letter stays as it was."""
    as_user(SEEING)
    assert len(run("list").out.splitlines()) == 1
    for args in (("replay", "--all"), ("dismiss", "0:0")):
        told = run(*args)
        assert (told.code, told.out) == (2, "")
        assert told.err == f"assay: beginning a transaction at {letters_of.bootstrap}: this principal may not\n"
    assert len(run("list").out.splitlines()) == 1


def test_a_stranger_sees_no_letters(letters_of: SecuredBroker, as_user: As) -> None:
    """Not even whether there is a topic for them."""
    as_user(STRANGER)
    told = run("list")
    expected = f"assay: there is no topic {DEAD_LETTERS} at {letters_of.bootstrap} that may be seen\n"
    assert (told.code, told.out, told.err) == (2, "", expected)


def test_who_may_write_sends_letters_again(letters_of: SecuredBroker, as_user: As) -> None:
    """Over TLS, in a transaction of the name that the rules are for, and the record is there."""
    as_user(MENDING)
    assert run("replay", "--all").out == "dead letters sent again: 1\n"
    assert run("list").out == ""
    assert len(_read(letters_of, ORIGIN)) == 1


def _rule(user: str, kind: ResourceType, name: str, operation: ACLOperation) -> ACL:
    return ACL(f"User:{user}", "*", operation, ACLPermissionType.ALLOW, ResourcePattern(kind, name))


def _read(broker: SecuredBroker, topic: str) -> list[bytes | None]:
    settings = {**broker.confluent("admin"), "group.id": "reader", "isolation.level": "read_committed"}
    consumer = Consumer({**settings, "enable.auto.commit": "false", "enable.partition.eof": "true"})
    try:
        consumer.assign([TopicPartition(topic, 0, 0)])
        read = []
        while (record := consumer.poll(SECONDS_MAX)) is not None and record.error() is None:
            read.append(record.value())
        return read
    finally:
        consumer.close()
