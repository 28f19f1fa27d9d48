"""How many events a second, and what an event costs: loops that carry records, and the worker that governs them.

Every contender finds its events written and its group at their beginning. It is timed from when it is done with the
first of them, so with its caches filled, to when it is done with the last.
"""

from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

from bench.kafka.made import keep, make
from bench.kafka.offsets import Offsets
from bench.kafka.processes import Program, Worker
from bench.kafka.stage import FORWARDED, PARTITIONS, SOURCES, Stage
from bench.kafka.supply import Supply
from bench.kafka.timing import Rate, timed
from streams.worker.settings import GROUP

WARM_SHARE = 0.25
MADE_EVENTS = 2_000
MADE_OF_EVENTS = 10
BARE, FAUST, BARE_MADE = "bench-bare", "bench-faust", "bench-bare-made"
TRANSPORT, ONE_SLOT, TWO_SLOTS = "transport", "1 slot", "2 slots"

CONTENDERS = {
    BARE: "bare loop, a record for each event",
    FAUST: "Faust agent, a record for each event",
    BARE_MADE: "bare loop, the slot's records",
    TRANSPORT: "one slot, its transport alone",
    ONE_SLOT: "one slot, governed",
    TWO_SLOTS: "two slots, governed",
}
"""Who is timed, as they are called."""


class Carried(NamedTuple):
    """What loops carry: a file, and how many records and bytes came of an event on average."""

    path: Path
    records: float
    bytes: float


def carried(events: int, scratch: Path) -> Carried:
    """Govern some events from all over a stretch of the stream, and keep what came of them."""
    count = min(MADE_EVENTS, events // MADE_OF_EVENTS)
    batch = Supply().take(count * MADE_OF_EVENTS)
    made = make(batch._replace(events=batch.events[::MADE_OF_EVENTS]), scratch)
    path = scratch / "made"
    keep(made, path)
    records = [record for of_one in made for record in of_one]
    return Carried(path, len(records) / count, sum(record.size_bytes for record in records) / count)


class Throughput:
    """Rounds of all contenders on one stage; in each, `events` are timed of each."""

    def __init__(self, stage: Stage, events: int, made: Path) -> None:
        self._stage, self._made = stage, made
        self._warm = round(events * WARM_SHARE)
        self._count = events + self._warm

    def round(self) -> dict[str, Rate]:
        """What each contender does, one after another."""
        return {**self._loops(), ONE_SLOT: self._governed(1), TWO_SLOTS: self._governed(2)}

    def _loops(self) -> dict[str, Rate]:
        state = self._stage.scratch / "transport.state"
        state.mkdir(exist_ok=True)
        with ExitStack() as stack:
            bare, faust, bare_made = (stack.enter_context(self._group(name)) for name in (BARE, FAUST, BARE_MADE))
            slots = stack.enter_context(self._group(GROUP))
            self._stage.feed.events(self._count, (bare, faust, bare_made, slots))
            # A Faust worker commits every few seconds alone; what it has written tells at once.
            forwarded = stack.enter_context(closing(Offsets(self._stage.bootstrap, FAUST, {FORWARDED: PARTITIONS})))
            return {
                BARE: self._loop(bare.committed, "bare", BARE),
                FAUST: self._loop(forwarded.ended, "agent", FAUST, self._stage.scratch / "faust"),
                BARE_MADE: self._loop(bare_made.committed, "bare", BARE_MADE, self._made),
                TRANSPORT: self._loop(slots.committed, "transport", "bench", state, self._made),
            }

    def _loop(self, done: Callable[[], int], module: str, *words: str | Path) -> Rate:
        arguments = ["-m", f"bench.kafka.{module}", *map(str, words)]
        log = self._stage.scratch / f"{module}.log"
        return self._timed(done, lambda: Program(arguments, self._stage.environment, log))

    def _governed(self, slots: int) -> Rate:
        with self._group(GROUP) as group:
            self._stage.feed.events(self._count, (group,))
            stage = self._stage
            return self._timed(group.committed, lambda: Worker(stage.environment, stage.scratch, slots=slots))

    def _timed(self, done: Callable[[], int], start: Callable[[], Program]) -> Rate:
        before = done()
        with start() as program:
            return timed(program, lambda: done() - before, self._warm, self._count, self._stage.broker)

    def _group(self, name: str) -> closing[Offsets]:
        return closing(Offsets(self._stage.bootstrap, name, SOURCES))
