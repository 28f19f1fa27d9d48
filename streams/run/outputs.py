"""The output files of a job: appended to a batch at a time, cut back to what was committed when it is resumed."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from contracts.problems import Unusable

PARTIAL = ".partial"
LEDGER, QUARANTINE, DEAD_LETTERS = "ledger.jsonl", "quarantine.jsonl", "dead-letters.jsonl"
SUMMARY = "summary.json"


def sink_file(sink: str) -> str:
    """The name of a sink's file."""
    return f"sink.{sink}.jsonl"


def names_of(sinks: Iterable[str]) -> tuple[str, ...]:
    """The names of all output files but the summary."""
    names = (*(sink_file(sink) for sink in sinks), QUARANTINE, DEAD_LETTERS, LEDGER)
    odd = [name for name in names if "/" in name or "\0" in name]
    if odd:
        raise Unusable("a sink's name makes no file name")
    return names


class Outputs:
    """Files under their partial names. `sizes` are of what was written so far."""

    def __init__(self, folder: Path, names: Iterable[str], sizes: Mapping[str, int]) -> None:
        self.sizes = {name: sizes.get(name, 0) for name in names}
        self._files: dict[str, BinaryIO] = {}
        self._waiting: dict[str, list[bytes]] = {name: [] for name in self.sizes}
        try:
            for name, size in self.sizes.items():
                self._files[name] = _cut_back(folder / f"{name}{PARTIAL}", size)
        except BaseException:
            self.close()
            raise

    def add(self, name: str, line: bytes) -> None:
        """Have a line written with the batch."""
        self._waiting[name].append(line)

    def flush(self) -> None:
        """Write the batch's lines."""
        for name, lines in self._waiting.items():
            if lines:
                lines.append(b"")
                self.write(name, b"\n".join(lines))
                lines.clear()

    def write(self, name: str, content: bytes) -> None:
        """Write bytes at the end of a file."""
        file, left = self._files[name], memoryview(content)
        while left:
            left = left[file.write(left) :]
        self.sizes[name] += len(content)

    def sync(self) -> None:
        """Have all that was written on the disk itself."""
        for file in self._files.values():
            os.fsync(file.fileno())

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files.values():
            file.close()


def _cut_back(path: Path, size: int) -> BinaryIO:
    file: BinaryIO = path.open("ab", buffering=0)
    if file.tell() < size:
        file.close()
        raise Unusable(f"{path} is shorter than what was written to it; --overwrite begins anew")
    file.truncate(size)
    return file


def finish(folder: Path, names: Iterable[str]) -> None:
    """Give the files their names; those that have them already are left."""
    for name in names:
        partial = folder / f"{name}{PARTIAL}"
        if partial.exists():
            partial.replace(folder / name)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    partial = path.with_name(f"{path.name}{PARTIAL}")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
