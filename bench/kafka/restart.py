"""How long a worker that starts takes to govern its first event, and its memory, with the facts of many persons."""

import time
from contextlib import closing
from typing import NamedTuple

from bench.kafka.offsets import Offsets
from bench.kafka.pace import Recipient
from bench.kafka.processes import Failed, Worker, cpu_seconds, resident_mib
from bench.kafka.stage import SOURCES, Stage
from bench.memory import events as events_of_persons
from bench.memory import facts as facts_of_persons
from contracts.sdk.records import Record, event_record, fact_record
from contracts.sdk.tracing import Trace
from streams.worker.settings import GROUP

GOVERNED_SECONDS_MAX = 600.0
STARTS_MAX = 1_000
_NO_TRACE = Trace()


class Restart(NamedTuple):
    """Seconds from the start of a worker to the first copy of the first event; what its slot has used by then."""

    seconds: float
    cpu_seconds: float
    resident_mib: float
    most_mib: float


class Restarts:
    """Starts a worker again and again, each time with one event that waits for it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._events = (event_record(event, _NO_TRACE) for event in events_of_persons(STARTS_MAX))
        self.learn(0)

    def learn(self, persons: int) -> None:
        """Write a choice of each of so many persons; it is passed over where events are read."""
        self._stage.feed.write(fact_record(fact, _NO_TRACE) for fact in facts_of_persons(persons))
        with closing(Offsets(self._stage.bootstrap, GROUP, SOURCES)) as group:
            group.pass_over()

    def once(self) -> Restart:
        """Start a worker and end it."""
        event = next(self._events)
        with closing(Recipient(self._stage)) as recipient:
            self._stage.feed.write([event])
            with Worker(self._stage.environment, self._stage.scratch) as worker:
                seconds = self._first(event, recipient) - worker.started
                (slot,) = worker.working()
                return Restart(seconds, cpu_seconds([slot]), resident_mib(slot), resident_mib(slot, "VmHWM"))

    def _first(self, event: Record, recipient: Recipient) -> float:
        """The moment at which the first copy of an event came."""
        deadline = time.monotonic() + GOVERNED_SECONDS_MAX
        while time.monotonic() < deadline:
            for copy in recipient.read():
                if copy.event == event.identity.id:
                    return copy.seconds
        raise Failed("the first event was not governed")
