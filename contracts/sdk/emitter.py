"""What every producer does with an event, whatever carries its records: check, key, hand on, tell of what was lost."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Self

from contracts.problems import Malformed
from contracts.routing import FactKey
from contracts.sdk.binary import CloudEvent
from contracts.sdk.bounds import Bounds
from contracts.sdk.deliveries import Deliveries
from contracts.sdk.problems import Undelivered
from contracts.sdk.records import Position, Record, event_record, fact_record, withdrawal
from contracts.sdk.tracing import Trace, current_trace

Settled = Callable[[int | None, str | None], None]
"""Told once of each record handed on: its offset, or the kind of its failure."""


class Emitter(ABC):
    """Emits events and control facts. Threads may share one; what one thread emits about a person stays in its order.

    Everything is checked as the pipeline checks it before it is sent, and its problem raised: one of
    `contracts.problems`, never with a payload value. What was emitted has a future with its position; a record that
    got lost is told by its future and by the next `flush` or `close`, both of which raise Undelivered.
    """

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._deliveries = Deliveries(bounds)
        self._closing = threading.Lock()
        self._is_closed = False

    def emit(
        self, event: CloudEvent, *, traceparent: str | None = None, tracestate: str | None = None
    ) -> "Future[Position]":
        """Emit an event; its trace is its own, else the one given, else the one that the application is in.

        Raises its problem where the pipeline would refuse it, and Undelivered where it cannot be taken: no room within
        `blocking_seconds_max`, a topic that is not there, no leave to write to it. Then it was not emitted.
        """
        return self._take(event_record(event, _trace(traceparent, tracestate)))

    def emit_fact(
        self, fact: CloudEvent, *, traceparent: str | None = None, tracestate: str | None = None
    ) -> "Future[Position]":
        """Emit a control fact; as for events."""
        return self._take(fact_record(fact, _trace(traceparent, tracestate)))

    def withdraw_fact(
        self, fact_type: str, source: str, fact_id: str, *, retailer: str | None = None, subject: str | None = None
    ) -> "Future[Position]":
        """Take a fact back, or an invalid one that left a person in doubt; retailer and subject are those it named."""
        return self._take(withdrawal(fact_type, FactKey(retailer or "", subject or "", source, fact_id)))

    def flush(self, seconds_max: float | None = None) -> None:
        """Wait until all emitted before has arrived; raises Undelivered for what got lost since the last flush.

        Without a bound it waits as long as a record may take, after which every record has arrived or is lost.
        """
        self._deliveries.await_settled(self._settling_seconds_max if seconds_max is None else seconds_max)

    def close(self, seconds_max: float | None = None) -> None:
        """Flush and emit no more; a second call does nothing."""
        with self._closing:
            if self._is_closed:
                return
            self._is_closed = True
            try:
                self.flush(seconds_max)
            finally:
                self._disconnect()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except Undelivered:
            # What went wrong first is what is told; the loss has been logged.
            if error is None:
                raise

    @property
    def _settling_seconds_max(self) -> float:
        """A broker that answers at the last moment is still heard."""
        return self._bounds.delivery_seconds_max + self._bounds.blocking_seconds_max

    def _take(self, record: Record) -> "Future[Position]":
        if self._is_closed:
            raise Undelivered.of("closed", record.topic, lost=(record.identity,))
        if record.size_bytes > self._bounds.record_bytes_max:
            problem = Malformed("too_long")
            problem.source, problem.event_id = record.identity
            raise problem
        partition = record.partition(self._partitions(record.topic))
        future = self._deliveries.begin(record)

        def settled(offset: int | None, kind: str | None) -> None:
            if offset is None:
                self._deliveries.lose(future, kind or "unsettled")
            else:
                self._deliveries.deliver(future, Position(record.topic, partition, offset))

        try:
            self._send(record, partition, settled)
        except Undelivered:
            self._deliveries.withdraw(future)
            raise
        return future

    @abstractmethod
    def _partitions(self, topic: str) -> int:
        """How many partitions a topic has; raises Undelivered where it is not there, or not for this producer."""

    @abstractmethod
    def _send(self, record: Record, partition: int, settled: Settled) -> None:
        """Hand a record on and have `settled` called once; raises Undelivered where it cannot be handed on."""

    @abstractmethod
    def _disconnect(self) -> None:
        """Let go of what carries records."""


def _trace(traceparent: str | None, tracestate: str | None) -> Trace:
    return Trace(traceparent, tracestate) if traceparent else current_trace()
