"""The locked-down broker: TLS alone, users known by SCRAM, nothing allowed that no rule allows."""

import socket
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import KafkaError, KafkaException, Producer
from confluent_kafka.admin import (
    AdminClient,
)
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import ACL, ACLOperation, ACLPermissionType, ResourcePattern, ResourceType

from tests.kafka.brokers import SecuredBroker
from tests.kafka.clients import SECONDS_MAX, ask, await_true, create, silent

TLS_ALERT = b"\x15"


def test_a_user_may_do_what_a_rule_allows(secured_broker: SecuredBroker) -> None:
    """Who is allowed to write a topic writes it, over TLS, with a password; a user without a rule may not."""
    topic, *users = "guarded", "writer", "stranger"
    create(secured_broker.confluent("admin"), topic)
    for user in users:
        secured_broker.add_user(user)
    may_write = ACL(
        "User:writer", "*", ACLOperation.WRITE, ACLPermissionType.ALLOW, ResourcePattern(ResourceType.TOPIC, topic)
    )
    with KafkaAdminClient(**secured_broker.kafka_python("admin")) as administrator:
        administrator.create_acls([may_write])
    assert _delivery(secured_broker.confluent("writer"), topic) is None
    assert _delivery(secured_broker.confluent("stranger"), topic) == KafkaError.TOPIC_AUTHORIZATION_FAILED


def test_the_second_client_is_let_in_too(secured_broker: SecuredBroker) -> None:
    """kafka-python writes with the same certificates and password."""
    create(secured_broker.confluent("admin"), "second")
    with KafkaProducer(**secured_broker.kafka_python("admin")) as producer:
        assert producer.send("second", b"x").get(SECONDS_MAX).offset == 0


@pytest.mark.parametrize(
    "wrong", [{"sasl.password": "guessed"}, {"sasl.username": "nobody"}, {"sasl.mechanism": "PLAIN"}]
)
def test_who_cannot_prove_who_they_are_is_not_let_in(secured_broker: SecuredBroker, wrong: dict[str, str]) -> None:
    """A guessed password, an unknown name and another way of proof get nothing."""
    errors: list[int] = []
    settings: dict[str, Any] = {**secured_broker.confluent("admin"), **wrong, "logger": silent()}
    client = AdminClient(settings | {"error_cb": lambda error: errors.append(error.code())})
    await_true(lambda: client.poll(0.1) >= 0 and KafkaError._AUTHENTICATION in errors)
    with pytest.raises(KafkaException):
        client.list_topics(timeout=0.1)


def test_nothing_is_said_to_who_speaks_without_tls(secured_broker: SecuredBroker) -> None:
    """What is sent in the clear is answered by the end of the connection alone."""
    host, _, port = secured_broker.bootstrap.partition(":")
    asks_for_versions = bytes.fromhex("0000000a 0012 0000 00000001 ffff")
    with socket.create_connection((host, int(port)), SECONDS_MAX) as connection:
        connection.sendall(asks_for_versions)
        answer = connection.recv(1)
    assert answer in (b"", TLS_ALERT)


def test_the_password_is_nowhere_to_be_read(secured_broker: SecuredBroker) -> None:
    """The administrator's password stands in no command line of the broker and in no file of its folder."""
    password = (secured_broker.secrets / "admin.password").read_bytes()
    told = ask("status", secured_broker.folder)
    assert password not in Path(f"/proc/{told['pid']}/cmdline").read_bytes()
    everything = secured_broker.folder.rglob("*")
    files = [file for file in everything if file.is_file() and secured_broker.secrets not in file.parents]
    assert [file for file in files if password in file.read_bytes()] == []


def _delivery(settings: dict[str, Any], topic: str) -> int | None:
    """What became of one record: None where it was written, else the error's number."""
    codes: list[int] = []
    producer = Producer({**settings, "message.timeout.ms": 10_000, "logger": silent()})
    producer.produce(topic, b"x", on_delivery=lambda error, _: codes.extend([error.code()] if error else []))
    producer.flush(SECONDS_MAX)
    return codes[0] if codes else None
