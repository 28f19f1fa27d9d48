"""Runs a command on random worlds and prints how its decisions differ from the oracle's."""

import json
import shlex
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from tests.oracle import catalogue
from tests.oracle.catalogue import Contracts, Json
from tests.oracle.compare import differences
from tests.oracle.decide import Decider
from tests.oracle.worlds import world

MARKED = ("retailer", "authorization_id", "request_id")
SECONDS_MAX = 1800
SHOWN_MAX = 80


class Example(NamedTuple):
    """Where a difference was seen first."""

    seed: int
    position: int
    type: str


def alone(value: Any, mark: str, key: str | None = None) -> Any:
    """A world's value with its retailers, authorizations and requests made its own."""
    if isinstance(value, dict):
        return {name: alone(below, mark, name) for name, below in value.items()}
    if isinstance(value, list):
        return [alone(below, mark) for below in value]
    return value + mark if key in MARKED and isinstance(value, str) else value


def own(event: Any, mark: str) -> Any:
    """An event or fact with its id and names made its own; a line that is no event stays as it is."""
    if not isinstance(event, dict):
        return event
    mine = alone(event, mark)
    if isinstance(mine.get("id"), str):
        mine["id"] += mark
    return mine


def marked(seed: int, contracts: Contracts) -> Json:
    """The world of a seed, in which nothing is shared with another world."""
    made = world(seed, contracts)
    return {key: [own(item, f".w{seed}") for item in made[key]] for key in ("control", "events")}


def written(item: Any) -> str:
    """An event as its input line."""
    return item if isinstance(item, str) else json.dumps(item)


def command_decisions(command: str, control: list[Json], lines: list[str], sinks: Path) -> list[Json] | str:
    """What the command decides, or why it decides nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "control.jsonl").write_text("".join(json.dumps(fact) + "\n" for fact in control), encoding="utf8")
        (folder / "input.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf8")
        files = ["--input", str(folder / "input.jsonl"), "--control", str(folder / "control.jsonl")]
        argv = [*shlex.split(command), "decide", *files, "--sinks", str(sinks)]
        try:
            done = subprocess.run(argv, capture_output=True, text=True, timeout=SECONDS_MAX, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return "the command can't be run"
    try:
        decided = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    except ValueError:
        return f"exit {done.returncode}, output that is not JSON lines"
    if len(decided) != len(lines):
        return f"exit {done.returncode}, {len(decided)} decisions for {len(lines)} events: {done.stderr.strip()[-600:]}"
    return decided


def free_texts(contracts: Contracts) -> frozenset[str]:
    """The paths of the free texts that a de-identifier may withhold."""
    fields = [field for contract in contracts.values() for field in contract.values()]
    return frozenset(field.path for field in fields if field.deidentified == "redacted")


def run(command: str, seeds: range, sinks: Path, fields: Path, *, clauses: bool) -> int:
    """Compare the command with the oracle; 0 where they agree, 1 where they differ, 2 where the command failed."""
    contracts = catalogue.read_contracts(fields)
    worlds = {seed: marked(seed, contracts) for seed in seeds}
    control = [fact for made in worlds.values() for fact in made["control"]]
    events = [(seed, n, event) for seed, made in worlds.items() for n, event in enumerate(made["events"])]
    lines = [written(event) for _, _, event in events]
    theirs = command_decisions(command, control, lines, sinks)
    if isinstance(theirs, str):
        sys.stderr.write(f"{theirs}\n")
        return 2
    decider = Decider(catalogue.read_sinks(sinks), contracts, control)
    seen: dict[str, list[Example]] = defaultdict(list)
    texts = free_texts(contracts)
    for (seed, position, event), line, got in zip(events, lines, theirs, strict=True):
        kind = str(event.get("type")) if isinstance(event, dict) else "no event"
        for difference in differences(decider.decide_line(line), got, texts):
            if clauses or not difference.startswith("clauses:"):
                seen[difference.replace(f".w{seed}", "")].append(Example(seed, position, kind))
    report(seen, len(lines))
    return 1 if seen else 0


def report(seen: dict[str, list[Example]], count: int) -> None:
    """Print each kind of difference with how often it was seen and where first."""
    ranked = sorted(seen.items(), key=lambda item: (item[0].startswith("clauses:"), -len(item[1])))
    for text, examples in ranked[:SHOWN_MAX]:
        first = examples[0]
        sys.stdout.write(f"{len(examples):5}  {text}\n       seed {first.seed} event {first.position} {first.type}\n")
    hidden = max(0, len(ranked) - SHOWN_MAX)
    sys.stdout.write(f"{count} events, {len(ranked)} kinds of difference" + (f", {hidden} not shown" * bool(hidden)))
    sys.stdout.write("\n")
