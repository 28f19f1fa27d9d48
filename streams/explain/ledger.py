"""The ledger lines of one event, found by reading the ledger once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson

from streams.lines import Overlong

Entry = dict[str, Any]
ENTRIES_MAX = 20
SOURCES_MAX = 20


class Ledger(Protocol):
    """The lines of a ledger, wherever they stand. `broken` says why they could be read no further."""

    @property
    def broken(self) -> str | None: ...  # noqa: D102 - the class says it.

    def __iter__(self) -> Iterator[bytes | Overlong]: ...


@dataclass
class Found:
    """What a ledger says of one event.

    `entries` are its decisions in order, `sources` who sent events of its id, `repeated` how often it was seen again.
    `unread` counts the lines that may be about it and are no ledger lines.
    """

    entries: list[Entry] = field(default_factory=list)
    sources: dict[str, None] = field(default_factory=dict)
    repeated: int = 0
    unread: int = 0


def find(ledger: Ledger, event_id: str, source: str | None = None) -> Found:
    """Find an event by its id, and by its source where one is given; what is kept is bounded."""
    found = Found()
    told = event_id.encode()
    for line in ledger:
        # A line without a backslash has the id as it is, so most lines need no parsing.
        if isinstance(line, Overlong) or (told not in line and b"\\" not in line):
            continue
        entry = _parsed(line)
        if entry is None:
            found.unread += told in line
        elif entry.get("id") == event_id:
            _take(found, entry, source)
    return found


def _parsed(line: bytes) -> Entry | None:
    try:
        entry = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return entry if isinstance(entry, dict) and _is_decision(entry) else None


def _is_decision(entry: Entry) -> bool:
    """Whether an entry has the shape of a decision; what it says of its sinks is told as it stands."""
    sinks = entry.get("sinks", {})
    shaped = isinstance(sinks, dict) and all(_is_verdict(verdict) for verdict in sinks.values())
    return isinstance(entry.get("outcome"), str) and shaped and isinstance(entry.get("label", {}), dict)


def _is_verdict(verdict: object) -> bool:
    if not isinstance(verdict, dict) or not isinstance(verdict.get("clauses"), list):
        return False
    wanted = ("form", "purpose", "fields") if verdict.get("allowed") else ()
    return all(name in verdict for name in wanted)


def _take(found: Found, entry: Entry, source: str | None) -> None:
    sender = str(entry.get("source"))
    if len(found.sources) < SOURCES_MAX:
        found.sources.setdefault(sender)
    if source not in (None, sender):
        return
    if entry["outcome"] == "duplicate":
        found.repeated += 1
    elif len(found.entries) < ENTRIES_MAX:
        found.entries.append(entry)
