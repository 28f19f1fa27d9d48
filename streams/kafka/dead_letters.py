"""Dead letters as people see them: where a record stood, why it was refused, and what became of the letter since.

A letter is the refused record, byte for byte, with its cause in `__connect.errors.` headers, which workers write. What
became of a letter is a record of its own in its partition, without those headers: its key is the letter's position, its
one header says what was done. So nothing is kept elsewhere, and the letters stay as they are.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from contracts.instant import format_instant
from streams.kafka.reading import Span, Stored, Topics
from streams.kafka.topology import DEAD_LETTERS, FACTS_TOPICS

ERRORS = "__connect.errors."
REPLAYED = "assay_replayed"
DISMISSED = "assay_dismissed"
ENDS = {REPLAYED: "replayed as", DISMISSED: "dismissed by"}

_POSITION = re.compile(rb"(\d{1,9}):(\d{1,18})")
_MESSAGE = re.compile(r"(?P<reason>\w+)(?:: (?P<kind>.+?)(?: at (?P<path>.+)| of attribute (?P<attribute>.+))?)?")
_MICROSECONDS_PER_MS = 1_000


class Position(NamedTuple):
    """Where a letter stands."""

    partition: int
    offset: int

    def __str__(self) -> str:
        return f"{self.partition}:{self.offset}"


class Origin(NamedTuple):
    """Where the refused record stood."""

    topic: str
    partition: int
    offset: int

    def __str__(self) -> str:
        return f"{self.topic}/{self.partition}/{self.offset}"

    @property
    def is_fact(self) -> bool:
        """Whether it was a control fact, or in a place for one."""
        return self.topic in FACTS_TOPICS


class Letter(NamedTuple):
    """A dead letter without its payload. `settled` says what became of it, None while nobody has dealt with it."""

    position: Position
    time: str
    origin: Origin
    reason: str
    kind: str | None
    path: str | None
    attribute: str | None
    problem: str
    stage: str
    settled: str | None = None

    def is_wanted(self, reason: str | None, topic: str | None) -> bool:
        """Whether it is of a reason and from a topic; None is any."""
        return reason in (None, self.reason) and topic in (None, self.origin.topic)


def letter_of(record: Stored, settled: str | None = None) -> Letter | None:
    """The letter that a record is; None for a record that is none."""
    # A producer may have sent headers of these names; the last of each is the pipeline's.
    cause = {name.removeprefix(ERRORS): _text(text) for name, text in record.headers if name.startswith(ERRORS)}
    place = f"{cause.get('partition')}:{cause.get('offset')}".encode()
    if not cause.get("topic") or not _POSITION.fullmatch(place):
        return None
    said = _MESSAGE.fullmatch(cause.get("exception.message", ""))
    told = said.groupdict() if said else {"reason": "unknown", "kind": None, "path": None, "attribute": None}
    return Letter(
        Position(record.partition, record.offset),
        format_instant(record.timestamp_ms * _MICROSECONDS_PER_MS),
        Origin(cause["topic"], int(cause["partition"]), int(cause["offset"])),
        **told,
        problem=cause.get("exception.class.name", ""),
        stage=cause.get("stage", ""),
        settled=settled,
    )


def end_of(record: Stored) -> tuple[int, str] | None:
    """The offset of the letter whose end a record tells, and that end; None for a letter, and for what is neither."""
    headers = dict(record.headers)
    ends = [name for name in ENDS if name in headers]
    key = _POSITION.fullmatch(record.key or b"")
    if not ends or not key or int(key[1]) != record.partition or f"{ERRORS}topic" in headers:
        return None
    by = _text(headers[ends[0]])
    return int(key[2]), f"{ENDS[ends[0]]} {by}" if by else ENDS[ends[0]].partition(" ")[0]


def letters(reader: Topics) -> Iterator[tuple[Letter, Stored]]:
    """Every letter that there is now, with its record; one partition after the other, each in its order."""
    for partition, span in reader.spans(DEAD_LETTERS).items():
        yield from letters_of(reader, partition, span)


def letters_of(reader: Topics, partition: int, span: Span) -> Iterator[tuple[Letter, Stored]]:
    """The letters of a span, with their records. It is read twice: what became of a letter stands behind it."""
    settled = dict(filter(None, map(end_of, reader.read(DEAD_LETTERS, partition, span))))
    for record in reader.read(DEAD_LETTERS, partition, span):
        letter = letter_of(record, settled.get(record.offset))
        if letter is not None:
            yield letter, record


def _text(header: bytes | None) -> str:
    return (header or b"").decode(errors="replace")
