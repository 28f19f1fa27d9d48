"""Where a job stands, in one small database: each commit goes with what the output files then held.

A commit survives the end of the process at any moment. Files and database are given to the disk itself when the job is
finished; should the machine fail before, files that came out shorter than the database says are told, not gone on with.
"""

import errno
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from contracts.problems import Unusable
from processors.facts.compile import Place
from processors.facts.preference import Choice
from processors.facts.rows import Row

IDENTITY_BYTES = 16
CACHE_KIB = 64 << 10
IN_MEMORY_OR_SPILT = ""  # A private database that the engine spills to a temporary file.

_SCHEMA = """
CREATE TABLE IF NOT EXISTS progress (only INTEGER PRIMARY KEY CHECK (only = 0), standing BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS seen (identity BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS carried (number INTEGER PRIMARY KEY, fact BLOB NOT NULL);
"""


BASIC_CODE = 0xFF  # What is left of an extended result code is its kind.
BARRED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)


class StateError(OSError):
    """The database could not be read or written; OSError, since it is the world's problem and no event's."""

    def __init__(self, error: sqlite3.Error) -> None:
        super().__init__(errno.EACCES if _kind(error) in BARRED else errno.EIO, f"the state: {error}")


class SpoiltState(Unusable):
    """The database is none, or has lost its order."""


class State:
    """The database of one job, which no other process can open meanwhile."""

    def __init__(self, path: Path | None = None) -> None:
        with _as_os_errors():
            self._database = sqlite3.connect(path or IN_MEMORY_OR_SPILT, timeout=0, isolation_level=None)
            try:
                self._prepare()
            except sqlite3.Error:
                self._database.close()
                raise

    def _prepare(self) -> None:
        # Without these a commit would wait for the disk, which only a failing machine asks for.
        for setting in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=OFF", f"cache_size=-{CACHE_KIB}"):
            self._database.execute(f"PRAGMA {setting}")
        self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN IMMEDIATE")

    def first(self, source: str, event_id: str) -> bool:
        """Note an identity; whether it was new."""
        identity = identity_of(source, event_id)
        try:
            return self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (identity,)).rowcount == 1
        except sqlite3.Error as error:
            raise StateError(error) from None

    def forget(self, source: str, event_id: str) -> None:
        """Take an identity back."""
        with _as_os_errors():
            self._database.execute("DELETE FROM seen WHERE identity = ?", (identity_of(source, event_id),))

    def standing(self) -> dict[str, Any] | None:
        """What the last commit said of where the job stands; None for a job that has not begun."""
        with _as_os_errors():
            row = self._database.execute("SELECT standing FROM progress").fetchone()
        return orjson.loads(row[0]) if row else None

    def carried(self) -> Iterator[tuple[Place, Row]]:
        """The facts that events have carried, in the order in which they came."""
        with _as_os_errors():
            for (fact,) in self._database.execute("SELECT fact FROM carried ORDER BY number"):
                yield _restored(orjson.loads(fact))

    def commit(self, standing: dict[str, Any], carried: Iterable[tuple[Place, Row]]) -> None:
        """Note where the job stands, with the facts that events have carried since."""
        facts = [(orjson.dumps([*place, *row], default=list),) for place, row in carried]
        with _as_os_errors():
            self._database.executemany("INSERT INTO carried (fact) VALUES (?)", facts)
            self._database.execute("REPLACE INTO progress VALUES (0, ?)", (orjson.dumps(standing),))
            self._database.execute("COMMIT")
            self._database.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Let go of the database; what was not committed is undone."""
        self._database.close()


def identity_of(source: str, event_id: str) -> bytes:
    """A digest of an event's identity that no two events share; the length tells where the source ends."""
    return hashlib.blake2b(f"{len(source)}:{source}{event_id}".encode(), digest_size=IDENTITY_BYTES).digest()


def _restored(kept: list[Any]) -> tuple[Place, Row]:
    retailer, subject, number, instant, narrows, fact_id, kind, value = kept
    return Place(retailer, subject, number), Row(instant, narrows, fact_id, kind, _value(kind, value))


def _value(kind: str, value: Any) -> Any:
    return Choice(*value) if kind == "preference" else value


def _kind(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & BASIC_CODE


@contextmanager
def _as_os_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if _kind(error) == sqlite3.SQLITE_BUSY:
            raise Unusable("another job is at work in this folder") from None
        if _kind(error) in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise SpoiltState("the state of this folder's job is spoilt; --overwrite begins anew") from None
        raise StateError(error) from None
