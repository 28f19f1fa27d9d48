"""How fast a program gets on with events that wait for it, and what they cost."""

import time
from collections.abc import Callable
from typing import NamedTuple

from bench.kafka.processes import Program, cpu_seconds

STILL_SECONDS_MAX = 90.0
POLL_SECONDS = 0.05
MICROSECONDS = 1_000_000


class Rate(NamedTuple):
    """What a program did while it was timed: events a second, and microseconds of CPU time an event.

    `cpu_us` is of the processes that do the work, `host_us` of the one that keeps them, where that is another.
    """

    events: float
    cpu_us: float
    host_us: float
    broker_us: float


class _Moment(NamedTuple):
    done: int
    seconds: float
    cpu: float
    host: float
    broker: float


def timed(program: Program, done: Callable[[], int], warm: int, count: int, broker: int) -> Rate:
    """Wait until a program has done `count` events, and time it from when it has done `warm` of them.

    `done` asks the brokers; `broker` is their process.
    """

    def moment(wanted: int) -> _Moment:
        reached = _awaited(program, done, wanted)
        working = program.working()
        host = {program.process.pid}.difference(working)
        used = cpu_seconds(working), cpu_seconds(host), cpu_seconds([broker])
        return _Moment(reached, time.monotonic(), *used)

    first, last = moment(warm), moment(count)
    events = last.done - first.done
    costs = ((after - before) / events * MICROSECONDS for before, after in zip(first[2:], last[2:], strict=True))
    return Rate(events / (last.seconds - first.seconds), *costs)


def _awaited(program: Program, done: Callable[[], int], wanted: int) -> int:
    reached, since = 0, time.monotonic()
    while reached < wanted:
        if time.monotonic() - since > STILL_SECONDS_MAX or program.process.poll() is not None:
            raise program.failed(f"done with {reached} events of {wanted}, and with no more")
        time.sleep(POLL_SECONDS)
        before, reached = reached, done()
        since = since if reached == before else time.monotonic()
    return reached
