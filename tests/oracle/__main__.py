"""The oracle as a command: it decides like `assay decide`, and compares another command with itself."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.oracle import catalogue, runner
from tests.oracle.catalogue import Json
from tests.oracle.decide import Decider


def lines_of(paths: Iterable[Path]) -> Iterable[str]:
    """The lines of files that are not blank."""
    for path in paths:
        with path.open(encoding="utf8") as lines:
            yield from (line for line in lines if line.strip())


def decide(options: argparse.Namespace) -> int:
    """Print one decision a line."""
    sinks = catalogue.read_sinks(options.sinks)
    control: list[Json] = [json.loads(line) for line in lines_of(options.control)]
    decider = Decider(sinks, catalogue.read_contracts(options.fields), control)
    for line in lines_of(options.input):
        sys.stdout.write(json.dumps(decider.decide_line(line)) + "\n")
    return 0


def compare(options: argparse.Namespace) -> int:
    """Print how another command differs, grouped by kind."""
    return runner.run(options.assay, options.seeds, options.sinks, options.fields, clauses=options.clauses)


def seeds(text: str) -> range:
    """A range of seeds written as `0..200`, the end left out, or one seed."""
    first, _, last = text.partition("..")
    return range(int(first), int(last) if last else int(first) + 1)


def arguments() -> argparse.ArgumentParser:
    """The options of both verbs."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    one = verbs.add_parser("decide", help="decide events like the command")
    one.add_argument("--input", action="extend", nargs="+", type=Path, default=[])
    one.add_argument("--control", action="extend", nargs="+", type=Path, default=[])
    one.set_defaults(verb=decide)
    two = verbs.add_parser("compare", help="compare a command with the oracle on random worlds")
    two.add_argument("--assay", default=".venv/bin/assay", help="the command")
    two.add_argument("--seeds", type=seeds, default=range(50), help="such as 0..200")
    two.add_argument("--clauses", action=argparse.BooleanOptionalAction, default=True, help="compare clauses too")
    two.set_defaults(verb=compare)
    for verb in (one, two):
        verb.add_argument("--sinks", type=Path, default=catalogue.SINKS_FILE)
        verb.add_argument("--fields", type=Path, default=catalogue.FIELDS_FILE)
    return parser


if __name__ == "__main__":
    chosen = arguments().parse_args()
    status: int = chosen.verb(chosen)
    sys.exit(status)
