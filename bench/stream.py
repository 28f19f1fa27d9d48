"""The main job over the bundled stream, beside the floor that no governing could be faster than.

    python -m bench.stream [--events N] [--rounds N]

The floor parses each input line once and serialises and writes the very copies that the job wrote, with orjson.
Rounds of floor, job and stages are interleaved and medians are printed: these figures depend on the machine and on
what else it does.
"""

import argparse
import gc
import gzip
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from contracts.decode import decode_line
from contracts.event import Event
from processors.copies.emit import Emitter
from processors.facts.store import Facts
from processors.govern import Governor
from processors.text.document import Document, Reading
from streams.assembly import text_reader
from streams.control import read_control
from streams.policies import load_policies
from streams.run.start import Settings, run

STREAM = Path(__file__).parent / "stream"
KEY = bytes(32)
MICROSECONDS = 1_000_000
KIBIBYTE = 1024
DECIDE = "decide, for all sinks, new sets of verdicts included"
STAGES = ("decode", DECIDE, "copies", "copies as lines of files", "copies as headers of records", "ledger")


class Unseen:
    """Nothing was seen before: the bench governs the same events again and again."""

    def first(self, source: str, event_id: str) -> bool:  # noqa: ARG002 - the protocol's signature.
        """Every event is new."""
        return True

    def forget(self, source: str, event_id: str) -> None:
        """There is nothing to forget."""


class Remembered:
    """A reader of text that has read it all before, so that what remains is the decision."""

    def __init__(self, read: Callable[[Document], Reading]) -> None:
        self._read = read
        self._known: dict[str, Reading] = {}
        self.seconds = 0.0

    def read(self, document: Document) -> Reading:
        """What was found the first time."""
        known = self._known.get(document.text)
        if known is None:
            began = time.perf_counter()
            known = self._known[document.text] = self._read(document)
            self.seconds += time.perf_counter() - began
        return known


class Bench:
    """One stream, and what is timed over it."""

    def __init__(self, folder: Path, events: int, scratch: Path) -> None:
        self.lines = list(_head(folder / "events.jsonl.gz", events))
        self.scratch = scratch
        self.input = scratch / "events.jsonl"
        self.input.write_bytes(b"\n".join(self.lines) + b"\n")
        (scratch / "key").write_bytes(KEY)
        self.control = folder / "control.jsonl.gz"
        self.copies: list[Any] = []
        self.situations = 0

    def job(self) -> float:
        """The seconds of `assay run`, from checking its inputs to its summary."""
        settings = Settings(
            (self.input,), (self.control,), self.scratch / "out", key=self.scratch / "key", overwrite=True
        )
        began = time.perf_counter()
        run(settings, {}, lambda _: lambda __: None)
        return time.perf_counter() - began

    def floor(self) -> float:
        """The seconds of parsing the lines and writing the job's copies."""
        if not self.copies:
            found = sorted((self.scratch / "out").glob("sink.*.jsonl"))
            self.copies = [orjson.loads(line) for path in found for line in path.read_bytes().splitlines()]
        began = time.perf_counter()
        for line in self.lines:
            orjson.loads(line)
        with (self.scratch / "floor.jsonl").open("wb") as out:
            for copy in self.copies:
                out.write(orjson.dumps(copy) + b"\n")
        return time.perf_counter() - began

    def stages(self) -> dict[str, float]:
        """The seconds of each stage over all events; reading is timed once for each text, deciding without reading."""
        policies = load_policies()
        reader = Remembered(text_reader())
        first, second = (Governor(policies.packs, policies.catalogue, policies.types, reader.read) for _ in range(2))
        facts = Facts()
        read_control((self.control,), policies.packs, facts)
        emitter = Emitter(KEY)
        seconds = dict.fromkeys(STAGES, 0.0)
        events: list[Event] = [_timed(seconds, "decode", partial(decode_line, line)) for line in self.lines]
        for event in events:
            first.govern(event, facts, Unseen())
        read = {"read text": reader.seconds}
        # What the bench itself holds is no part of the job: the collector is not to walk it while it is timed.
        gc.collect()
        gc.freeze()
        for event in events:
            self._emit(event, second, emitter, facts, seconds)
        self.situations = second.situations
        return read | seconds

    def _emit(
        self, event: Event, governor: Governor, emitter: Emitter, facts: Facts, seconds: dict[str, float]
    ) -> None:
        governed = _timed(seconds, DECIDE, lambda: governor.govern(event, facts, Unseen()))
        copies = _timed(seconds, "copies", lambda: emitter.copies(governed, "1"))
        _timed(seconds, "copies as lines of files", lambda: [copy.line() for copy in copies])
        _timed(seconds, "copies as headers of records", lambda: [copy.headers() for copy in copies])
        _timed(seconds, "ledger", lambda: orjson.dumps(governed.decision.record()))


def _head(path: Path, most: int) -> Iterator[bytes]:
    with gzip.open(path) as lines:
        for _, line in zip(range(most), lines, strict=False):
            yield line.rstrip(b"\n")


def _timed(seconds: dict[str, float], stage: str, work: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    result = work()
    seconds[stage] += time.perf_counter() - began
    return result


def main() -> int:
    """Run the bench and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.stream", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--stream", type=Path, default=STREAM)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(args.stream, args.events, Path(scratch))
        bench.job()
        jobs, floors, stages = [], [], []
        for _ in range(args.rounds):
            jobs.append(bench.job())
            floors.append(bench.floor())
            stages.append(bench.stages())
        _print(bench, statistics.median(jobs), statistics.median(floors), stages)
    return 0


def _print(bench: Bench, job: float, floor: float, stages: list[dict[str, float]]) -> None:
    events, copies = len(bench.lines), len(bench.copies)
    table = Table(title=f"{events:,} events, {copies:,} copies, one process")
    table.add_column("what")
    table.add_column("figure", justify="right")
    table.add_row("events a second", f"{events / job:,.0f}")
    table.add_row("copies a second", f"{copies / job:,.0f}")
    table.add_row("µs an event", f"{job / events * MICROSECONDS:.1f}")
    table.add_row("floor, µs an event", f"{floor / events * MICROSECONDS:.1f}")
    table.add_row("times the floor", f"{job / floor:.1f}")
    for name in stages[0]:
        stage = statistics.median(found[name] for found in stages)
        table.add_row(f"  {name}, µs an event", f"{stage / events * MICROSECONDS:.1f}")
    table.add_row("sets of verdicts made, one for all events alike", f"{bench.situations:,}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTE
    table.add_row("peak memory, the stream held in memory twice, MiB", f"{peak:,.0f}")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
