"""What a run shows on a terminal: a bar while it is under way, a table when it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

CLAUSES_SHOWN_MAX = 2


@contextmanager
def progress_bar(total: int) -> Iterator[Callable[[int], None]]:
    """A bar over bytes of input; it is told how many are done."""
    columns = (TextColumn("governing"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda done: progress.update(task, completed=done)


def print_table(summary: dict[str, Any]) -> None:
    """The closing report."""
    table = Table(caption=_caption(summary), caption_justify="left")
    table.add_column("sink")
    table.add_column("copies", justify="right")
    table.add_column("form", no_wrap=True)
    table.add_column("denied most by", no_wrap=True)
    for sink, copies in summary["sinks"].items():
        forms = ", ".join(summary["forms"].get(sink, {}))
        table.add_row(sink, str(copies), forms, _denied(summary["denied"].get(sink, {})))
    Console().print(table)


def _denied(clauses: dict[str, int]) -> str:
    most = sorted(clauses.items(), key=lambda item: (-item[1], item[0]))[:CLAUSES_SHOWN_MAX]
    return ", ".join(f"{clause} {count}" for clause, count in most)


def _caption(summary: dict[str, Any]) -> str:
    outcomes = ", ".join(
        f"{summary[name]} {name.replace('_', ' ')}"
        for name in ("governed", "quarantined", "dead_letters", "duplicates")
    )
    return f"{summary['events']} events: {outcomes}; {summary['seconds']} s, {summary['events_per_second']} events/s"
