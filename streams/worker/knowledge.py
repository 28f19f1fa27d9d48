"""What a slot knows, as the records of control topics have told it so far; a function of those records alone."""

from collections.abc import Callable, Mapping

import orjson

from contracts.event import Fact
from processors.facts.compile import Place, compile_fact
from processors.facts.preference import Choice
from processors.facts.rows import Row
from streams.kafka.topology import CARRIED, CONTACTS, PERSON_FACTS, SEEN
from streams.worker.identities import Identities
from streams.worker.records import Incoming
from streams.worker.shelf import Shared, Shelf
from streams.worker.told import right_partition, told


class Knowledge:
    """The shared facts, a shelf for each partition owned, and the identities seen."""

    def __init__(self, identities: Identities, partitions: int, check: Callable[[Fact], None]) -> None:
        self.shared = Shared()
        self.shelves: dict[int, Shelf] = {}
        self.identities = identities
        self._partitions, self._check = partitions, check
        self._learnt: list[bytes] = []

    def own(self, partitions: set[int]) -> set[int]:
        """Hold shelves for these partitions alone; those that are new, whose topics must be read from their start."""
        new = partitions - self.shelves.keys()
        self.shelves = {each: self.shelves.get(each) or Shelf(self.shared) for each in sorted(partitions)}
        return new

    def take(self, record: Incoming) -> None:
        """Take in one record of a control topic."""
        if record.topic == SEEN:
            self._learnt.append(record.key or b"")
        elif record.topic in (CARRIED, CONTACTS):
            self._take_carried(record)
        else:
            self._take_fact(record)

    def settle(self, read: Mapping[int, int]) -> None:
        """Keep what was learnt and what the last transaction has added; `read`: how far the identities are known."""
        self.identities.learn(self._learnt)
        self._learnt.clear()
        for shelf in self.shelves.values():
            shelf.settle()
        self.identities.settle(read)

    def undo(self) -> None:
        """Take back what the transaction under way has added."""
        for shelf in self.shelves.values():
            shelf.undo()
        self.identities.undo()

    def _take_carried(self, record: Incoming) -> None:
        holder = self.shared.facts.add if record.topic == CONTACTS else self.shelves[record.partition].learn
        if record.value:
            holder([restored(record.value)])

    def _take_fact(self, record: Incoming) -> None:
        read = told(record, self._check)
        if right_partition(record.topic, read.key, self._partitions) != record.partition:
            return  # Its own partition gets it from whoever governs this one.
        holder = self.shelves[record.partition] if record.topic in PERSON_FACTS else self.shared
        facts = holder if isinstance(holder, Shelf) else holder.facts
        key = read.key.encoded()
        if read.problem:
            holder.doubts.add(read.key.person, key, read.key.id)
            return
        holder.doubts.lift(read.key.person, key)
        if read.fact is None:
            facts.forget(Place(read.key.retailer, read.key.subject or None), read.key.id)
        elif isinstance(facts, Shelf):
            facts.learn(compile_fact(read.fact))
        else:
            facts.add(compile_fact(read.fact))


def kept(place: Place, row: Row) -> bytes:
    """A carried fact as its topic holds it."""
    return orjson.dumps([*place, *row], default=list)


def restored(value: bytes) -> tuple[Place, Row]:
    """A carried fact from what its topic holds."""
    retailer, subject, number, instant, narrows, fact_id, kind, said = orjson.loads(value)
    said = Choice(*said) if kind == "preference" else said
    return Place(retailer, subject, number), Row(instant, narrows, fact_id, kind, said)
