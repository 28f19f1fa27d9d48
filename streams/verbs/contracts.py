"""`assay contracts`: the event contracts for those who produce and read events."""

from pathlib import Path

import click

from contracts.problems import Unusable
from contracts.schema import export
from streams import exits


@click.group()
def command() -> None:
    """Export the contracts of events and control facts."""


@command.command(name="export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def export_schemas(folder: Path) -> int:
    """Write the JSON Schema of every event type and control fact into DIR."""
    try:
        written = export(folder)
    except OSError as error:
        raise Unusable(f"{folder} cannot be written: {error.strerror}") from None
    click.echo(f"{len(written)} schemas in {folder}")
    return exits.DONE
