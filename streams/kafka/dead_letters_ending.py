"""Dead letters sent again or dismissed, each exactly once: what is sent and what tells of it commit together."""

import logging
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Any, NamedTuple, Self

from kafka import KafkaProducer
from kafka.errors import KafkaError

from contracts.sdk.clients import connected
from streams.kafka.connection import Connection
from streams.kafka.dead_letters import Letter
from streams.kafka.reach import reach
from streams.kafka.reading import CONNECTING_MS_MAX, asked
from streams.kafka.topology import DEAD_LETTERS

TRANSACTIONAL_ID = "assay-dead-letters"
# A tool that is killed holds up those who read what is committed for as long.
TRANSACTION_MS_MAX = 20_000
REQUEST_MS_MAX = 5_000
DELIVERY_MS_MAX = 15_000
ANSWER_SECONDS_MAX = 20.0
RECORD_BYTES_MAX = 16 << 20
CLOSING_SECONDS_MAX = 5.0

Headers = list[tuple[str, bytes]]


class Sending(NamedTuple):
    """A record to be written."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes | None
    headers: Headers


class Ending(NamedTuple):
    """How a letter ends: by what is written for it, or where that is None without anything."""

    letter: Letter
    how: str
    sending: Sending | None

    def marker(self, where: str) -> Sending:
        """The record that tells it; it has a value, since without one compaction would take it out in the end."""
        position = self.letter.position
        return Sending(DEAD_LETTERS, position.partition, str(position).encode(), b"{}", [(self.how, where.encode())])


class Ender:
    """Ends letters; use it in a `with`. One can at a time: the next one to begin makes the one before it give up."""

    def __init__(self, connection: Connection) -> None:
        reach(connection)
        self._servers = ", ".join(connection.bootstrap_servers)
        settings = {
            **connection.kafka_python(),
            "transactional_id": TRANSACTIONAL_ID,
            "transaction_timeout_ms": TRANSACTION_MS_MAX,
            "max_block_ms": DELIVERY_MS_MAX,
            "request_timeout_ms": REQUEST_MS_MAX,
            "delivery_timeout_ms": DELIVERY_MS_MAX,
            "max_request_size": RECORD_BYTES_MAX,
            "allow_auto_create_topics": False,
            "bootstrap_timeout_ms": CONNECTING_MS_MAX,
        }
        # What goes wrong is told once, by the problem raised.
        logging.getLogger("kafka").setLevel(logging.CRITICAL)
        self._producer = asked("connecting", self._servers, lambda: connected(KafkaProducer, settings))
        with ExitStack() as undoing:
            undoing.callback(self._close)
            asked("beginning a transaction", self._servers, self._producer.init_transactions)
            undoing.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def end(self, endings: Sequence[Ending]) -> None:
        """End letters in one transaction: all of them, or none and Unfinished."""
        asked("writing", self._servers, lambda: self._end(endings))

    def _end(self, endings: Sequence[Ending]) -> None:
        self._producer.begin_transaction()
        with ExitStack() as undoing:
            undoing.callback(self._abort)
            sent = [self._send(ending.sending) if ending.sending else None for ending in endings]
            marks = [self._send(ending.marker(_where(done))) for ending, done in zip(endings, sent, strict=True)]
            for mark in marks:
                mark.get(ANSWER_SECONDS_MAX)
            self._producer.commit_transaction()
            undoing.pop_all()

    def _close(self) -> None:
        with suppress(KafkaError):
            self._producer.close(CLOSING_SECONDS_MAX)

    def _abort(self) -> None:
        """Left open, a transaction would hold up whoever reads what is committed until the brokers end it."""
        with suppress(KafkaError):
            self._producer.abort_transaction()

    def _send(self, sending: Sending) -> Any:
        # kafka-python sends no record without both; the pipeline reads no value and an empty one alike.
        value = b"" if sending.key is None and sending.value is None else sending.value
        return self._producer.send(sending.topic, value, sending.key, sending.headers, sending.partition)


def _where(sent: Any) -> str:
    """Where the record went."""
    if sent is None:
        return ""
    done = sent.get(ANSWER_SECONDS_MAX)
    return f"{done.topic}/{done.partition}/{done.offset}"
