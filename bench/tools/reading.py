"""What every tool's script does: read texts from standard input, print the spans that the tool finds, and its pace.

A line of input is {"id", "text"}; a line of output {"id", "spans": [[start, end, label]]}; the last line
{"seconds", "version", "licence"}. Imports nothing of this project's, since it runs where only the tool is installed.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from importlib.metadata import metadata

Spans = Iterable[tuple[int, int, str]]


def run(package: str, find: Callable[[str], Spans]) -> None:
    """Read all texts, then find in all of them; only the finding is timed."""
    rows = [json.loads(line) for line in sys.stdin]
    found = []
    find("Warm up with Jane Doe, 555-0100.")
    began = time.process_time()
    for row in rows:
        found.append(list(find(row["text"])))
    seconds = time.process_time() - began
    for row, spans in zip(rows, found, strict=True):
        sys.stdout.write(json.dumps({"id": row["id"], "spans": spans}) + "\n")
    about = metadata(package)
    told = (
        about.get_all("License-Expression")
        or about.get_all("License")
        or _classified(about.get_all("Classifier") or [])
    )
    licence = ", ".join(told).split("\n", 1)[0] or "not told"
    sys.stdout.write(json.dumps({"seconds": seconds, "version": about["Version"], "licence": licence}) + "\n")


def _classified(classifiers: Iterable[str] | None) -> list[str]:
    return [line.rpartition(" :: ")[2] for line in classifiers or () if line.startswith("License ::")]
