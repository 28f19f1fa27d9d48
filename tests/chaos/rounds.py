"""The shared stream again and again, each round under new ids and about persons of its own, few enough to come back.

A telephone number belongs to one person alone here, as an identity does: what a STOP changes then lies in the partition
of whoever said it, and the logs of partitions can be replayed one after the other.
"""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from zlib import crc32

import orjson

from tests.chaos.sending import Json

STREAM = Path(__file__).parents[2] / "bench" / "stream"
CAST = 150
"""Persons of one round at each retailer; so each has several events, and facts about one matter to the next."""

_NUMBER = re.compile(r"\+1415555\d{4}")


@cache
def _lines(name: str) -> tuple[bytes, ...]:
    with gzip.open(STREAM / f"{name}.jsonl.gz") as lines:
        return tuple(lines)


def round_size() -> int:
    """How many events one round has."""
    return len(_lines("events"))


def events() -> Iterator[Json]:
    """Events without end."""
    for number in count():
        for line in _lines("events"):
            yield _renewed(orjson.loads(line), number)


def facts(rounds: int) -> Iterator[Json]:
    """The control facts of some rounds; those about no person once."""
    for number in range(rounds):
        for line in _lines("control"):
            fact = orjson.loads(line)
            if number == 0 or "subject" in fact["data"]:
                yield _renewed(fact, number)


def _renewed(event: Json, number: int) -> Json:
    renewed = {**event, "id": f"{number}-{event['id']}"}
    subject = event.get("subject")
    if subject is None:
        return renewed
    person = crc32(subject.encode()) % CAST
    data = {name: _renumbered(value, number, person) for name, value in event["data"].items()}
    named = {name: f"c{number}-{person}" for name in ("customer_id", "subject") if name in data}
    return {**renewed, "subject": f"c{number}-{person}", "data": {**data, **named}}


def _renumbered(value: object, number: int, person: int) -> object:
    return telephone(number, person) if isinstance(value, str) and _NUMBER.fullmatch(value) else value


def telephone(number: int, person: int) -> str:
    """The number of one person of one round."""
    return f"+1415{number:03d}{person:04d}"
