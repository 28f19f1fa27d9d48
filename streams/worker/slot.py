"""One slot's loop: consume, read the control topics to their ends, govern, commit; after a failure, from the start."""

import logging
import time
from collections.abc import Iterable, Sequence
from typing import Any

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, Message, TopicPartition

from streams.kafka.topology import EVENTS, FACTS_TOPICS, PERSON_FACTS
from streams.worker.at_work import AtWork
from streams.worker.control import Behind, ControlReader
from streams.worker.knowledge import Knowledge
from streams.worker.plane import Plane
from streams.worker.records import Outgoing, incoming
from streams.worker.settings import (
    BATCH_LINGER_SECONDS,
    BATCH_OUT_BYTES_MAX,
    BATCH_RECORDS_MAX,
    BATCH_SECONDS_MAX,
    CONTROL_SECONDS_MAX,
)
from streams.worker.transactions import Aborted, Ended, Transactions
from streams.worker.trouble import Trouble
from streams.worker.watched import Watched

CALL_SECONDS_MAX = 5.0
ORDERED = (*EVENTS, *PERSON_FACTS)
_LOG = logging.getLogger("assay.slot")


class Slot:
    """Governs the partitions that its group gives it, until it is told to stop or has to leave its process."""

    def __init__(
        self,
        consumer: Consumer,
        reader: ControlReader,
        transactions: Transactions,
        knowledge: Knowledge,
        plane: Plane,
        watched: Watched,
        trouble: Trouble,
        at_work: AtWork,
    ) -> None:
        self._at_work = at_work
        self._consumer, self._reader, self._transactions = consumer, reader, transactions
        self._knowledge, self._plane, self._watched, self._trouble = knowledge, plane, watched, trouble
        self._assigned: list[TopicPartition] | None = None
        self._held: list[Message] = []
        self._is_rebalanced = self._must_rewind = False

    @property
    def partitions(self) -> Sequence[int]:
        """The partitions owned."""
        return sorted(self._knowledge.shelves)

    def open(self) -> None:
        """Fence the slot of this name before, and join the group."""
        while True:
            try:
                self._transactions.open()
                break
            except Aborted as problem:
                self._trouble.met(problem.kind)
        topics = [*EVENTS, *FACTS_TOPICS]
        self._consumer.subscribe(topics, on_assign=self._on_assign, on_revoke=self._on_revoke, on_lost=self._on_revoke)

    def turn(self) -> None:
        """Govern one batch, or find out why not; raise Ended where the process must be left."""
        try:
            if self._must_rewind:
                self._rewind()
            messages, group = self._batch()
            if self._is_rebalanced and self._assigned is not None:
                self._take_over(self._assigned)
            elif messages and self._assigned:
                self._govern(messages, group)
                self._trouble.over()
        except Aborted as problem:
            self._undo(problem.kind)
        except Behind as problem:
            self._undo(problem.kind)
        except KafkaException as failure:
            self._undo(failure.args[0].name())

    def close(self) -> None:
        """Leave the group to whoever has this slot's name next."""
        self._consumer.close()

    def _on_assign(self, consumer: Consumer, assigned: list[TopicPartition]) -> None:
        self._assigned, self._is_rebalanced = assigned, True
        consumer.assign(assigned)
        # Nothing is handed out before the control topics of these partitions have been read.
        consumer.pause(assigned)

    def _on_revoke(self, _consumer: Consumer, _revoked: list[TopicPartition]) -> None:
        # What is known of the partitions is kept: most of them come back with the next assignment.
        self._assigned, self._is_rebalanced = None, False
        self._held.clear()

    def _batch(self) -> tuple[list[Message], Any]:
        """The next messages, with the group's generation as of then: later it might be one that is not theirs."""
        messages, self._held = self._held, []
        if not messages:
            messages = self._consumer.consume(BATCH_RECORDS_MAX, BATCH_LINGER_SECONDS)
        return [message for message in messages if self._is_record(message)], self._consumer.consumer_group_metadata()

    def _is_record(self, message: Message) -> bool:
        error = message.error()
        if error is not None:
            self._trouble.met(error.name())
        return error is None

    def _take_over(self, assigned: list[TopicPartition]) -> None:
        """Learn what is known of the partitions, then let their records come, from the committed offsets on."""
        self._held.clear()
        self._must_rewind = False
        partitions = _co_partitioned(assigned)
        self._reader.own(partitions)
        if self._reader.catch_up(lambda: self._still_has(assigned)):
            self._plane.own()
            self._consumer.resume(assigned)
            self._is_rebalanced = False
            _LOG.info("owns partitions %s", ",".join(map(str, sorted(partitions))) or "none")

    def _still_has(self, assigned: list[TopicPartition]) -> bool:
        """Whether the assignment is still this one; asking keeps the slot in its group."""
        message = self._consumer.poll(0)
        if message is not None and self._is_record(message):
            self._must_rewind = True
        return self._assigned is assigned

    def _govern(self, messages: Sequence[Message], group: Any) -> None:
        self._reader.read_to_end(CONTROL_SECONDS_MAX)
        self._plane.begin(self._reader.position)
        outgoing, taken = self._outgoing(messages)
        self._transactions.commit(outgoing, _offsets(messages[:taken]), group)
        self._reader.settle()
        self._watched.settle()
        self._held = list(messages[taken:])

    def _outgoing(self, messages: Sequence[Message]) -> tuple[list[Outgoing], int]:
        """What comes of as many messages as fit a transaction, and how many they are."""
        outgoing: list[Outgoing] = []
        deadline, size_bytes = time.monotonic() + BATCH_SECONDS_MAX, 0
        governed = 0
        for message in messages:
            records = self._records(message)
            outgoing += records
            governed += 1
            size_bytes += sum(record.size_bytes for record in records)
            if time.monotonic() > deadline or size_bytes > BATCH_OUT_BYTES_MAX:
                break
        self._at_work.rest()
        return outgoing, governed

    def _records(self, message: Message) -> list[Outgoing]:
        if self._at_work.begin(message):
            return self._plane.govern(incoming(message))
        return self._plane.give_up(incoming(message, with_headers=False))

    def _undo(self, kind: str) -> None:
        self._knowledge.undo()
        self._watched.undo()
        self._held.clear()
        self._must_rewind = True
        self._trouble.met(kind)

    def _rewind(self) -> None:
        """Go back to what is committed; a partition without a commit begins at its first record."""
        for place in self._consumer.committed(self._assigned, timeout=CALL_SECONDS_MAX) if self._assigned else ():
            if place.error:
                raise KafkaException(place.error)
            offset = place.offset if place.offset >= 0 else OFFSET_BEGINNING
            self._consumer.seek(TopicPartition(place.topic, place.partition, offset))
        self._must_rewind = False


def _offsets(messages: Iterable[Message]) -> list[TopicPartition]:
    """The next offset of every partition that messages are from."""
    ends = {(message.topic() or "", message.partition() or 0): message.offset() or 0 for message in messages}
    return [TopicPartition(topic, partition, offset + 1) for (topic, partition), offset in ends.items()]


def _co_partitioned(assigned: Iterable[TopicPartition]) -> set[int]:
    """The partitions owned of every topic by person; Ended where they are not the same of each."""
    owned: dict[str, set[int]] = {topic: set() for topic in ORDERED}
    for place in assigned:
        if place.topic in owned:
            owned[place.topic].add(place.partition)
    if len({frozenset(partitions) for partitions in owned.values()}) > 1:
        raise Ended("topics_not_co_partitioned")
    return owned[ORDERED[0]]
