"""`assay run`: the main job with no broker."""

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import orjson

from streams.run.start import Settings, run
from streams.verbs.options import CONTROL, KEY, PACKS, SINKS, FilesCommand, files_option


@click.command("run", cls=FilesCommand)
@files_option("--input", "inputs", "Events, JSON lines; gzip is read by name.", required=True)
@CONTROL
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The folder for what comes of them.")
@SINKS
@PACKS
@KEY
@click.option("--overwrite", is_flag=True, help="Begin anew in a folder that another run has used.")
@click.option("--json", "as_json", is_flag=True, help="Print the closing report as JSON.")
def command(
    inputs: tuple[Path, ...],
    control: tuple[Path, ...],
    output: Path,
    sinks: Path | None,
    packs: Path | None,
    key: Path | None,
    overwrite: bool,
    as_json: bool,
) -> int:
    """Govern the events of files.

    The output folder gets one file for each sink, sink.<name>.jsonl, and quarantine.jsonl, dead-letters.jsonl,
    ledger.jsonl and, last, summary.json; until the run is finished they end in .partial. A run that was stopped, by
    whatever, goes on with the same command; on a finished run that command changes nothing.

    Exits 0; 1 where there were dead letters; 2 where files cannot be used as given; 3 where the run could not be
    finished, on a full disk say.
    """
    settings = Settings(inputs, control, output, sinks, packs, key, overwrite)
    with ExitStack() as shown:
        result = run(settings, os.environ, lambda total: _progress(shown, total))
        shown.close()
    for line in result.told:
        click.echo(f"assay: {line}", err=True)
    _report(result.summary, as_json)
    return result.exit_code


def _progress(shown: ExitStack, total: int) -> Callable[[int], None]:
    """A bar on a terminal; nothing where the output of errors goes elsewhere."""
    if not sys.stderr.isatty():
        return lambda _: None
    from streams.run.report import progress_bar  # noqa: PLC0415 - rich is loaded for a terminal alone.

    return shown.enter_context(progress_bar(total))


def _report(summary: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps(summary, option=orjson.OPT_INDENT_2).decode())
        return
    if sys.stdout.isatty():
        from streams.run.report import print_table  # noqa: PLC0415 - the same.

        print_table(summary)
        return
    click.echo(
        f"{summary['events']} events: {summary['governed']} governed, {summary['quarantined']} quarantined, "
        f"{summary['dead_letters']} dead letters, {summary['duplicates']} duplicates; "
        f"{summary['events_per_second']:.0f} events/s"
    )
