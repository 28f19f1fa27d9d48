"""`assay explain`: why an event went where it went."""

from pathlib import Path

import click
import orjson

from contracts.problems import Unusable
from streams import exits
from streams.explain.explanation import explanation
from streams.explain.ledger import Entry, Found, find
from streams.explain.opening import opened
from streams.explain.prose import prose
from streams.explain.screen import printable, show
from streams.policies import composition, load_policies
from streams.verbs.options import PACKS


@click.command()
@click.argument("event_id")
@click.option(
    "--ledger",
    required=True,
    metavar="FILE-or-topic",
    help="The ledger of a run, JSON lines, gzip by name; else a topic on the broker of the ASSAY_KAFKA_ variables.",
)
@click.option("--source", help="The source of the event, where several sent one with this id.")
@click.option("--sink", help="Explain this sink alone.")
@PACKS
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line for each decision about the event.")
def command(event_id: str, ledger: str, source: str | None, sink: str | None, packs: Path | None, as_json: bool) -> int:
    """Tell the outcome of EVENT_ID, sink by sink, with each clause, its document, section and version.

    Exits 1 where the ledger has no such event.
    """
    policies = load_policies(packs)
    with opened(ledger) as lines:
        found = find(lines, event_id, source)
        _warn(ledger, found, lines.broken)
    if not found.entries and not found.repeated:
        click.echo(f"assay: no event {printable(event_id)} in {ledger}{_elsewhere(found)}", err=True)
        return exits.FINDINGS
    if source is None and len(found.sources) > 1:
        sources = "\n".join(printable(sender) for sender in found.sources)
        raise Unusable(f"several sources sent {printable(event_id)}: say which with --source\n{sources}")
    _check_sink(found.entries, sink)
    for entry in found.entries or [{"id": event_id, "source": next(iter(found.sources)), "outcome": "duplicate"}]:
        told = explanation(entry, policies.packs, composition(), sink)
        if as_json:
            click.echo(orjson.dumps({**told, "repeated": found.repeated}))
        else:
            show(prose(told))
    if found.repeated and found.entries and not as_json:
        click.echo(f"Seen again, with no effect: {found.repeated}")
    return exits.DONE


def _warn(ledger: str, found: Found, broken: str | None) -> None:
    if found.unread:
        click.echo(f"assay: {ledger}: {found.unread} lines that may be about it cannot be read", err=True)
    if broken:
        click.echo(f"assay: {ledger}: {broken}", err=True)


def _elsewhere(found: Found) -> str:
    return f"; this id came from {', '.join(map(printable, found.sources))}" if found.sources else ""


def _check_sink(entries: list[Entry], sink: str | None) -> None:
    decided = [entry["sinks"] for entry in entries if entry.get("sinks")]
    if sink is not None and decided and not any(sink in sinks for sinks in decided):
        raise Unusable(f"no sink {sink} was decided for this event")
