"""What a producer emitted has arrived, is told to be lost, or is on its way within bounds; nothing in silence."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from contracts.problems import Malformed, Unusable
from contracts.sdk import Bounds, Position, Undelivered
from contracts.sdk.emitter import Emitter, Settled
from contracts.sdk.problems import LOST_NAMED_MAX
from contracts.sdk.records import Record
from contracts.sdk.testing import RecordingProducer
from tests.contracts.fields import event, full
from tests.contracts.test_problems import CANARY, CANARY_NUMBER, problem_of, shown, spoilt_events

NOTE = "crm.note.added"
SOON = Bounds(blocking_seconds_max=0.01, delivery_seconds_max=0.01)


def note(number: int = 1, text: str = "words") -> dict[str, Any]:
    return event(NOTE, {**full(NOTE), "text": text}, id=f"e-{number}")


class Waiting(Emitter):
    """Hands records to nobody until it is told what became of them."""

    def __init__(self, bounds: Bounds = SOON) -> None:
        super().__init__(bounds)
        self.waiting: list[tuple[Record, Settled]] = []
        self.disconnected = 0

    def _partitions(self, topic: str) -> int:
        if topic == "events.usage":
            raise Undelivered.of("not_authorized", topic)
        return 1

    def _send(self, record: Record, partition: int, settled: Settled) -> None:  # noqa: ARG002 - the base's signature.
        if b"unsendable" in (record.value or b""):
            raise Undelivered.of("not_authorized", record.topic, lost=(record.identity,))
        self.waiting.append((record, settled))

    def _disconnect(self) -> None:
        self.disconnected += 1


def test_an_event_that_arrived_tells_where() -> None:
    """Its future has the topic, the partition and the offset."""
    producer = RecordingProducer(1)
    positions = [producer.emit(note(number)).result(0) for number in range(2)]
    assert positions == [Position("events.crm", 0, 0), Position("events.crm", 0, 1)]
    assert [(sent.partition, sent.offset) for sent in producer.sent] == [(0, 0), (0, 1)]


def test_what_one_thread_emits_stays_in_its_order() -> None:
    """Records are handed on as they were emitted."""
    producer = Waiting()
    for number in range(5):
        producer.emit(note(number))
    assert [record.identity.id for record, _ in producer.waiting] == [f"e-{number}" for number in range(5)]


def test_a_lost_event_is_told_by_its_future_and_by_the_next_flush() -> None:
    """Once each, with the identities of what was lost and none of what arrived."""
    producer = RecordingProducer()
    producer.fail_next("timed_out")
    future = producer.emit(note(1))
    producer.emit(note(2))
    with pytest.raises(Undelivered) as told:
        future.result(0)
    assert (told.value.kind, told.value.topic, told.value.lost) == ("timed_out", "events.crm", (("/shop/1", "e-1"),))
    with pytest.raises(Undelivered) as flushed:
        producer.flush()
    assert (flushed.value.count, flushed.value.lost) == (1, (("/shop/1", "e-1"),))
    producer.flush()


def test_a_flush_tells_all_that_was_lost() -> None:
    """Every kind, every topic where there is one, the first identities and their number."""
    producer = RecordingProducer()
    producer.fail_next("timed_out", LOST_NAMED_MAX)
    producer.fail_next("not_authorized")
    for number in range(LOST_NAMED_MAX + 2):
        producer.emit(note(number))
    with pytest.raises(Undelivered) as told:
        producer.flush()
    assert (told.value.count, len(told.value.lost)) == (LOST_NAMED_MAX + 1, LOST_NAMED_MAX)
    assert str(told.value) == "undelivered: not_authorized,timed_out to events.crm, records: 101"


def test_losses_are_logged_once_until_they_are_told(caplog: pytest.LogCaptureFixture) -> None:
    """Who never looks at futures finds one line, not one a record."""
    producer = RecordingProducer()
    with caplog.at_level(logging.ERROR):
        for _ in range(2):
            producer.fail_next(count=3)
            for number in range(3):
                producer.emit(note(number))
            with pytest.raises(Undelivered):
                producer.flush()
    assert [record.getMessage() for record in caplog.records] == ["undelivered: timed_out to events.crm"] * 2


def test_a_flush_does_not_wait_for_ever() -> None:
    """What is not settled in time is told, and may arrive still."""
    producer = Waiting()
    future = producer.emit(note())
    with pytest.raises(Undelivered, match="unsettled"):
        producer.flush()
    producer.waiting[0][1](7, None)
    assert future.result(0).offset == 7
    producer.flush()


def test_a_failed_future_cannot_be_cancelled_before() -> None:
    """A record on its way cannot be called back."""
    producer = Waiting()
    assert not producer.emit(note()).cancel()


BOUNDED: list[tuple[str, Bounds]] = [
    ("records", Bounds(unsettled_records_max=2, blocking_seconds_max=0.01, delivery_seconds_max=0.01)),
    (
        "bytes",
        Bounds(
            record_bytes_max=20_000, unsettled_bytes_max=30_000, blocking_seconds_max=0.01, delivery_seconds_max=0.01
        ),
    ),
]


@pytest.mark.parametrize(("what", "bounds"), BOUNDED, ids=[what for what, _ in BOUNDED])
def test_what_is_on_its_way_is_bounded(what: str, bounds: Bounds) -> None:  # noqa: ARG001 - the id of the case.
    """Where there is no room an event is not taken, after waiting for some; once there is, it is."""
    producer = Waiting(bounds)
    for number in range(2):
        producer.emit(note(number, "x" * 10_000))
    with pytest.raises(Undelivered) as told:
        producer.emit(note(2, "x" * 10_000))
    assert (told.value.kind, told.value.lost) == ("no_room", (("/shop/1", "e-2"),))
    producer.waiting[0][1](0, None)
    producer.emit(note(2, "x" * 10_000))
    assert [record.identity.id for record, _ in producer.waiting] == ["e-0", "e-1", "e-2"]


@pytest.mark.parametrize(
    "refused",
    [
        lambda producer: producer.emit(note(text="unsendable")),
        lambda producer: producer.emit(event("usage.page.viewed")),
    ],
)
def test_what_was_not_taken_is_told_at_once_and_takes_no_room(refused: Callable[[Emitter], object]) -> None:
    """The caller has the problem; a flush says nothing of it again."""
    producer = Waiting(Bounds(unsettled_records_max=1, blocking_seconds_max=0.01))
    with pytest.raises(Undelivered, match="not_authorized"):
        refused(producer)
    producer.flush()
    producer.emit(note())
    assert len(producer.waiting) == 1


def test_an_event_longer_than_the_bound_is_refused() -> None:
    """As the pipeline refuses it, and with its identity."""
    with pytest.raises(Malformed, match="too_long") as told:
        RecordingProducer(bounds=Bounds(record_bytes_max=1000)).emit(note(text="x" * 1000))
    assert (told.value.source, told.value.event_id) == ("/shop/1", "e-1")


@pytest.mark.parametrize(
    "bounds", [{"blocking_seconds_max": 0}, {"record_bytes_max": -1}, {"unsettled_bytes_max": 1000}]
)
def test_bounds_that_let_nothing_through_are_refused(bounds: dict[str, Any]) -> None:
    """Each is more than nothing, and the longest record has room."""
    with pytest.raises(Unusable):
        Bounds(**bounds)


def test_a_closed_producer_emits_no_more() -> None:
    """Closing again does nothing, emitting raises."""
    producer = Waiting()
    producer.close()
    producer.close()
    with pytest.raises(Undelivered, match="closed"):
        producer.emit(note())
    assert (producer.disconnected, producer.waiting) == (1, [])


def test_leaving_a_with_tells_what_was_lost() -> None:
    """It closes and raises, and the connection is let go."""
    producer = Waiting()
    with pytest.raises(Undelivered, match="unsettled"), producer:
        producer.emit(note())
    assert producer.disconnected == 1


def test_leaving_a_with_by_an_error_raises_that_error() -> None:
    """What went wrong first is what is told."""
    producer = RecordingProducer()
    producer.fail_next()
    producer.emit(note())
    with pytest.raises(KeyError), producer:
        raise KeyError


@settings(deadline=None)
@given(spoilt_events())
def test_no_value_and_no_unknown_key_is_in_what_is_raised(whole: dict[str, Any]) -> None:
    """Whatever is wrong with an event or a fact, its problem holds kinds, paths and known names alone."""
    producer = RecordingProducer()
    for emit in (producer.emit, producer.emit_fact):
        problem = problem_of(emit, whole)
        if problem is not None:
            assert CANARY not in shown(problem)
            assert str(CANARY_NUMBER) not in shown(problem)
            assert (problem.__context__, problem.__cause__) == (None, None)
