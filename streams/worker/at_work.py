"""The record that a slot is at work on, noted where the end of its process cannot take it away.

Native code may end a process instead of raising: confluent-kafka does at a header whose name is not UTF-8. A record at
which the process ended time and again is given up, unread, so that it stops its partition no longer than that.
"""

import mmap
import os
from pathlib import Path
from typing import Final

from confluent_kafka import Message

DEATHS_MAX: Final = 3
"""A process that is killed for another reason dies at some record too, but not thrice at one."""

NOTE_BYTES: Final = 512


class AtWork:
    """The note of one slot, in a file of its own."""

    def __init__(self, path: Path) -> None:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(descriptor, NOTE_BYTES)
            self._note = mmap.mmap(descriptor, NOTE_BYTES)
        finally:
            os.close(descriptor)
        deaths, _, self._suspect = self._note[:].rstrip(b"\0").partition(b" ")
        self._deaths = int(deaths) if deaths.isdigit() else 0

    def begin(self, message: Message) -> bool:
        """Note the record; False where the process has ended at it too often, and it must not be looked into."""
        place = f"{message.topic()}/{message.partition()}/{message.offset()}".encode()
        deaths = self._deaths if place == self._suspect else 0
        if deaths >= DEATHS_MAX:
            return False
        self._note[:] = (b"%d %b" % (deaths + 1, place)).ljust(NOTE_BYTES, b"\0")
        return True

    def rest(self) -> None:
        """Note that no record is being looked into."""
        self._note[:] = bytes(NOTE_BYTES)
