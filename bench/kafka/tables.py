"""The figures as they are printed: medians, and in brackets the least and the most of all rounds."""

import statistics
from collections.abc import Sequence

from rich.table import Table

from bench.kafka.latency import EVENTS_A_SECOND, Latency
from bench.kafka.machine import facts
from bench.kafka.recovery import EVENTS_A_SECOND as TRICKLE
from bench.kafka.restart import Restart
from bench.kafka.stage import Stage
from bench.kafka.throughput import CONTENDERS, Carried
from bench.kafka.timing import Rate


def machine(stage: Stage) -> Table:
    """What the figures were taken on."""
    table = _table("The machine", "what", "is")
    for name, value in facts(stage):
        table.add_row(name, value)
    return table


def throughput(rounds: Sequence[dict[str, Rate]], what: Carried, events: int) -> Table:
    """How fast each contender is, and what an event costs."""
    title = f"{events:,} events; of each come {what.records:.1f} records, {what.bytes:,.0f} bytes"
    columns = ("events/s", "CPU, µs an event", "its host's", "the broker's")
    table = _table(title, "who", *columns)
    for name, who in CONTENDERS.items():
        rates = [round_[name] for round_ in rounds]
        costs = (
            statistics.median(getattr(rate, cost) for rate in rates) for cost in ("cpu_us", "host_us", "broker_us")
        )
        table.add_row(who, _told([rate.events for rate in rates], 0), *(f"{cost:.1f}" for cost in costs))
    return table


def latency(rounds: Sequence[Latency], seconds: float) -> Table:
    """How long it takes from a producer to a recipient."""
    copies = round(statistics.median(one.copies for one in rounds))
    table = _table(
        f"{EVENTS_A_SECOND} events a second for {seconds:.0f} s, {copies:,} copies, one slot", "ms", "figure"
    )
    for name, figures in zip(("p50", "p99", "most"), list(zip(*rounds, strict=True))[:3], strict=True):
        table.add_row(f"from a producer to a copy read as committed, {name}", _told(figures, 0))
    return table


def recovery(slot: Sequence[float], worker: Sequence[float]) -> Table:
    """How long nothing comes out after a SIGKILL."""
    table = _table(
        f"From SIGKILL to the first copy of an event written after it, {TRICKLE} events a second", "s", "figure"
    )
    table.add_row("a slot is killed and starts again", _told(slot, 1))
    table.add_row("a worker is killed and another takes over its partitions", _told(worker, 1))
    return table


def restart(without: Sequence[Restart], with_facts: Sequence[Restart], count: int) -> Table:
    """How long a start takes, and how much memory a slot has."""
    table = _table("A worker that starts", "what", "without them", f"with facts of {count:,} persons")
    rows = (
        ("the first event is governed after, s", 1),
        ("CPU time of its slot until then, s", 1),
        ("its slot's memory then, MiB", 0),
        ("at most, MiB", 0),
    )
    for at, (name, digits) in enumerate(rows):
        table.add_row(name, *(_told([one[at] for one in starts], digits) for starts in (without, with_facts)))
    return table


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=title)
    table.add_column(first)
    for column in others:
        table.add_column(column, justify="right")
    return table


def _told(figures: Sequence[float], digits: int) -> str:
    """The median, with the least and the most where there are several."""
    told = f"{statistics.median(figures):,.{digits}f}"
    return f"{told} ({min(figures):,.{digits}f}-{max(figures):,.{digits}f})" if len(figures) > 1 else told
