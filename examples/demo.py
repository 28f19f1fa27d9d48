"""Governs the bundled stream and shows what came of it: who got what, what was denied and why, three events."""

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from examples.leaks import NONE, leaks_of
from streams.policies import load_policies

CLAUSES_SHOWN = 2
SUMMARY_CHARACTERS = 88
PIPED_COLUMNS = 110
DEAD_LETTERS = 1  # The exit code of a run that had some.
CHOICE_CLAUSES = frozenset(
    {
        "JL-8.stop",
        "JL-11.rights",
        "JL-12.california",
        "ST-email",
        "JO-5.unsubscribe",
        "JE-7.gdpr",
        "PB-7.preferences",
        "X-subject",
    }
)


def main() -> int:
    """Run the demo."""
    parser = argparse.ArgumentParser(prog="python -m examples.demo", description=__doc__)
    parser.add_argument("--stream", type=Path, required=True, help="a folder with events, control facts and gold")
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()
    console = Console() if sys.stdout.isatty() else Console(width=PIPED_COLUMNS)
    events, control = args.stream / "events.jsonl.gz", args.stream / "control.jsonl.gz"
    args.output.parent.mkdir(parents=True, exist_ok=True)
    asked = ["run", "--input", str(events), "--control", str(control), "--output", str(args.output), "--overwrite"]
    console.print(f"[bold]assay {' '.join(asked)}[/bold]\n")
    code = _assay(asked)
    if code > DEAD_LETTERS:
        return code
    summary = json.loads((args.output / "summary.json").read_bytes())
    console.print(_outcomes(summary))
    console.print(_sinks(summary))
    console.print(_clauses(summary))
    for title, entry in _examples(args.output / "ledger.jsonl"):
        console.rule(f"[bold]{title}")
        _explain(entry, args.output)
    _leaks(console, args.stream, events, args.output)
    console.print(
        f"\nEverything is in [bold]{args.output}[/bold]: a file for each sink, quarantine, dead letters, ledger."
    )
    console.print(
        f"Ask about any event: [bold].venv/bin/assay explain EVENT_ID --ledger {args.output}/ledger.jsonl[/bold]"
    )
    return 0


def _assay(arguments: list[str]) -> int:
    """Run the command as a user would, and give its exit code."""
    sys.stdout.flush()
    return subprocess.run([str(Path(sys.executable).with_name("assay")), *arguments], check=False).returncode  # noqa: S603


def _outcomes(summary: dict[str, Any]) -> Table:
    table = Table(title=f"{summary['events']} events, {summary['events_per_second']:.0f} a second")
    for name in ("governed", "quarantined", "dead_letters", "duplicates"):
        table.add_column(name.replace("_", " "), justify="right")
    table.add_row(*(f"{summary[name]:,}" for name in ("governed", "quarantined", "dead_letters", "duplicates")))
    return table


def _sinks(summary: dict[str, Any]) -> Table:
    table = Table(title="Copies per sink and form, and what was denied most")
    for name, side in (("sink", "left"), ("copies", "right"), ("form", "left"), ("denied", "right"), ("by", "left")):
        table.add_column(name, justify="right" if side == "right" else "left", no_wrap=name != "form")
    for sink, copies in summary["sinks"].items():
        denied = Counter(summary["denied"].get(sink, {}))
        forms = ", ".join(f"{form} {count:,}" for form, count in summary["forms"].get(sink, {}).items())
        by = ", ".join(clause for clause, _ in denied.most_common(CLAUSES_SHOWN))
        table.add_row(sink, f"{copies:,}", forms, f"{summary['governed'] - copies:,}", by)
    return table


def _clauses(summary: dict[str, Any]) -> Table:
    """The clauses that denied most, in the words of what they must see to."""
    packs = load_policies().packs
    total: Counter[str] = Counter()
    for denied in summary["denied"].values():
        total.update(denied)
    table = Table(title="The clauses that denied most")
    table.add_column("denials", justify="right")
    table.add_column("clause")
    table.add_column("which says")
    for clause, count in total.most_common(12):
        found = packs.clause(clause)
        says = found[0].clauses[clause].says if found else "what no clause allows is denied"
        table.add_row(
            f"{count:,}", clause, says if len(says) <= SUMMARY_CHARACTERS else f"{says[:SUMMARY_CHARACTERS]}..."
        )
    return table


def _examples(ledger: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Three events that show most: one that went many ways, one that a person's choice held back, one quarantined."""
    with ledger.open(encoding="utf8") as lines:
        entries = [json.loads(line) for line in lines]
    governed = [entry for entry in entries if entry["outcome"] == "governed"]
    unhindered = [entry for entry in governed if not any(_held_back(sink) for sink in entry["sinks"].values())]
    if unhindered:
        yield "An event that went many ways", max(unhindered, key=lambda entry: len(_allowed(entry)))
    chosen = [entry for entry in governed if any(_held_back(sink) for sink in entry["sinks"].values())]
    if chosen:
        yield (
            "An event that a person's choice held back",
            max(chosen, key=lambda entry: (len(entry["facts"]), _allowed(entry))),
        )
    held = [entry for entry in entries if entry["outcome"] == "quarantined" and entry["findings"]]
    if held:
        yield "An event in quarantine", max(held, key=lambda entry: len(entry["findings"]))


def _allowed(entry: dict[str, Any]) -> list[str]:
    return [name for name, sink in entry["sinks"].items() if sink["allowed"]]


def _held_back(sink: dict[str, Any]) -> bool:
    return not sink["allowed"] and not CHOICE_CLAUSES.isdisjoint(sink["clauses"])


def _explain(entry: dict[str, Any], output: Path) -> None:
    sink = ["--sink", _telling(entry)] if entry["outcome"] == "governed" else []
    _assay(["explain", entry["id"], "--source", entry["source"], "--ledger", str(output / "ledger.jsonl"), *sink])


def _telling(entry: dict[str, Any]) -> str:
    """A sink that a choice closed, else the least obvious one that got its copy."""
    held = [name for name, sink in entry["sinks"].items() if _held_back(sink)]
    coarse = [name for name in _allowed(entry) if entry["sinks"][name]["form"] != "identified"]
    return (held or coarse or _allowed(entry))[0]


def _leaks(console: Console, stream: Path, events: Path, output: Path) -> None:
    found = leaks_of(stream / "gold.jsonl.gz", events, sorted(output.glob("sink.*.jsonl")))
    table = Table(title="Identifying strings still legible in copies that should not have them")
    for name in ("output", "copies", "strings", "legible", "share"):
        table.add_column(name, justify="left" if name == "output" else "right")
    for name, leaks in found.items():
        table.add_row(name, f"{leaks.copies:,}", f"{leaks.strings:,}", f"{leaks.legible:,}", f"{leaks.share:.2%}")
    total = sum(found.values(), NONE)
    table.add_row("all", f"{total.copies:,}", f"{total.strings:,}", f"{total.legible:,}", f"{total.share:.2%}")
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
