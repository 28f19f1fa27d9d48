"""What a worker is told is checked before it touches anything; what it logs holds no value."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from contracts.decode import decode_fact_line
from contracts.problems import Unusable
from streams.worker.logs import WithoutValues
from streams.worker.requests import Due, due, opened
from streams.worker.settings import (
    BACKOFF_SECONDS_MAX,
    BACKOFF_SECONDS_MIN,
    BATCH_SECONDS_MAX,
    CONTROL_SECONDS_MAX,
    DRAIN_SECONDS_MAX,
    END_SECONDS_MAX,
    POLL_MS_MAX,
    SESSION_MS,
    TRANSACTION_MS,
    TRANSACTION_SECONDS_MAX,
    Settings,
)
from tests.processors.building import PERSON, request

CANARY = "canary-8f3d1c"
RECEIVED = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize("changed", [{"slots": 0}, {"slots": 257}, {"name": ""}, {"name": "a b"}, {"name": "a/b"}])
def test_what_cannot_be_used_as_given_is_refused(changed: dict[str, Any]) -> None:
    """In one line, before a client is made."""
    with pytest.raises(Unusable):
        Settings(**{"name": "worker", "state": Path("state"), **changed})


def test_each_slot_has_a_name_of_its_own() -> None:
    """By which the next process of it fences the one before."""
    settings = Settings("worker-1", Path("state"), slots=3)
    assert {settings.instance(slot) for slot in range(3)} == {"worker-1-0", "worker-1-1", "worker-1-2"}


def test_the_bounds_fit_each_other() -> None:
    """A batch is governed before its transaction begins, and nothing waits longer than what waits for it."""
    assert BATCH_SECONDS_MAX < TRANSACTION_MS / 1000 < TRANSACTION_SECONDS_MAX
    assert SESSION_MS < POLL_MS_MAX
    assert CONTROL_SECONDS_MAX + BATCH_SECONDS_MAX + TRANSACTION_SECONDS_MAX < POLL_MS_MAX / 1000
    assert BATCH_SECONDS_MAX < DRAIN_SECONDS_MAX < END_SECONDS_MAX < 10
    assert BACKOFF_SECONDS_MIN < BACKOFF_SECONDS_MAX


@pytest.mark.clause("JE-7.4.deadline")
def test_a_verified_request_is_due_in_thirty_days() -> None:
    """It is open, then near its date, then late; one that is not verified has no date yet."""
    kept = opened(decode_fact_line(orjson.dumps(request("delete", at=RECEIVED.isoformat()))))
    unverified = {**kept, "verified": False}
    assert due([kept, unverified], RECEIVED) == Due(open=1, near=0, late=0)
    assert due([kept], RECEIVED + timedelta(days=26)) == Due(open=1, near=1, late=0)
    assert due([kept], RECEIVED + timedelta(days=30, seconds=1)) == Due(open=1, near=0, late=1)


def test_nothing_of_the_person_is_kept_with_a_request() -> None:
    """Pages show it."""
    kept = opened(decode_fact_line(orjson.dumps(request("delete"))))
    assert PERSON not in str(kept)


@pytest.mark.parametrize("name", ["faust.topics", "aiokafka.consumer", "mode.services"])
def test_a_library_s_log_holds_no_value(name: str) -> None:
    """Neither what was put into its text, nor what an exception says."""
    with pytest.raises(ValueError, match=CANARY) as raised:
        _raise()
    info = (raised.type, raised.value, raised.tb)
    whole = logging.LogRecord(name, logging.ERROR, "", 7, "dropped %r of %s", (CANARY, CANARY), info)
    made = logging.LogRecord(name, logging.ERROR, "", 7, f"dropped {CANARY}", (), None)
    assert _shown(whole) == "dropped … (ValueError)"
    assert _shown(made) == "line 7 …"


def _raise() -> None:
    raise ValueError(CANARY)


def _shown(record: logging.LogRecord) -> str:
    assert WithoutValues().filter(record)
    return logging.Formatter("%(message)s").format(record)


def test_our_own_log_is_whole() -> None:
    """Its messages name positions and kinds alone."""
    record = logging.LogRecord("assay.slot", logging.INFO, "", 0, "owns partitions %s", ("1,2",), None)
    assert WithoutValues().filter(record)
    assert record.getMessage() == "owns partitions 1,2"
