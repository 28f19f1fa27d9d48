"""A producer without a broker, for the tests of those who emit."""

from typing import NamedTuple

from contracts.sdk.bounds import Bounds
from contracts.sdk.emitter import Emitter, Settled
from contracts.sdk.records import Record

PARTITIONS = 12
_BOUNDS = Bounds()


class Sent(NamedTuple):
    """A record as a topic would have it."""

    topic: str
    partition: int
    offset: int
    key: bytes
    headers: tuple[tuple[str, bytes], ...]
    value: bytes | None

    @property
    def attributes(self) -> dict[str, str]:
        """The CloudEvent's attributes, read off its headers."""
        return {name.removeprefix("ce_"): text.decode() for name, text in self.headers if name.startswith("ce_")}


class RecordingProducer(Emitter):
    """Checks, keys and places as a Producer does, and keeps in `sent` what would be sent; each topic is there."""

    def __init__(self, partitions: int = PARTITIONS, bounds: Bounds = _BOUNDS) -> None:
        super().__init__(bounds)
        self.sent: list[Sent] = []
        self._count_of_partitions = partitions
        self._ends: dict[tuple[str, int], int] = {}
        self._failures: list[str] = []

    def fail_next(self, kind: str = "timed_out", count: int = 1) -> None:
        """Let the next records be lost, as where a broker is away."""
        self._failures += [kind] * count

    def _partitions(self, topic: str) -> int:  # noqa: ARG002 - all topics of persons have equally many.
        return self._count_of_partitions

    def _send(self, record: Record, partition: int, settled: Settled) -> None:
        if self._failures:
            settled(None, self._failures.pop(0))
            return
        place = (record.topic, partition)
        offset = self._ends.get(place, 0)
        self._ends[place] = offset + 1
        self.sent.append(Sent(*place, offset, record.key, tuple(record.headers), record.value))
        settled(offset, None)

    def _disconnect(self) -> None:
        """Nothing to let go of."""
