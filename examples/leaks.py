"""Counts the identifying strings of the input that are still legible in copies that should not have them.

    python -m examples.leaks --gold GOLD --events EVENTS OUTPUT...

A gold string leaks when its words stand in a de-identified or pseudonymised copy as a run of whole words, case aside.
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

_WORD = re.compile(r"\w+")
_COARSE = ("deidentified", "pseudonymised")


class Leaks(NamedTuple):
    """Copies looked at, those that leak, gold strings that stood in their events, and those still legible."""

    copies: int
    leaky: int
    strings: int
    legible: int

    def __add__(self, other: tuple[Any, ...]) -> "Leaks":
        return Leaks(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def share(self) -> float:
        """The share of the strings that are legible."""
        return self.legible / self.strings if self.strings else 0.0


NONE = Leaks(0, 0, 0, 0)


def leaks_of(gold: Path, events: Path, outputs: list[Path]) -> dict[str, Leaks]:
    """The leaks of each output that holds de-identified or pseudonymised copies, by file name."""
    strings = {row["id"]: [_words(text) for text in row["direct"]] for row in _rows(gold)}
    source = {row["id"]: _words(" ".join(_texts(row.get("data")))) for row in _rows(events) if "id" in row}
    found: dict[str, Leaks] = {}
    for output in outputs:
        for copy in _rows(output):
            if copy.get("form") in _COARSE and copy["causationid"] in strings:
                leaks = _leaks(copy, strings[copy["causationid"]], source[copy["causationid"]])
                found[output.name] = found.get(output.name, NONE) + leaks
    return found


def _leaks(copy: dict[str, Any], strings: list[str], source: str) -> Leaks:
    body = _words(" ".join(_texts(copy["data"])))
    wanted = [text for text in strings if text.strip() and text in source]
    legible = sum(text in body for text in wanted)
    return Leaks(1, int(legible > 0), len(wanted), legible)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file; a spoilt line has no copies, and so nothing that could leak."""
    with gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else path.open(encoding="utf8") as lines:
        for line in lines:
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if isinstance(row, dict):
                yield row


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and not isinstance(value, bool):
        yield f"{value} \n"


def main() -> int:
    """Print the leaks of each output."""
    parser = argparse.ArgumentParser(prog="python -m examples.leaks", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("outputs", type=Path, nargs="+")
    args = parser.parse_args()
    for name, leaks in leaks_of(args.gold, args.events, args.outputs).items():
        print(
            f"{name}: {leaks.leaky} of {leaks.copies} copies leak; "
            f"{leaks.legible} of {leaks.strings} strings are legible ({leaks.share:.2%})"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
