"""The identities that a slot has governed: a copy on disk of what the topic of identities holds.

The topic is the truth; the copy spares a slot that starts again from reading all of it. An identity enters the copy
when its transaction is committed, so the copy never knows more than the topic. It may know less after a crash, and says
how far it goes: the rest is read.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from contracts.problems import Unusable
from streams.run.state import StateError, identity_of

CACHE_KIB = 64 << 10

_SCHEMA = """
CREATE TABLE IF NOT EXISTS seen (identity BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS read (partition INTEGER PRIMARY KEY, next INTEGER NOT NULL);
"""


class Identities:
    """What was seen, in a file that no other slot opens. `fresh` is what came since the last `settle` or `undo`."""

    def __init__(self, path: Path) -> None:
        self.fresh: dict[bytes, None] = {}
        with _as_os_errors():
            try:
                self._open(path)
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                    raise
                # A spoilt copy is made anew from the topic.
                self._database.close()
                path.unlink()
                self._open(path)

    def _open(self, path: Path) -> None:
        self._database = sqlite3.connect(path, timeout=0, isolation_level=None)
        # What a failing machine loses stands in the topic.
        for setting in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=OFF", f"cache_size=-{CACHE_KIB}"):
            self._database.execute(f"PRAGMA {setting}")
        self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN IMMEDIATE")

    def first(self, source: str, event_id: str) -> bool:
        """Note an identity; whether it was new."""
        identity = identity_of(source, event_id)
        if identity in self.fresh:
            return False
        with _as_os_errors():
            known = self._database.execute("SELECT 1 FROM seen WHERE identity = ?", (identity,)).fetchone()
        if known is None:
            self.fresh[identity] = None
        return known is None

    def forget(self, source: str, event_id: str) -> None:
        """Take an identity back."""
        self.fresh.pop(identity_of(source, event_id), None)

    def undo(self, since: int = 0) -> None:
        """Take back what is fresh, but for the first `since` identities."""
        while len(self.fresh) > since:
            self.fresh.popitem()

    def settle(self, read: Mapping[int, int]) -> None:
        """Keep what is fresh, and how far the topic's partitions are known."""
        self.learn(self.fresh)
        self.fresh.clear()
        with _as_os_errors():
            self._database.executemany("REPLACE INTO read VALUES (?, ?)", list(read.items()))
            self._database.execute("COMMIT")
            self._database.execute("BEGIN IMMEDIATE")

    def learn(self, identities: Iterator[bytes] | dict[bytes, None] | list[bytes]) -> None:
        """Take in identities that the topic holds."""
        with _as_os_errors():
            self._database.executemany("INSERT OR IGNORE INTO seen VALUES (?)", [(each,) for each in identities])

    def next_of(self, partition: int) -> int:
        """The first offset of a partition that is not known yet."""
        with _as_os_errors():
            row = self._database.execute("SELECT next FROM read WHERE partition = ?", (partition,)).fetchone()
        return row[0] if row else 0

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


@contextmanager
def _as_os_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise Unusable("another worker is at work in this state folder") from None
        raise StateError(error) from None
