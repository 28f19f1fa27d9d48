"""The worker on a real broker of its own, beside loops that carry the same records and decide nothing.

    python -m bench.kafka [--events N] [--rounds N] [--facts N] [--seconds N] [--quick] [PART ...]

Rounds of all contenders are interleaved; medians are printed, and beside them the least and the most. The broker runs
on the same machine and takes what it takes: these figures depend on the machine and on what else it does.
"""

import argparse
import sys
from collections.abc import Callable
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from bench.kafka import tables
from bench.kafka.latency import latency
from bench.kafka.recovery import Recovery
from bench.kafka.restart import Restarts
from bench.kafka.stage import Stage
from bench.kafka.throughput import Throughput, carried

WIDTH_MIN = 112  # A row is one line, wherever it is printed.


class Asked(NamedTuple):
    """How much is measured: `events` of each contender in each round, `facts` of one person each."""

    events: int
    rounds: int
    facts: int
    seconds: float


QUICK = Asked(events=1_500, rounds=1, facts=2_000, seconds=3.0)


def _throughput(stage: Stage, asked: Asked) -> Table:
    what = carried(asked.events, stage.scratch)
    contest = Throughput(stage, asked.events, what.path)
    return tables.throughput([contest.round() for _ in range(asked.rounds)], what, asked.events)


def _latency(stage: Stage, asked: Asked) -> Table:
    return tables.latency([latency(stage, asked.seconds) for _ in range(asked.rounds)], asked.seconds)


def _recovery(stage: Stage, asked: Asked) -> Table:
    recovery = Recovery(stage)
    return tables.recovery(recovery.of_slot(asked.rounds), recovery.of_worker(asked.rounds))


def _restart(stage: Stage, asked: Asked) -> Table:
    restarts = Restarts(stage)
    before = [restarts.once() for _ in range(asked.rounds)]
    restarts.learn(asked.facts)
    return tables.restart(before, [restarts.once() for _ in range(asked.rounds)], asked.facts)


PARTS: dict[str, Callable[[Stage, Asked], Table]] = {
    "throughput": _throughput,
    "latency": _latency,
    "recovery": _recovery,
    "restart": _restart,
}


def main() -> int:
    """Run the bench and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.kafka", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all where none is named")
    parser.add_argument("--events", type=int, default=20_000, help="of each contender in each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--facts", type=int, default=1_000_000, help="that a worker knows when it starts anew")
    parser.add_argument("--seconds", type=float, default=30.0, help="for which latency is measured")
    parser.add_argument("--quick", action="store_true", help="so little of each that the figures say nothing")
    args = parser.parse_args()
    if unknown := set(args.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    asked = QUICK if args.quick else Asked(args.events, args.rounds, args.facts, args.seconds)
    console = Console(width=max(Console().width, WIDTH_MIN))
    with Stage() as stage:
        console.print(tables.machine(stage))
        for part in args.parts or PARTS:
            console.print(PARTS[part](stage, asked))
    return 0


if __name__ == "__main__":
    sys.exit(main())
