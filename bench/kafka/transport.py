"""A slot that decides nothing: `python -m bench.kafka.transport NAME STATE MADE`.

Its clients, transactions and reading of control topics are the worker's own; in the place of governing it writes what
the file MADE holds, for one event after another.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.kafka.ending import asked_to_end
from bench.kafka.made import kept
from bench.kafka.stage import KEY
from streams.kafka.connection import Connection
from streams.worker.plane import Plane
from streams.worker.process import Given, assembled
from streams.worker.records import Incoming, Outgoing
from streams.worker.settings import Settings
from streams.worker.trouble import Trouble
from streams.worker.watched import Watched


class Carrier(Plane):
    """Stands where records are governed, and hands out others."""

    def __init__(self, made: Iterator[list[Outgoing]]) -> None:
        self._made = made

    def own(self) -> None:
        """Nothing depends on what is owned."""

    def begin(self, position: Callable[[int], str]) -> None:
        """Nothing depends on what was read."""

    def govern(self, record: Incoming) -> list[Outgoing]:
        """What was made for one event or another, in the partition of this one."""
        return [Outgoing(each.topic, record.partition, each.key, each.headers, each.value) for each in next(self._made)]


def main() -> None:
    """Carry records until asked to end."""
    asked = asked_to_end()
    name, state, made = sys.argv[1:]
    given = Given(Settings(name, Path(state)), Connection.from_environment(os.environ), KEY)
    slot, identities = assembled(given, 0, Watched(), Trouble())
    # The worker has no use for another way to govern, so it takes none.
    slot._plane = Carrier(kept(made))
    slot.open()
    while not asked:
        slot.turn()
    identities.close()
    slot.close()


if __name__ == "__main__":
    main()
