"""A producer is let in with its own password, and writes what it may write."""

from typing import Any

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ACL, ACLOperation, ACLPermissionType, ResourcePattern, ResourceType

from contracts.sdk import Bounds, Producer, Undelivered
from contracts.sdk.emitter import Emitter
from streams.kafka.connection import Connection
from tests.contracts.fields import event, full
from tests.contracts.test_problems import shown
from tests.kafka.brokers import SecuredBroker
from tests.kafka.standing import LEAVES_SOCKETS, make, sockets_left

__all__ = ["sockets_left"]
pytestmark = [pytest.mark.usefixtures("sockets_left"), LEAVES_SOCKETS]

NOTE, SALE = event("crm.note.added"), event("pos.sale.completed", full("pos.sale.completed"))
USER = "sdk-of-crm"
BOUNDS = Bounds(connecting_seconds_max=20.0, blocking_seconds_max=20.0)
SECONDS_MAX = 60.0


@pytest.fixture(scope="module")
def settings(secured_broker: SecuredBroker) -> dict[str, Any]:
    """The settings of a producer that may write events of customers."""
    for user in (USER, "sdk-stranger"):
        secured_broker.add_user(user)
    missing = {"events.crm": 1, "events.pos": 1}
    make(secured_broker, missing, secured_broker.confluent("admin"))
    resource = ResourcePattern(ResourceType.TOPIC, "events.crm")
    rule = ACL(f"User:{USER}", "*", ACLOperation.WRITE, ACLPermissionType.ALLOW, resource)
    with KafkaAdminClient(**secured_broker.kafka_python("admin")) as administrator:
        administrator.create_acls([rule])
    return _settings(secured_broker, USER)


def test_a_producer_writes_what_it_may(settings: dict[str, Any]) -> None:
    """Over TLS, with SCRAM; a topic of others is refused by name, and nothing is said of it again."""
    with Producer(bounds=BOUNDS, **settings) as producer:
        assert producer.emit(NOTE).result(SECONDS_MAX).offset >= 0
        assert _refused(producer, SALE) == "undelivered: not_authorized to events.pos"


def test_a_stranger_writes_nothing(secured_broker: SecuredBroker, settings: dict[str, Any]) -> None:
    """A principal without rules is told so."""
    assert settings
    with Producer(bounds=BOUNDS, **_settings(secured_broker, "sdk-stranger")) as producer:
        assert _refused(producer, NOTE) == "undelivered: not_authorized to events.crm"


def test_a_wrong_password_connects_nobody(settings: dict[str, Any]) -> None:
    """It is told when the producer is made, and not shown."""
    wrong = "canary-guessed"
    with pytest.raises(Undelivered) as told:
        Producer(bounds=Bounds(connecting_seconds_max=2.0), **settings | {"sasl_plain_password": wrong})
    assert told.value.kind in ("not_connected", "not_authenticated")
    assert wrong not in shown(told.value)


def _refused(producer: Emitter, whole: dict[str, Any]) -> str:
    with pytest.raises(Undelivered) as told:
        producer.emit(whole).result(SECONDS_MAX)
    return str(told.value)


def _settings(broker: SecuredBroker, user: str) -> dict[str, Any]:
    return Connection.from_environment(broker.environment(user)).kafka_python()
