"""Records on their way: how much may be, and what became of them."""

import logging
import threading
from collections import Counter
from concurrent.futures import Future, wait

from contracts.sdk.bounds import Bounds
from contracts.sdk.problems import LOST_NAMED_MAX, Undelivered
from contracts.sdk.records import Position, Record

_log = logging.getLogger(__name__)


class Deliveries:
    """The records of one producer that are not settled yet, bounded, and those that were lost and are not told yet."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._changed = threading.Condition()
        self._unsettled: dict[Future[Position], Record] = {}
        self._bytes = 0
        self._lost: list[Record] = []
        self._kinds: Counter[str] = Counter()

    def begin(self, record: Record) -> "Future[Position]":
        """Take a record on its way, waiting while there is no room for it; raises Undelivered where none comes."""
        future: Future[Position] = Future()
        # Once begun it cannot be called back.
        future.set_running_or_notify_cancel()
        with self._changed:
            if not self._changed.wait_for(lambda: self._has_room(record), self._bounds.blocking_seconds_max):
                raise Undelivered.of("no_room", record.topic, lost=(record.identity,))
            self._unsettled[future] = record
            self._bytes += record.size_bytes
        return future

    def withdraw(self, future: "Future[Position]") -> None:
        """Forget a record that was not handed on after all, which its caller is told of."""
        with self._changed:
            self._settle(future)

    def deliver(self, future: "Future[Position]", position: Position) -> None:
        """A record reached its topic."""
        with self._changed:
            self._settle(future)
        future.set_result(position)

    def lose(self, future: "Future[Position]", kind: str) -> None:
        """A record got lost, as far as is known: its future tells it, the next flush, and of the first the log."""
        with self._changed:
            record = self._settle(future)
            if len(self._lost) < LOST_NAMED_MAX:
                self._lost.append(record)
            is_first = not self._kinds
            self._kinds[kind] += 1
        problem = Undelivered.of(kind, record.topic, lost=(record.identity,))
        if is_first:
            _log.error("%s", problem)
        future.set_exception(problem)

    def await_settled(self, seconds_max: float) -> None:
        """Wait until all begun before is settled; raises Undelivered, once, for what got lost or is not settled.

        What is not settled stays on its way.
        """
        with self._changed:
            begun = dict(self._unsettled)
        left = wait(begun, seconds_max).not_done
        with self._changed:
            lost, kinds = self._lost, self._kinds
            self._lost, self._kinds = [], Counter()
        if left or kinds:
            records = [*lost, *(begun[future] for future in left)]
            told = [*sorted(kinds), *(["unsettled"] if left else [])]
            topics = {record.topic for record in records}
            topic = topics.pop() if len(topics) == 1 else None
            identities = tuple(record.identity for record in records[:LOST_NAMED_MAX])
            raise Undelivered.of(",".join(told), topic, kinds.total() + len(left), identities)

    def _has_room(self, record: Record) -> bool:
        has_bytes = self._bytes + record.size_bytes <= self._bounds.unsettled_bytes_max
        return has_bytes and len(self._unsettled) < self._bounds.unsettled_records_max

    def _settle(self, future: "Future[Position]") -> Record:
        record = self._unsettled.pop(future)
        self._bytes -= record.size_bytes
        self._changed.notify_all()
        return record
