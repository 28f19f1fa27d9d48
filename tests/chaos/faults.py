"""Which faults happen when: a schedule that a seed alone decides."""

import random
from typing import NamedTuple

SESSION_SECONDS = 6.0
FROZEN_SECONDS = (SESSION_SECONDS + 1.5, SESSION_SECONDS + 5.0)
BRIEF_SECONDS = (0.2, 4.0)
DOWN_SECONDS = (0.0, 4.0)
STAYING_SECONDS = (10.0, 20.0)
NO_SECONDS = (0.0, 0.0)


class Kind(NamedTuple):
    """A kind of fault: how often it comes compared with others, and how long it lasts."""

    weight: int
    seconds: tuple[float, float]


KINDS = {
    "kill a worker": Kind(10, BRIEF_SECONDS),
    "kill a slot": Kind(10, NO_SECONDS),
    "freeze a worker": Kind(8, FROZEN_SECONDS),
    "kill the broker": Kind(5, DOWN_SECONDS),
    "stop a worker": Kind(6, BRIEF_SECONDS),
    "restart the broker": Kind(4, DOWN_SECONDS),
    "freeze a slot": Kind(8, FROZEN_SECONDS),
    "kill a worker with its state": Kind(5, BRIEF_SECONDS),
    "add a worker": Kind(4, STAYING_SECONDS),
    "freeze the broker": Kind(4, BRIEF_SECONDS),
    "freeze a slot briefly": Kind(4, BRIEF_SECONDS),
}
"""In the order in which a short schedule has one of each."""


class Fault(NamedTuple):
    """One fault: at which share of the stream it begins, whom it hits (a share of all there are), how long it lasts."""

    kind: str
    at: float
    whom: float
    seconds: float

    def __str__(self) -> str:
        return f"{self.kind}, {self.seconds:.1f} s" if self.seconds else self.kind


def schedule(count: int, seed: int) -> list[Fault]:
    """Faults over the whole stream: one of each kind as far as `count` goes, the rest by weight, in chance order."""
    rng = random.Random(seed)  # noqa: S311 - to be repeatable, not secret.
    kinds = [*KINDS][:count]
    kinds += rng.choices([*KINDS], [kind.weight for kind in KINDS.values()], k=count - len(kinds))
    rng.shuffle(kinds)
    moments = [(number + rng.random()) / (count + 1) for number in range(count)]
    return [
        Fault(kind, at, rng.random(), rng.uniform(*KINDS[kind].seconds))
        for kind, at in zip(kinds, moments, strict=True)
    ]
