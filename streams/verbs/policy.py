"""`assay policy`: whether packs are well-formed, and what changes from one version to another."""

from pathlib import Path

import click
import orjson

from contracts.problems import Unusable
from processors.policy.diff import differences
from processors.policy.pack import Pack
from processors.policy.packs import Packs
from streams import exits
from streams.compare.changes import as_json, prose
from streams.compare.replay import replay
from streams.explain.screen import show
from streams.policies import check_policies, load_policies, read_pack
from streams.verbs.options import CONTROL, PACKS, SINKS, FilesCommand, files_option


@click.group()
def command() -> None:
    """Check policy packs, and compare versions of them."""


@command.command()
@PACKS
@SINKS
def check(packs: Path | None, sinks: Path | None) -> int:
    """Tell everything that is wrong with packs and sinks, one line each.

    Exits 1 where there is anything. A fault would keep `assay run` from beginning, a finding would not.
    """
    checked = check_policies(packs, sinks)
    for kind, lines in (("fault", checked.faults), ("finding", checked.findings)):
        for line in lines:
            click.echo(f"{kind}: {line}")
    return exits.FINDINGS if checked.faults or checked.findings else exits.DONE


@command.command(cls=FilesCommand)
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@PACKS
@SINKS
@files_option("--input", "inputs", "Events to decide under both, JSON lines; gzip is read by name.")
@CONTROL
@click.option("--json", "in_json", is_flag=True, help="Print one JSON document.")
def diff(
    old: str,
    new: str,
    packs: Path | None,
    sinks: Path | None,
    inputs: tuple[Path, ...],
    control: tuple[Path, ...],
    in_json: bool,
) -> int:
    """Tell what changes from pack A to pack B, clause by clause, and whether it widens a use.

    A and B are pack files, or `pack@version` of packs that are there; with --input, events are decided under both.
    """
    policies = load_policies(packs, sinks)
    first, second = (_pack(name, policies.packs) for name in (old, new))
    found = differences(first, second, policies.catalogue)
    replayed = replay(first, second, policies, inputs, control) if inputs else None
    if in_json:
        click.echo(orjson.dumps(as_json(first, second, found, replayed)))
    else:
        show(prose(first, second, found, replayed))
    return exits.DONE


def _pack(name: str, packs: Packs) -> Pack:
    file = Path(name)
    if file.is_file():
        return read_pack(file)
    pack, _, version = name.partition("@")
    found = [known for known in packs.all() if known.pack == pack and version in ("", known.version)]
    if not found:
        raise Unusable(f"{name} is neither a file nor a pack that is there: {', '.join(p.name for p in packs.all())}")
    return found[-1]
