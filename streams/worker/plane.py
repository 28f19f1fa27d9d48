"""From one record to the records that come of it; what is wrong with one is its own problem alone."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from contracts.decode import decode_record, readable_attributes
from contracts.event import Event, Fact
from contracts.problems import Malformed, Problem, UnknownType
from contracts.routing import FactKey, fact_key, partition_of, person_key, subject_of, topic_of
from processors.copies.emit import Emitter
from processors.govern import Governor
from streams.exits import whereabouts
from streams.kafka.topology import CARRIED, CONTACTS, FACTS_TOPICS, LEDGER, QUARANTINE, SEEN, sink_topic
from streams.run.pipeline import UNDECIDABLE, Emissions, Pipeline
from streams.worker.knowledge import Knowledge, kept
from streams.worker.letters import dead_letter, of_problem
from streams.worker.records import Incoming, Outgoing
from streams.worker.settings import RECORD_BYTES_MAX, REROUTED_BYTES_MAX
from streams.worker.shelf import Shelf
from streams.worker.told import Told, right_partition, told
from streams.worker.watched import Watched

REQUESTS = "governance.request"
NOTED = b"1"  # A record without a value would take its key out of a compacted topic.


class Plane:
    """Governs the records of the partitions that a slot owns."""

    def __init__(
        self,
        governor: Governor,
        emitter: Emitter,
        knowledge: Knowledge,
        partitions: int,
        check: Callable[[Fact], None],
        task: str,
        watched: Watched,
    ) -> None:
        self._governor, self._emitter, self._knowledge = governor, emitter, knowledge
        self._partitions, self._check, self._task, self._watched = partitions, check, task, watched
        self._pipelines: dict[int, Pipeline] = {}

    def own(self) -> None:
        """Govern under the knowledge of the partitions owned now."""
        self._pipelines = {partition: self._pipeline(shelf) for partition, shelf in self._knowledge.shelves.items()}

    def begin(self, position: Callable[[int], str]) -> None:
        """Begin a batch that is decided with the control topics read as far as `position` says of each partition."""
        for partition, pipeline in self._pipelines.items():
            pipeline.controlposition = position(partition)

    def govern(self, record: Incoming) -> list[Outgoing]:
        """All that comes of one record; what nobody foresaw makes it a dead letter, and holds up no other."""
        shelf = self._knowledge.shelves.get(record.partition)
        carried, fresh = len(shelf.carried) if shelf else 0, len(self._knowledge.identities.fresh)
        try:
            return list(self._fact(record) if record.topic in FACTS_TOPICS else self._event(record))
        except OSError:
            raise  # The machine's trouble, and no record's.
        except Exception as error:  # noqa: BLE001 - whatever it is, the partition goes on.
            if shelf:
                shelf.undo(carried)
            self._knowledge.identities.undo(fresh)
            return list(self._failed(record, error))

    def give_up(self, record: Incoming) -> list[Outgoing]:
        """All that comes of a record that nobody may look into: a dead letter, and an event's line in the ledger."""
        problem = Malformed("ends_processes")
        self._watched.alarm(f"given up, since processes ended at it: {record.position}")
        if record.topic in FACTS_TOPICS:
            return [of_problem(record, self._task, "VALUE_CONVERTER", problem)]
        return list(self._refused(record, self._pipelines[record.partition].refuse(problem), problem))

    def _pipeline(self, shelf: Shelf) -> Pipeline:
        return Pipeline(self._governor, self._emitter, shelf, self._knowledge.identities, "")

    def _event(self, record: Incoming) -> Iterator[Outgoing]:
        pipeline = self._pipelines[record.partition]
        try:
            event = decode_record(record.headers, record.value)
            if topic_of(event.type) != record.topic:
                raise _not_of_this_topic(record)
        except Problem as problem:
            return self._refused(record, pipeline.refuse(problem), problem)
        key = person_key(event.retailer, subject_of(event))
        right = partition_of(key, self._partitions) if subject_of(event) else record.partition
        if right != record.partition:
            return self._rerouted(record, right, key)
        return self._governed(record, event, pipeline)

    def _rerouted(self, record: Incoming, partition: int, key: bytes) -> Iterator[Outgoing]:
        """The record sent on to where its person's facts are, or a dead letter where its topic would not take it."""
        sent_on = Outgoing(record.topic, partition, key, record.headers, record.value)
        if sent_on.size_bytes <= REROUTED_BYTES_MAX:
            self._watched.count("rerouted", record.topic)
            yield sent_on
        elif record.topic in FACTS_TOPICS:
            yield of_problem(record, self._task, "TRANSFORMATION", Malformed("too_long"))
        else:
            problem = Malformed("too_long")
            yield from self._refused(record, self._pipelines[record.partition].refuse(problem), problem)

    def _governed(self, record: Incoming, event: Event, pipeline: Pipeline) -> Iterator[Outgoing]:
        shelf = self._knowledge.shelves[record.partition]
        fresh = self._knowledge.identities.fresh
        noted, carried = len(fresh), len(shelf.carried)
        emitted = pipeline.govern(event, partial(_whole, record))
        outgoing = list(self._outgoing(record, emitted))
        if any(each.size_bytes > RECORD_BYTES_MAX for each in outgoing):
            return self._oversize(record, event, pipeline, shelf, carried)
        self._watched.decided(emitted.decision)
        if len(fresh) > noted:
            outgoing.append(Outgoing(SEEN, record.partition, next(reversed(fresh)), (), NOTED))
        for place, row in shelf.carried[carried:]:
            topic, partition = (CONTACTS, 0) if place.number else (CARRIED, record.partition)
            identity = fact_key(event.retailer, subject_of(event), event.source, event.id)
            outgoing.append(Outgoing(topic, partition, identity, (), kept(place, row)))
        return iter(outgoing)

    def _oversize(
        self, record: Incoming, event: Event, pipeline: Pipeline, shelf: Shelf, carried: int
    ) -> Iterator[Outgoing]:
        """An event of which a record would come that no topic takes: it has no effect."""
        self._knowledge.identities.forget(event.source, event.id)
        shelf.undo(carried)
        problem = Malformed("too_long")
        problem.name_event(readable_attributes(record.headers, record.value))
        return self._refused(record, pipeline.refuse(problem), problem)

    def _refused(self, record: Incoming, emitted: Emissions, problem: Problem) -> Iterator[Outgoing]:
        self._watched.decided(emitted.decision)
        yield self._ledger(record, emitted)
        yield of_problem(record, self._task, "TRANSFORMATION", problem)

    def _outgoing(self, record: Incoming, emitted: Emissions) -> Iterator[Outgoing]:
        partition = record.partition
        yield self._ledger(record, emitted)
        for copy in emitted.copies:
            key = copy.subject.encode() if copy.subject else None
            yield Outgoing(sink_topic(copy.sink), partition, key, copy.headers(), copy.data)
        if emitted.quarantine:
            yield Outgoing(QUARANTINE, partition, None, (), emitted.quarantine)
        if emitted.dead_letter:
            yield dead_letter(record, self._task, "TRANSFORMATION", "Undecidable", emitted.dead_letter["reason"])
        if emitted.fault:
            self._watched.alarm(f"a stage failed on {record.position}: {emitted.fault}")

    @staticmethod
    def _ledger(record: Incoming, emitted: Emissions) -> Outgoing:
        source = {"topic": record.topic, "partition": str(record.partition), "offset": str(record.offset)}
        headers = [(f"source{name}", text.encode()) for name, text in source.items()]
        return Outgoing(LEDGER, record.partition, None, headers, emitted.ledger)

    def _fact(self, record: Incoming) -> Iterator[Outgoing]:
        read = told(record, self._check)
        if self._is_misplaced(record, read):
            right = right_partition(record.topic, read.key, self._partitions)
            yield from self._rerouted(record, right, read.key.encoded())
        elif read.problem:
            self._watched.count("invalid_facts", record.topic)
            self._watched.alarm(f"an invalid control fact at {record.position}: {read.problem}")
            yield of_problem(record, self._task, "VALUE_CONVERTER", read.problem)
        elif read.fact and record.topic == REQUESTS:
            yield from self._event(record)

    def _failed(self, record: Incoming, error: Exception) -> Iterator[Outgoing]:
        if record.topic in FACTS_TOPICS:
            self._watched.alarm(f"a stage failed on {record.position}: {whereabouts(error)}")
            yield dead_letter(record, self._task, "TRANSFORMATION", "Undecidable", UNDECIDABLE)
        else:
            yield from self._outgoing(record, self._pipelines[record.partition].fail(None, error))

    def _is_misplaced(self, record: Incoming, read: Told) -> bool:
        """Whether a fact stands where its person's events do not meet it, or where compaction may take it out."""
        if record.value is None and FactKey.parse(record.key) is None:
            return False
        right = right_partition(record.topic, read.key, self._partitions)
        return record.partition != right or record.key != read.key.encoded()


def _not_of_this_topic(record: Incoming) -> Problem:
    problem = UnknownType("not_of_this_topic", attribute="type")
    problem.name_event(readable_attributes(record.headers, record.value))
    return problem


def _whole(record: Incoming) -> dict[str, Any]:
    return readable_attributes(record.headers, record.value)
