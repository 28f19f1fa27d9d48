"""Trouble is said once and waited out; what hangs is ended."""

import threading

import pytest
from confluent_kafka import KafkaError

from streams.worker.settings import BACKOFF_SECONDS_MAX, BACKOFF_SECONDS_MIN
from streams.worker.trouble import Trouble
from streams.worker.watchdog import Watchdog

AWAITED_SECONDS = 30.0


def test_trouble_is_said_once_and_its_end_once(caplog: pytest.LogCaptureFixture) -> None:
    """However often it is met, and anew when it comes back."""
    trouble = Trouble(wait=lambda _: None)
    for _ in range(50):
        trouble.met("_TRANSPORT")
        trouble.told_of(KafkaError(KafkaError._TRANSPORT))
    assert len(caplog.messages) == 1
    trouble.over()
    trouble.over()
    assert len(caplog.messages) == 2
    trouble.met("_TRANSPORT")
    assert len(caplog.messages) == 3


def test_waits_grow_to_a_bound_and_begin_anew_after_a_success() -> None:
    """Nobody spins, and nobody waits for minutes after a short trouble."""
    waits: list[float] = []
    trouble = Trouble(waits.append)
    for _ in range(12):
        trouble.met("_TRANSPORT")
    assert waits[0] == BACKOFF_SECONDS_MIN
    assert waits == sorted(waits)
    assert waits[-1] == BACKOFF_SECONDS_MAX
    trouble.over()
    trouble.met("_TRANSPORT")
    assert waits[-1] == BACKOFF_SECONDS_MIN


def test_what_hangs_is_ended() -> None:
    """A call into the client that does not come back does not hold up the thread that watches it."""
    ended = threading.Event()
    watchdog = Watchdog(0.1, ended.set)
    with watchdog.watching():
        assert ended.wait(AWAITED_SECONDS)


def test_what_ends_in_time_is_left_alone() -> None:
    """The next transaction has its own time."""
    ended = threading.Event()
    watchdog = Watchdog(AWAITED_SECONDS, ended.set)
    for _ in range(3):
        with watchdog.watching():
            pass
    assert not ended.is_set()
