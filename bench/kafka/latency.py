"""How long an event takes from its producer to the copies of it at the sinks, at a steady pace."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from typing import NamedTuple

from bench.kafka.offsets import Offsets
from bench.kafka.pace import Arrival, Paced, Recipient
from bench.kafka.processes import Worker
from bench.kafka.stage import PARTITIONS, SOURCES, Stage
from streams.worker.settings import GROUP

EVENTS_A_SECOND = 500
WARM_SECONDS = 5.0
DONE_SECONDS_MAX = 300.0
LAST_SECONDS = 1.0
MILLISECONDS = 1_000
HUNDRED = 100


class Latency(NamedTuple):
    """Milliseconds from when an event was due to when a copy of it was read, and of how many copies."""

    p50: float
    p99: float
    most: float
    copies: int


def latency(stage: Stage, seconds: float) -> Latency:
    """Write events at the pace, and read their copies; those of the first seconds are not counted."""
    events = stage.feed.later(round((WARM_SECONDS + seconds) * EVENTS_A_SECOND))
    with ExitStack() as stack:
        group = stack.enter_context(closing(Offsets(stage.bootstrap, GROUP, SOURCES)))
        group.pass_over()
        before = group.committed()
        worker = stack.enter_context(Worker(stage.environment, stage.scratch))
        worker.await_partitions(PARTITIONS)
        recipient = stack.enter_context(closing(Recipient(stage)))
        paced = stack.enter_context(Paced(stage.bootstrap, events, EVENTS_A_SECOND))
        copies = list(_copies(recipient, lambda: paced.is_done and group.committed() - before >= len(events)))
        if not paced.is_done:
            raise worker.failed(f"not done with {len(events)} events")
    return _summed([(copy, paced.sent[copy.event]) for copy in copies])


def _copies(recipient: Recipient, is_done: Callable[[], bool]) -> Iterator[Arrival]:
    """All copies, and none after everything was done for a moment; what takes too long ends it."""
    ends, limit = float("inf"), time.monotonic() + DONE_SECONDS_MAX
    while (now := time.monotonic()) < min(ends, limit):
        yield from recipient.read()
        if ends == float("inf") and is_done():
            ends = now + LAST_SECONDS


def _summed(copies: Sequence[tuple[Arrival, float]]) -> Latency:
    first = min(due for _, due in copies)
    taken = sorted((copy.seconds - due) * MILLISECONDS for copy, due in copies if due >= first + WARM_SECONDS)
    return Latency(_percentile(taken, 50), _percentile(taken, 99), taken[-1], len(taken))


def _percentile(ordered: list[float], share: int) -> float:
    """The least figure that so many of a hundred do not exceed."""
    return ordered[-(-len(ordered) * share // HUNDRED) - 1]
