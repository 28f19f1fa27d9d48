"""kafka-python as the SDK uses it; no other module that producers import does."""

from collections.abc import Callable
from typing import Any

from kafka import KafkaProducer

from contracts.problems import Unusable
from contracts.sdk.bounds import FRAMING_BYTES, Bounds
from contracts.sdk.clients import connected
from contracts.sdk.emitter import Settled
from contracts.sdk.failures import kind_of
from contracts.sdk.problems import Undelivered
from contracts.sdk.quiet import keep_quiet
from contracts.sdk.records import Record

CLOSING_SECONDS_MAX = 10.0
LINGER_MS = 5

PROMISED = {
    "enable_idempotence": True,
    "acks": "all",
    "retries": float("inf"),
    "max_in_flight_requests_per_connection": 5,
    "allow_auto_create_topics": False,
    "transactional_id": None,
    "key_serializer": None,
    "value_serializer": None,
}
"""What exactly one copy of each record, in order, in a topic that was declared, rests on."""


class Wire:
    """A connection that records are written to."""

    def __init__(self, settings: dict[str, Any], bounds: Bounds) -> None:
        keep_quiet()
        self._producer = _connected(_checked(settings), bounds)

    def partitions(self, topic: str) -> int:
        """How many partitions a topic has, asked once; raises Undelivered."""
        found, kind = _tried(lambda: self._producer.partitions_for(topic))
        if kind:
            # Nobody has declared the topic, or no broker answers: kafka-python does not tell the one from the other.
            raise Undelivered.of("no_metadata" if kind == "timed_out" else kind, topic)
        return len(found)

    def send(self, record: Record, partition: int, settled: Settled) -> None:
        """Hand a record to the sending thread, which tells `settled` what became of it; raises Undelivered."""
        future, kind = _tried(
            lambda: self._producer.send(record.topic, record.value, record.key, list(record.headers), partition)
        )
        if kind:
            raise Undelivered.of(kind, record.topic, lost=(record.identity,))
        future.add_callback(lambda metadata: settled(metadata.offset, None))
        future.add_errback(lambda error: settled(None, kind_of(error)))

    def close(self) -> None:
        """Let the connection go; what is not settled by now is the sending thread's, until it gives up."""
        _tried(lambda: self._producer.close(CLOSING_SECONDS_MAX))


def _checked(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings, or Unusable: an unknown one would be told with its value, which may be a password."""
    for name in sorted(settings):
        if name not in KafkaProducer.DEFAULT_CONFIG:
            raise Unusable(f"{name} is no setting of kafka-python's producer")
        if name in PROMISED:
            raise Unusable(f"{name} is not to be set: what a producer promises rests on it")
        if name in _bounded(Bounds()):
            raise Unusable(f"{name} follows from the producer's bounds")
    if not settings.get("bootstrap_servers"):
        raise Unusable("bootstrap_servers is not set")
    return settings


def _bounded(bounds: Bounds) -> dict[str, Any]:
    return {
        "bootstrap_timeout_ms": round(bounds.connecting_seconds_max * 1000),
        "max_block_ms": round(bounds.blocking_seconds_max * 1000),
        "delivery_timeout_ms": round(bounds.delivery_seconds_max * 1000),
        "max_request_size": bounds.record_bytes_max + FRAMING_BYTES,
    }


def _connected(settings: dict[str, Any], bounds: Bounds) -> KafkaProducer:
    given = {"linger_ms": LINGER_MS, **settings, **_bounded(bounds), **PROMISED}
    producer, kind = _tried(lambda: connected(KafkaProducer, given))
    if kind == "failed_KafkaConfigurationError":
        raise Unusable(
            "kafka-python does not take these settings: delivery_seconds_max is to be over request_timeout_ms"
        )
    if kind:
        # Over TLS kafka-python takes a broker that refuses a password for one that hangs up, and tries again.
        raise Undelivered.of("not_connected" if kind in ("timed_out", "unreachable") else kind)
    return producer


def _tried(call: Callable[[], Any]) -> tuple[Any, str | None]:
    """What a call returns, or the kind of its failure; the error itself may hold what it was given, and is let go."""
    try:
        return call(), None
    except Exception as error:  # noqa: BLE001 - whatever it is, its kind is told.
        return None, kind_of(error)
