"""Gzip decompressed as it is read, up to its very last byte before a break."""

import io
import zlib
from contextlib import suppress
from typing import Any, BinaryIO

GZIP_MARK = b"\x1f\x8b"
CHUNK_BYTES = 1 << 16
_FORMAT = 31  # zlib's window size for a gzip member with its header and check sum.


class Gunzip(io.RawIOBase):
    """The content of a gzip file. A break ends it as an end of file would; `broken` then says what it was."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._inflate = zlib.decompressobj(_FORMAT)
        self._waiting = b""
        self._is_inside = False
        self.broken: str | None = None

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one step of decompression does; 0 at the end."""
        made = b""
        while not made and self.broken is None and self._feed():
            made = self._step(len(buffer))
        buffer[: len(made)] = made
        return len(made)

    def _feed(self) -> bool:
        """Have something to decompress; False at the end of the file."""
        if self._inflate.eof:
            self._waiting, self._is_inside = self._inflate.unused_data, False
            self._inflate = zlib.decompressobj(_FORMAT)
        if not self._is_inside:
            self._waiting = self._waiting.lstrip(b"\0")  # Members may follow one another with zeros between them.
        while not self._waiting:
            read = self._raw.read(CHUNK_BYTES)
            if not read:
                self.broken = "the gzip ends too early" if self._is_inside else None
                return self._is_inside  # A last step brings out what is still held back.
            self._waiting = read if self._is_inside else read.lstrip(b"\0")
        self._is_inside = True
        return True

    def _step(self, size: int) -> bytes:
        before = self._inflate.copy()
        try:
            made = self._inflate.decompress(self._waiting, size)
        except zlib.error:
            self.broken = "the gzip is broken"
            return _until_break(before, self._waiting, size)
        self._waiting = self._inflate.unconsumed_tail
        return made


def _until_break(inflate: Any, waiting: bytes, size: int) -> bytes:
    """What a step that failed had decompressed before, found a byte at a time."""
    made = b""
    with suppress(zlib.error):
        for at in range(len(waiting)):
            made += inflate.decompress(waiting[at : at + 1])
    return made[:size]
