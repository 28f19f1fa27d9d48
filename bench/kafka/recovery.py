"""How long nothing comes out after a SIGKILL: of a slot, which starts again, and of a worker that another replaces."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import closing

from bench.kafka.offsets import Offsets
from bench.kafka.pace import Paced, Recipient
from bench.kafka.processes import Failed, Worker
from bench.kafka.stage import PARTITIONS, SOURCES, Stage
from streams.worker.settings import GROUP

EVENTS_A_SECOND = 200
STEADY_SECONDS = 3.0
RECOVERED_SECONDS_MAX = 30.0


class Recovery:
    """Kills what governs a steady trickle of events, and waits for the first copy of an event written after that."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        with closing(Offsets(stage.bootstrap, GROUP, SOURCES)) as group:
            group.pass_over()

    def of_slot(self, times: int) -> list[float]:
        """The seconds until a killed slot, started again by its worker, has committed something."""
        with self._worker("bench") as worker:
            return [self._slot_killed(worker) for _ in range(times)]

    def of_worker(self, times: int) -> list[float]:
        """The seconds until another worker has committed something of a killed worker's partitions."""
        with self._worker("bench") as heir:
            return [self._worker_killed(heir) for _ in range(times)]

    def _slot_killed(self, worker: Worker) -> float:
        worker.await_partitions(PARTITIONS)
        (slot,) = worker.working()
        return self._recovered(lambda: os.kill(slot, signal.SIGKILL), set(range(PARTITIONS)))

    def _worker_killed(self, heir: Worker) -> float:
        with self._worker("bench-killed") as worker:
            owned = worker.await_partitions(PARTITIONS // 2)
            heir.await_partitions(PARTITIONS - len(owned))
            seconds = self._recovered(worker.kill, owned)
        heir.await_partitions(PARTITIONS)
        return seconds

    def _recovered(self, kill: Callable[[], None], partitions: set[int]) -> float:
        events = self._stage.feed.later(round((STEADY_SECONDS + RECOVERED_SECONDS_MAX) * EVENTS_A_SECOND))
        with (
            closing(Recipient(self._stage)) as recipient,
            Paced(self._stage.bootstrap, events, EVENTS_A_SECOND) as paced,
        ):
            steady = time.monotonic() + STEADY_SECONDS
            while time.monotonic() < steady:
                list(recipient.read())
            kill()
            killed = time.monotonic()
            while time.monotonic() < killed + RECOVERED_SECONDS_MAX:
                for copy in recipient.read():
                    if copy.partition in partitions and paced.sent.get(copy.event, 0.0) > killed:
                        return copy.seconds - killed
        raise Failed("nothing came out any more")

    def _worker(self, name: str) -> Worker:
        return Worker(self._stage.environment, self._stage.scratch, name)
