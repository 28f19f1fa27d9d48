"""The reading of free text, by corpus and by kind of event, beside the floor that no reading could be faster than.

    python -m bench.reading [--events N] [--rounds N]

The floor parses each line's JSON and splits the same text into words. Rounds of floor and reading are interleaved and
the medians of their CPU times are printed: these figures depend on the machine and on what else it does.
"""

import argparse
import gzip
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import orjson
from rich.console import Console
from rich.table import Table

from contracts.decode import decode_line
from processors.tag import tag
from processors.text.document import Document, Known, Reading
from processors.text.fields import read
from processors.text.identifiers.known import known_of
from processors.text.reader import TextReader
from streams.policies import load_policies

STREAM = Path(__file__).parent / "stream" / "events.jsonl.gz"
CORPORA = Path(__file__).parents[1] / "training" / "corpora"
START = "from processors.text.reader import TextReader; TextReader()"
STARTS = 3
MICROSECONDS = MEGABYTE = 1_000_000
KIBIBYTE = 1024
NOTHING = Reading((), (), 0.0)
HOSTILE = (
    "a", "7", "@", ".", " ", "\n", "a@", "ab:", "a dot b at ", "a:", "1-", "((", "Ruby Pearl ", "A1-", "r u b y ",
    "\u738b", "a\u200b", "(555) 555-0100 ", "e\u0301", "4 ", "ssn card pin daughter chemo 1 ", "passport a1 ",
    "cvv 12 ", "4\u200b1", "one two three\n", "4111 1111 1111 1111 ", "my score is 7 declined for $4,000. ",
)  # fmt: skip


class Kind(NamedTuple):
    """The documents of one corpus or one kind of event, and the lines that they came in."""

    name: str
    lines: list[bytes]
    documents: list[Document]

    def floor(self) -> None:
        """Parse every line and split every text into words."""
        for line in self.lines:
            orjson.loads(line)
        for document in self.documents:
            document.text.split()


class Cost(NamedTuple):
    """The CPU seconds of one round of a kind: the floor, and the reading."""

    floor: float
    reading: float


def kinds_of_events(path: Path, most: int) -> Iterator[Kind]:
    """The free text of the bundled stream, by kind of event."""
    types = load_policies().types
    kinds: dict[str, Kind] = {}
    for line in _head(path, most):
        event = decode_line(line)
        tagged = tag(event, types)
        parts = event.type.split(".")
        name = f"{parts[0]}.{parts[-1]}"
        kind = kinds.setdefault(name, Kind(name, [], []))
        document = read(event, tagged.shape, tagged.present, lambda _: NOTHING).document
        kind.documents.extend([document] if document.text else [])
        kind.lines.append(line)
    yield from (kind for _, kind in sorted(kinds.items()) if kind.documents)


def kinds_of_corpora(folder: Path) -> Iterator[Kind]:
    """The labelled corpora, a text a document; what a shop knows of its people goes with it."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        lines = list(_head(path, sys.maxsize))
        yield Kind(path.name.removesuffix(".jsonl.gz"), lines, [_document(line) for line in lines])


def _document(line: bytes) -> Document:
    row = orjson.loads(line)
    return Document(row["text"], (), known_of(row.get("roster")))


def _head(path: Path, most: int) -> Iterator[bytes]:
    with gzip.open(path) as lines:
        for _, line in zip(range(most), lines, strict=False):
            yield line.rstrip(b"\n")


def timed(work: Callable[[], object]) -> float:
    """The CPU seconds of a piece of work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def costs(kinds: Sequence[Kind], rounds: int) -> list[Cost]:
    """What each kind costs, by the median of the rounds."""
    found: list[list[Cost]] = [[] for _ in kinds]
    reader = TextReader()
    for _ in range(rounds):
        for kind, seen in zip(kinds, found, strict=True):
            seen.append(Cost(timed(kind.floor), timed(partial(_read_all, reader, kind.documents))))
    return [Cost(*map(statistics.median, zip(*seen, strict=True))) for seen in found]


def _read_all(reader: TextReader, documents: Sequence[Document]) -> None:
    for document in documents:
        reader.read(document)


def start_seconds() -> float:
    """The seconds of a process that loads the reader and ends, its compiled code being at hand."""
    times = []
    for _ in range(STARTS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", START], check=True, cwd=Path(__file__).parents[1])  # noqa: S603 - this very Python.
        times.append(time.perf_counter() - began)
    return min(times)


def megabytes() -> list[tuple[float, str]]:
    """The CPU seconds of a megabyte of each hostile piece, the worst first."""
    reader = TextReader()
    known = Known({"PERSON": ("Ruby Pearl", "Ana Bel\u00e9n")})
    found = []
    for piece in HOSTILE:
        document = Document((piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE], (), known)
        found.append((timed(partial(reader.read, document)), piece))
    return sorted(found, reverse=True)


def table_of(title: str, kinds: Sequence[Kind], rounds: int) -> Table:
    """What each kind and all of them cost."""
    table = Table(title=title)
    table.add_column("what")
    for column in ("documents", "characters", "µs a document", "floor, µs", "documents/s", "MB/s"):
        table.add_column(column, justify="right")
    found = costs(kinds, rounds)
    for kind, cost in zip(kinds, found, strict=True):
        table.add_row(*_row(kind.name, kind.documents, cost))
    whole = Cost(sum(cost.floor for cost in found), sum(cost.reading for cost in found))
    table.add_row(*_row("all", [document for kind in kinds for document in kind.documents], whole))
    return table


def _row(name: str, documents: Sequence[Document], cost: Cost) -> tuple[str, ...]:
    count = len(documents)
    size = sum(len(document.text.encode("utf-8", "surrogatepass")) for document in documents)
    return (
        name,
        f"{count:,}",
        f"{sum(len(document.text) for document in documents) / count:,.0f}",
        f"{cost.reading / count * MICROSECONDS:.1f}",
        f"{cost.floor / count * MICROSECONDS:.1f}",
        f"{count / cost.reading:,.0f}",
        f"{size / cost.reading / MEGABYTE:.2f}",
    )


def main() -> int:
    """Run the bench and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--stream", type=Path, default=STREAM)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    console = Console()
    console.print(table_of("By kind of event", list(kinds_of_events(args.stream, args.events)), args.rounds))
    console.print(table_of("By corpus", list(kinds_of_corpora(args.corpora)), args.rounds))
    whole = Table(title="The reader")
    whole.add_column("what")
    whole.add_column("figure", justify="right")
    whole.add_row("start, compiled code at hand, s", f"{start_seconds():.2f}")
    for seconds, piece in megabytes()[:5]:
        whole.add_row(f"a megabyte of {piece!r}, s", f"{seconds:.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTE
    whole.add_row("peak memory, all documents held, MiB", f"{peak:,.0f}")
    console.print(whole)
    return 0


if __name__ == "__main__":
    sys.exit(main())
