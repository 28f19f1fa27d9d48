"""A slot that decides nothing: `python -m bench.kafka.transport NAME STATE MADE`.

Its clients, transactions and reading of control topics are the worker's own; in the place of governing it writes what
the file MADE holds, for one event after another.
"""

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.kafka.ending import asked_to_end
from bench.kafka.made import kept
from bench.kafka.stage import PARTITIONS
from streams.control import check_registration
from streams.kafka.connection import Connection
from streams.policies import load_policies
from streams.worker.clients import control_consumer, high_watermark_consumer, source_consumer, transactional_producer
from streams.worker.control import ControlReader
from streams.worker.identities import Identities
from streams.worker.knowledge import Knowledge
from streams.worker.plane import Plane
from streams.worker.records import Incoming, Outgoing
from streams.worker.settings import TRANSACTION_SECONDS_MAX, Settings
from streams.worker.slot import Slot
from streams.worker.transactions import Transactions
from streams.worker.trouble import Trouble
from streams.worker.watchdog import Watchdog
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
    connection, trouble = Connection.from_environment(os.environ), Trouble()
    instance = Settings(name, Path(state)).instance(0)
    identities = Identities(Path(state) / "identities.sqlite")
    check = partial(check_registration, packs=load_policies().packs)
    knowledge = Knowledge(identities, PARTITIONS, check)
    told_of = trouble.told_of
    clients = control_consumer(connection, told_of), high_watermark_consumer(connection, told_of)
    reader = ControlReader(*clients, knowledge)
    producer = transactional_producer(connection, instance, told_of)
    transactions = Transactions(producer, Watchdog(TRANSACTION_SECONDS_MAX), reader.note_written)
    consumer = source_consumer(connection, instance, told_of)
    slot = Slot(consumer, reader, transactions, knowledge, Carrier(kept(made)), Watched(), trouble)
    slot.open()
    while not asked:
        slot.turn()
    identities.close()
    slot.close()


if __name__ == "__main__":
    main()
