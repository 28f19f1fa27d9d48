"""Lines of files and of standard input, with the place at which reading can go on; gzip is read by name."""

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, NamedTuple

from contracts.problems import Unusable
from streams.gunzip import GZIP_MARK, Gunzip

STANDARD_INPUT = Path("-")
LINE_BYTES_MAX = 16 << 20  # A longer line is no event, and is never held whole.
CHUNK_BYTES = 1 << 16


class Place(NamedTuple):
    """How far a source was read: bytes of its content, decompressed, and lines."""

    offset: int = 0
    line: int = 0


BEGINNING = Place()


class Overlong(NamedTuple):
    """A line over the bound: its parts can be gone through once, before the next line is asked for."""

    parts: Iterator[bytes]


class Source:
    """One input. `broken` says why a gzip could be read no further; what stood before the break has then been read."""

    def __init__(self, path: Path, begin: Place = BEGINNING) -> None:
        self.path = path
        self._raw = _opened(path)
        self._gzip = Gunzip(self._raw) if is_gzip(path) else None
        self._file: BinaryIO = io.BufferedReader(self._gzip, CHUNK_BYTES) if self._gzip else self._raw
        self.offset, self.line = begin
        self._skip()

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *_: object) -> None:
        if self.path != STANDARD_INPUT:
            self._raw.close()

    def __iter__(self) -> Iterator[bytes | Overlong]:
        """Every line with its line end, blank ones too."""
        while text := self._next():
            self.line += 1
            if len(text) < LINE_BYTES_MAX or text.endswith(b"\n"):
                yield text
                continue
            overlong = Overlong(self._parts(text))
            yield overlong
            for _ in overlong.parts:
                pass

    @property
    def broken(self) -> str | None:
        """What is wrong with a gzip that was read up to its break."""
        return self._gzip.broken if self._gzip else None

    @property
    def place(self) -> Place:
        """Where the next line begins."""
        return Place(self.offset, self.line)

    @property
    def raw_bytes(self) -> int:
        """Bytes of the file itself that were read, for showing progress."""
        return self._raw.tell()

    def _next(self) -> bytes:
        text = self._file.readline(LINE_BYTES_MAX)
        self.offset += len(text)
        return text

    def _parts(self, part: bytes) -> Iterator[bytes]:
        while part:
            yield part
            part = b"" if part.endswith(b"\n") else self._next()

    def _skip(self) -> None:
        if self._gzip is None:
            if self.offset:
                self._raw.seek(self.offset)
            return
        left = self.offset
        while left and (skipped := len(self._file.read(min(left, CHUNK_BYTES)))):
            left -= skipped


def is_gzip(path: Path) -> bool:
    """Whether a file is read as gzip: by its name."""
    return path.suffix == ".gz"


def check_readable(paths: Iterable[Path], again: bool = False) -> None:
    """Raise Unusable for an input that cannot be read at all, or where `again` is asked for, not a second time."""
    for path in paths:
        if path == STANDARD_INPUT:
            if again:
                raise Unusable("standard input cannot be read again, and so not by a job that can be resumed")
            continue
        mode = _mode(path)
        if S_ISREG(mode):
            _check_head(path)
        elif again:
            raise Unusable(f"{path} is no regular file, and cannot be read again by a job that is resumed")
        elif not os.access(path, os.R_OK):
            raise Unusable(f"{path} cannot be read: Permission denied")


def _check_head(path: Path) -> None:
    with _opened(path) as file:
        if is_gzip(path) and not GZIP_MARK.startswith(file.read(len(GZIP_MARK))):
            raise Unusable(f"{path} is no gzip")


def _mode(path: Path) -> int:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise Unusable(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'no such name'}") from None
    if S_ISDIR(mode):
        raise Unusable(f"{path} is a folder")
    return mode


def _opened(path: Path) -> BinaryIO:
    if path == STANDARD_INPUT:
        return sys.stdin.buffer
    _mode(path)
    try:
        return path.open("rb", buffering=CHUNK_BYTES)
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}") from None
