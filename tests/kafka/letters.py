"""Dead letters as workers write them, and topics that stand in memory."""

from collections.abc import Iterable, Iterator

from contracts.decode import Headers
from contracts.problems import Problem
from streams.kafka.dead_letters_ending import Sending
from streams.kafka.reading import Span, Stored
from streams.kafka.topology import DEAD_LETTERS
from streams.worker.letters import of_problem
from streams.worker.records import Incoming

NOON_MS = 1_780_401_600_000


def letter(
    problem: Problem,
    at: tuple[str, int, int] = ("events.crm", 3, 40),
    key: bytes | None = b"aurorac-1",
    value: bytes | None = b'{"text":"canary-4a7e"}',
    headers: Headers = (("ce_id", b"e-1"), ("content-type", b"application/json")),
    position: tuple[int, int] = (3, 0),
) -> Stored:
    """The letter of a record that stood `at` a topic, a partition and an offset; it stands at `position` itself."""
    written = of_problem(Incoming(*at, key, headers, value), "first-0", "TRANSFORMATION", problem)
    return Stored(written.topic, *position, NOON_MS, written.key, written.value, tuple(written.headers))


def as_stored(sending: Sending, offset: int) -> Stored:
    """A record that was written, as it stands."""
    return Stored(*sending[:2], offset, NOON_MS, *sending[2:4], tuple(sending.headers))


class Shelf:
    """Topics of four partitions in memory."""

    def __init__(self, records: Iterable[Stored]) -> None:
        self._records = list(records)

    def spans(self, topic: str) -> dict[int, Span]:
        """Every partition, up to its last record."""
        spans = {}
        for partition in range(4):
            offsets = [one.offset for one in self._records if (one.topic, one.partition) == (topic, partition)]
            spans[partition] = Span(min(offsets, default=0), max(offsets, default=-1) + 1)
        return spans

    def read(self, topic: str, partition: int, span: Span) -> Iterator[Stored]:
        """The records of a span."""
        for record in self._records:
            if (record.topic, record.partition) == (topic, partition) and span.begin <= record.offset < span.end:
                yield record


__all__ = ["DEAD_LETTERS", "Shelf", "as_stored", "letter"]
