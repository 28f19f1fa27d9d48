"""One transaction after another: all records of a batch and its source offsets, or none of them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from confluent_kafka import KafkaError, KafkaException, Message, Producer, TopicPartition

from contracts.problems import Problem
from streams.kafka.topology import CARRIED, SEEN
from streams.worker.records import Outgoing
from streams.worker.watchdog import Watchdog

CALL_SECONDS_MAX: Final = 3.0
QUEUE_POLL_SECONDS: Final = 0.05

Written = Callable[[KafkaError | None, Message], None]


class Aborted(Problem):
    """A transaction that was undone; the batch may be tried again from the committed offsets."""

    reason = "aborted"
    retryable = True


class Ended(Problem):
    """A producer that can do no more: fenced by another of its name, or not allowed; its process must be left."""

    reason = "ended"


class Transactions:
    """Commits batches by one transactional producer.

    `written` is told where records of the topics that only an owner writes to have come to lie.
    """

    def __init__(self, producer: Producer, watchdog: Watchdog, written: Written) -> None:
        self._producer, self._watchdog = producer, watchdog
        self._callbacks: dict[str, Written] = {CARRIED: written, SEEN: written}

    def open(self) -> None:
        """Fence whoever had this name before; raise Aborted where it may be tried again, Ended where it may not."""
        try:
            self._producer.init_transactions(CALL_SECONDS_MAX)
        except KafkaException as failure:
            error: KafkaError = failure.args[0]
            raise (Aborted if error.retriable() and not error.fatal() else Ended)(_kind(error)) from None

    def commit(self, outgoing: Iterable[Outgoing], offsets: Sequence[TopicPartition], group: Any) -> None:
        """Write records and source offsets as one; raise Aborted where nothing of it was written."""
        with self._watchdog.watching():
            try:
                self._producer.begin_transaction()
                for record in outgoing:
                    self._produce(record)
                _insist(lambda: self._producer.send_offsets_to_transaction(list(offsets), group, CALL_SECONDS_MAX))
                _insist(lambda: self._producer.commit_transaction(CALL_SECONDS_MAX))
            except KafkaException as failure:
                error: KafkaError = failure.args[0]
                self._abort(error)
                raise Aborted(_kind(error)) from None

    def _abort(self, error: KafkaError) -> None:
        if error.fatal():
            raise Ended(_kind(error))
        try:
            _insist(lambda: self._producer.abort_transaction(CALL_SECONDS_MAX))
        except KafkaException as failure:
            raise Ended(_kind(failure.args[0])) from None

    def _produce(self, record: Outgoing) -> None:
        callback = self._callbacks.get(record.topic)
        told: dict[str, Any] = {"on_delivery": callback} if callback else {}
        while True:
            try:
                self._producer.produce(
                    record.topic,
                    value=record.value,
                    key=record.key,
                    partition=record.partition,
                    headers=list(record.headers),
                    **told,
                )
            except BufferError:
                self._producer.poll(QUEUE_POLL_SECONDS)
            else:
                return


def _insist(call: Callable[[], object]) -> None:
    """Call until it is done; the client keeps where it was. The watchdog ends what takes too long."""
    while True:
        try:
            call()
        except KafkaException as failure:
            error: KafkaError = failure.args[0]
            if not error.retriable() or error.txn_requires_abort() or error.fatal():
                raise
        else:
            return


def _kind(error: KafkaError) -> str:
    return error.name()
