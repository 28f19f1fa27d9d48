"""`assay anonymity`: how many copies of a run are the only one of their kind."""

from pathlib import Path
from typing import Any

import click
import orjson

from contracts.problems import Unusable
from streams import exits
from streams.anonymity.groups import TRAITS, grouped
from streams.lines import Source
from streams.run.outputs import SUMMARY, sink_file

DEFAULT_TRAITS = ("region", "month", "category")
DEFAULT_LEAST = 5
SINK_FILES = sink_file("*")


@click.command("anonymity")
@click.argument("output", type=click.Path(path_type=Path))
@click.option(
    "--by",
    "traits",
    multiple=True,
    type=click.Choice(tuple(TRAITS)),
    help=f"What copies are compared by; repeatable. Without it: {', '.join(DEFAULT_TRAITS)}.",
)
@click.option("--least", type=click.IntRange(min=2), default=DEFAULT_LEAST, show_default=True, help="The k asked for.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line for each sink and form.")
def command(output: Path, traits: tuple[str, ...], least: int, as_json: bool) -> int:
    """Count the copies in OUTPUT, the folder of a finished run, that few others look like.

    For each sink that got de-identified or pseudonymised copies: how many there are, into how many groups they fall,
    the smallest group, how many are alone in theirs, and how many stand in groups smaller than --least. De-identified
    copies are counted themselves, since they name nobody: persons are no more than that. Of pseudonymised ones the
    tokens are counted. Only the attributes are compared; what a payload says may tell copies apart that look alike.

    Exits 0; 1 where a file has lines that are no copies, or cannot be read to its end; 2 for what is no finished run.
    """
    is_clean = True
    for path in sink_files(output):
        with Source(path) as source:
            found, unread = grouped(source, tuple(dict.fromkeys(traits)) or DEFAULT_TRAITS)
            faults = [f"{unread} lines are no copies"] * (unread > 0) + [source.broken] * (source.broken is not None)
        for fault in faults:
            is_clean = False
            click.echo(f"assay: {path.name}: {fault}", err=True)
        for form, groups in sorted(found.items()):
            show({"sink": sink_of(path), "form": form, "least": least, **groups.report(least)}, as_json)
    return exits.DONE if is_clean else exits.FINDINGS


def sink_files(output: Path) -> list[Path]:
    """The files of the sinks of a finished run."""
    if not output.is_dir():
        raise Unusable(f"{output} is no folder")
    if not (output / SUMMARY).is_file():
        raise Unusable(f"{output} holds no finished run: it has no {SUMMARY}")
    return sorted(output.glob(SINK_FILES))


def sink_of(path: Path) -> str:
    """The sink that a file is of."""
    before, after = SINK_FILES.split("*")
    return path.name.removeprefix(before).removesuffix(after)


def show(report: dict[str, Any], as_json: bool) -> None:
    """Print the report of one sink and form."""
    if as_json:
        click.echo(orjson.dumps(report).decode())
        return
    click.echo(
        "{sink}, {form}: {copies} copies, {members} members of {groups} groups, the smallest of {smallest}; "
        "{unique} alone ({unique_share:.2%}), {below} in groups below {least} ({below_share:.2%})".format(**report)
    )
