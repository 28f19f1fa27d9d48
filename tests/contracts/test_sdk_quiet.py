"""kafka-python's log tells neither records nor secrets, whatever its levels are."""

import logging
from collections.abc import Iterator

import pytest

from contracts.sdk.quiet import LOGGERS, keep_quiet

CANARY = b"canary-33b0"


@pytest.fixture(params=LOGGERS)
def logger(request: pytest.FixtureRequest) -> Iterator[logging.Logger]:
    """A logger that was set to tell everything after it was kept quiet."""
    found = logging.getLogger(request.param)
    level = found.level
    keep_quiet()
    found.setLevel(1)
    yield found
    found.setLevel(level)


def test_requests_are_not_told(logger: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    """They are told at DEBUG alone, and so is nothing."""
    logger.debug("Request %d: %s", 1, CANARY)
    assert caplog.records == []


def test_what_cannot_be_read_is_told_by_its_length(logger: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    """A response that cannot be decoded is told with its bytes, as an error."""
    logger.error("Unable to decode %d-byte buffer: %r", len(CANARY), CANARY)
    assert [record.getMessage() for record in caplog.records] == ["Unable to decode 11-byte buffer: '11 bytes'"]


def test_what_is_no_record_is_told(logger: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    """A connection that was lost is worth a warning."""
    logger.warning("lost %s after %d ms", "a connection", 5)
    logger.warning("%(what)s", {"what": "lost"})
    assert [record.getMessage() for record in caplog.records] == ["lost a connection after 5 ms", "lost"]


def test_keeping_quiet_again_changes_nothing() -> None:
    """Every client asks for it."""
    keep_quiet()
    before = [list(logging.getLogger(name).filters) for name in LOGGERS]
    keep_quiet()
    assert [list(logging.getLogger(name).filters) for name in LOGGERS] == before
