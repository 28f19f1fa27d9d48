"""Records to govern, as many as are asked for: the bundled stream again and again, each time of other persons."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from contracts.sdk.records import Record, event_record, fact_record
from contracts.sdk.tracing import Trace

STREAM = Path(__file__).parents[1] / "stream"
_NO_TRACE = Trace()


class Line(NamedTuple):
    """A line of the stream, with the id and the person that every round has of its own."""

    text: bytes
    id: bytes
    subject: bytes | None

    def of_round(self, number: int) -> dict[str, Any]:
        """The event or fact as it is in one round."""
        text = self.text
        for name in (self.id, self.subject):
            if name:
                text = text.replace(b'"%b"' % name, b'"%b.%d"' % (name, number))
        attributes: dict[str, Any] = orjson.loads(text)
        return attributes


class Batch(NamedTuple):
    """Events that nobody has seen yet, and the facts that must be known before them."""

    facts: list[Record]
    events: list[Record]


class Supply:
    """Gives events in the order of the stream; every record is made and checked by the producer SDK."""

    def __init__(self, folder: Path = STREAM) -> None:
        self._events = _lines(folder / "events.jsonl.gz")
        facts = _lines(folder / "control.jsonl.gz")
        self._of_persons = [line for line in facts if line.subject]
        self._of_all = [line for line in facts if not line.subject]
        self._taken = 0

    def take(self, count: int) -> Batch:
        """The next events."""
        facts: list[Record] = []
        events: list[Record] = []
        for number in range(self._taken, self._taken + count):
            round_number, at = divmod(number, len(self._events))
            if at == 0:
                facts += self._facts_of_round(round_number)
            events.append(event_record(self._events[at].of_round(round_number), _NO_TRACE))
        self._taken += count
        return Batch(facts, events)

    def _facts_of_round(self, number: int) -> Iterator[Record]:
        of_all = () if number else (orjson.loads(line.text) for line in self._of_all)
        yield from (fact_record(fact, _NO_TRACE) for fact in of_all)
        yield from (fact_record(line.of_round(number), _NO_TRACE) for line in self._of_persons)


def _lines(path: Path) -> list[Line]:
    with gzip.open(path) as lines:
        return [_line(text.rstrip(b"\n")) for text in lines]


def _line(text: bytes) -> Line:
    attributes = orjson.loads(text)
    data = attributes["data"]
    subject = attributes.get("subject") or data.get("subject") or data.get("customer_id")
    return Line(text, attributes["id"].encode(), subject.encode() if subject else None)
