"""The command run in this process, and the folders that it leaves."""

import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from streams.cli import ended, invoke

Json = dict[str, Any]


class Ended(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[Json]:
        """The JSON lines of standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


def run_assay(*args: object, given: bytes = b"") -> Ended:
    """Run the command; `given` is its standard input."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf8"), io.TextIOWrapper(io.BytesIO(), "utf8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf8"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code = ended(lambda: invoke([str(arg) for arg in args]))
    return Ended(code, _printed(out), _printed(err))


def _printed(stream: io.TextIOWrapper) -> str:
    stream.flush()
    printed: bytes = stream.buffer.getvalue()  # type: ignore[attr-defined]
    return printed.decode()


def write_lines(path: Path, records: Iterable[Json | bytes]) -> Path:
    """A file of JSON lines; bytes stand as they are."""
    path.write_bytes(b"".join(one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in records))
    return path


def read_lines(path: Path) -> list[Json]:
    """The records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def contents(folder: Path) -> dict[str, bytes]:
    """Every output file of a folder but the time that it took."""
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    if "summary.json" in found:
        summary = json.loads(found["summary.json"])
        found["summary.json"] = json.dumps({**summary, "seconds": 0, "events_per_second": 0}).encode()
    return found
