"""Producers install no more than they use: kafka-python for a Producer, nothing of Kafka to test one."""

import builtins
from typing import Any

import pytest

from contracts.problems import Unusable
from contracts.sdk import Producer
from tests.contracts.test_imports import imported_by
from tests.house.tree import imports, product

KAFKA_CLIENTS = {"kafka", "confluent_kafka", "aiokafka", "faust"}


def test_kafka_python_is_imported_by_the_sdk_alone() -> None:
    """No other contract knows of a Kafka client, and the SDK of one alone."""
    contracts = [module for module in product() if module.package == "contracts"]
    importing = {
        (module.name, name.partition(".")[0])
        for module in contracts
        for name in imports(module)
        if name.partition(".")[0] in KAFKA_CLIENTS
    }
    assert importing == {(f"contracts.sdk.{name}", "kafka") for name in ("wire", "clients", "failures")}


def test_the_sdk_is_imported_without_a_kafka_client() -> None:
    """Neither it nor what tests need of it brings one in, or anything else that has to be installed besides."""
    modules = {name.partition(".")[0] for name in imported_by("import contracts.sdk, contracts.sdk.testing")}
    assert not modules & KAFKA_CLIENTS
    assert {"contracts", "pydantic", "orjson"} <= modules
    assert not modules & {"click", "yaml", "streams", "processors"}


def test_a_producer_without_kafka_python_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line names the package and the extra."""
    original = builtins.__import__

    def without_kafka(name: str, *rest: Any, **more: Any) -> Any:
        if name in ("contracts.sdk.wire", "kafka"):
            raise ModuleNotFoundError(name=name)
        return original(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without_kafka)
    with pytest.raises(Unusable, match="pip install 'assay\\[sdk\\]'"):
        Producer(bootstrap_servers="127.0.0.1:1")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, "bootstrap_servers is not set"),
        ({"bootstrap_servers": "127.0.0.1:1", "sasl_password": "canary"}, "sasl_password is no setting"),
        ({"bootstrap_servers": "127.0.0.1:1", "acks": 1}, "acks is not to be set"),
        ({"bootstrap_servers": "127.0.0.1:1", "enable_idempotence": False}, "enable_idempotence is not to be set"),
        ({"bootstrap_servers": "127.0.0.1:1", "max_block_ms": 1}, "max_block_ms follows from the producer's bounds"),
    ],
)
def test_settings_that_would_break_a_promise_are_refused(settings: dict[str, Any], told: str) -> None:
    """Before anything is connected to, by name and without the value."""
    with pytest.raises(Unusable, match=told) as refused:
        Producer(**settings)
    assert "canary" not in str(refused.value)
