"""Reading the control topics: before a batch is decided they have been read up to their ends as of its start."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, Message, TopicPartition

from contracts.problems import Problem
from streams.kafka.topology import CARRIED, PERSON_FACTS, SEEN, WIDE
from streams.worker.at_work import AtWork
from streams.worker.knowledge import Knowledge
from streams.worker.records import incoming

Place = tuple[str, int]

ENDS: Final = -1  # The timestamp that asks brokers for the end of a partition.
QUERY_SECONDS_MAX: Final = 5.0
POLL_SECONDS: Final = 0.05
READ_RECORDS_MAX: Final = 2_000
SLICE_SECONDS: Final = 1.0
OWN_TOPICS: Final = (CARRIED, SEEN)
"""Topics that nobody but the owner of a partition writes to: they are read when a partition is taken over."""


class Behind(Problem):
    """The control topics could not be read to their ends in time."""

    reason = "behind"
    retryable = True


class ControlReader:
    """Keeps a slot's knowledge up to the control topics of the partitions that it owns."""

    def __init__(self, consumer: Consumer, watermarks: Consumer, knowledge: Knowledge, at_work: AtWork) -> None:
        self._consumer, self._watermarks = consumer, watermarks
        self._knowledge, self._at_work = knowledge, at_work
        self._next: dict[Place, int] = {}
        self._following: tuple[Place, ...] = ()

    def own(self, partitions: set[int]) -> None:
        """Read the control topics of these partitions from now on, those that are new from their beginning.

        Whoever owned one of them meanwhile may have written to it; `catch_up` must follow.
        """
        new = self._knowledge.own(partitions)
        fresh = {(topic, each) for topic in (*PERSON_FACTS, CARRIED) for each in new}
        self._following = tuple([(topic, 0) for topic in WIDE] + [(t, p) for t in PERSON_FACTS for p in partitions])
        everything = (*self._following, *((topic, each) for topic in OWN_TOPICS for each in partitions))
        self._next = {place: 0 if place in fresh else self._start(place) for place in everything}
        self._assign(everything)

    def catch_up(self, goes_on: Callable[[], bool]) -> bool:
        """Read what was taken over to its very end, slice by slice; False where `goes_on` called it off.

        A transaction of the owner before may be committed and not yet visible everywhere: its end is awaited too.
        """
        ends = self._ends(self._watermarks, self._next)
        while not self._read_to(ends, SLICE_SECONDS):
            if not goes_on():
                return False
        # From here on nobody else writes to what the slot writes itself.
        self._assign(self._following)
        self._knowledge.settle(self._identities_read())
        return True

    def read_to_end(self, seconds_max: float) -> None:
        """Read the topics that others write to, up to their ends as of now; raise Behind where that takes too long."""
        ends = self._ends(self._consumer, self._following)
        if not self._read_to(ends, seconds_max):
            raise Behind("control_topics_not_read_to_their_end")

    def settle(self) -> None:
        """Keep what the transaction just committed has added."""
        self._knowledge.settle(self._identities_read())

    def position(self, partition: int) -> str:
        """How far the control topics that concern a partition have been read, for labels and the ledger."""
        concerning = [place for place in self._following if place[1] == partition or place[0] in WIDE]
        read = sorted((topic, self._next[topic, each]) for topic, each in concerning)
        return ",".join(f"{topic.removeprefix('governance.')}={offset}" for topic, offset in read if offset)

    def note_written(self, error: KafkaError | None, message: Message) -> None:
        """Note how far a topic is known by having written it."""
        topic, partition, offset = message.topic(), message.partition(), message.offset()
        if error is None and topic is not None and partition is not None and offset is not None:
            place = (topic, partition)
            if place in self._next:
                self._next[place] = max(self._next[place], offset + 1)

    def _assign(self, places: Iterable[Place]) -> None:
        self._consumer.assign([TopicPartition(*place, self._next[place] or OFFSET_BEGINNING) for place in places])

    def _start(self, place: Place) -> int:
        topic, partition = place
        return self._next.get(place, self._knowledge.identities.next_of(partition) if topic == SEEN else 0)

    def _identities_read(self) -> dict[int, int]:
        return {partition: offset for (topic, partition), offset in self._next.items() if topic == SEEN}

    @staticmethod
    def _ends(consumer: Consumer, places: Iterable[Place]) -> Mapping[Place, int]:
        asked = [TopicPartition(*place, ENDS) for place in places]
        answered = consumer.offsets_for_times(asked, timeout=QUERY_SECONDS_MAX)
        for each in answered:
            if each.error:
                raise KafkaException(each.error)
        return {(each.topic, each.partition): each.offset for each in answered}

    def _read_to(self, ends: Mapping[Place, int], seconds_max: float) -> bool:
        deadline = time.monotonic() + seconds_max
        while any(self._next.get(place, end) < end for place, end in ends.items()):
            if time.monotonic() > deadline:
                return False
            for message in self._consumer.consume(READ_RECORDS_MAX, POLL_SECONDS):
                self._take(message)
        self._at_work.rest()
        return True

    def _take(self, message: Message) -> None:
        error = message.error()
        if error is not None and error.code() != KafkaError._PARTITION_EOF:
            raise KafkaException(error)
        record = incoming(message, with_headers=self._at_work.begin(message))
        place = (record.topic, record.partition)
        if error is None:
            self._knowledge.take(record)
        self._next[place] = max(self._next[place], record.offset + (error is None))
