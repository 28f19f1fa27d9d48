"""kafka-python as the SDK uses it; the only module of the contracts that imports it."""

from collections.abc import Callable
from typing import Any

from kafka import KafkaProducer, errors

from contracts.problems import Unusable
from contracts.sdk.bounds import FRAMING_BYTES, Bounds
from contracts.sdk.emitter import Settled
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

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (errors.AuthorizationError, "not_authorized"),
    (errors.SaslAuthenticationFailedError, "not_authenticated"),
    (errors.UnknownTopicOrPartitionError, "no_such_topic"),
    (errors.MessageSizeTooLargeError, "too_long"),
    (errors.KafkaTimeoutError, "timed_out"),
    (errors.KafkaConnectionError, "unreachable"),
)


class Wire:
    """A connection that records are written to."""

    def __init__(self, settings: dict[str, Any], bounds: Bounds) -> None:
        keep_quiet()
        self._producer = _connected(_checked(settings), bounds)

    def partitions(self, topic: str) -> int:
        """How many partitions a topic has, asked once; raises Undelivered."""
        found, kind = _tried(lambda: self._producer.partitions_for(topic))
        if kind:
            raise Undelivered.of(kind, topic)
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


def kind_of(error: Exception) -> str:
    """What went wrong, in a word that holds nothing of what was sent; an error's text may."""
    return next((kind for known, kind in _KINDS if isinstance(error, known)), f"failed_{type(error).__name__}")


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
    producer, kind = _tried(
        lambda: KafkaProducer(**{"linger_ms": LINGER_MS, **settings, **_bounded(bounds), **PROMISED})
    )
    if kind == "failed_KafkaConfigurationError":
        raise Unusable(
            "kafka-python does not take these settings: delivery_seconds_max is to be over request_timeout_ms"
        )
    if kind:
        raise Undelivered.of("unreachable" if kind == "timed_out" else kind)
    return producer


def _tried(call: Callable[[], Any]) -> tuple[Any, str | None]:
    """What a call returns, or the kind of its failure; the error itself may hold what it was given, and is let go."""
    try:
        return call(), None
    except Exception as error:  # noqa: BLE001 - whatever it is, its kind is told.
        return None, kind_of(error)
