"""What can go wrong between a producer and its topics."""

from typing import NamedTuple, Self

from contracts.problems import Problem

LOST_NAMED_MAX = 100


class Identity(NamedTuple):
    """Which event or fact a record is."""

    source: str
    id: str


class Undelivered(Problem):
    """Records of which it is not known that they reached their topics: `count`, the first by identity in `lost`.

    Emitting them again, with whatever was emitted to their topics since, is right even where they did arrive: the
    pipeline gives a second event of one source and id no second effect.
    """

    reason = "undelivered"
    retryable = True

    topic: str | None = None
    count: int = 1
    lost: tuple[Identity, ...] = ()

    @classmethod
    def of(cls, kind: str, topic: str | None = None, count: int = 1, lost: tuple[Identity, ...] = ()) -> Self:
        """The problem of some records; `kind` is what kept them, several kinds joined by commas."""
        problem = cls(kind)
        problem.topic, problem.count, problem.lost = topic, count, lost[:LOST_NAMED_MAX]
        return problem

    def __str__(self) -> str:
        where = f" to {self.topic}" if self.topic else ""
        many = f", records: {self.count}" if self.count > 1 else ""
        return f"{self.reason}: {self.kind}{where}{many}"
