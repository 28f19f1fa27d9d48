"""The comparison with a replay: silent where both are the same, and loud about any line or copy that is not."""

from collections.abc import Callable

import pytest

from tests.chaos.records import REASON, Copy, Line, Place, Readings, Record
from tests.chaos.replay import QUARANTINE, Replayed, compared, replayable

SINK = "crm_store"


def _line(partition: int, offset: int, outcome: str) -> Line:
    name = f"{partition}-{offset}"
    sinks = (SINK,) if outcome == "governed" else ()
    source = Place("events.crm", partition, offset)
    place = Place("governance.ledger", partition, offset)
    return Line(place, source, ("/feed", name), outcome, None, True, sinks, "", name.encode())


def _copy(partition: int, offset: int, digest: bytes, *, of_request: bool = False) -> Copy:
    return Copy(Place(SINK, partition, offset), "e", of_request, digest)


LINES = [
    _line(0, 0, "governed"),
    _line(0, 1, "quarantined"),
    _line(0, 2, "governed"),
    _line(1, 0, "refused"),
    _line(1, 1, "governed"),
]


def _readings() -> Readings:
    # Partitions come interleaved; each is in its own order.
    copies = [_copy(1, 0, b"c"), _copy(0, 0, b"a"), _copy(0, 1, b"b"), _copy(0, 2, b"r", of_request=True)]
    return Readings([], LINES, {SINK: copies}, [_copy(0, 0, b"q")], [])


def _replayed() -> Replayed:
    return Replayed(
        [line.digest for line in LINES],
        [line.sinks for line in LINES],
        [line.outcome == "quarantined" for line in LINES],
        [4],
        {SINK: [b"a", b"b", b"c"], QUARANTINE: [b"q"]},
        {SINK: [b"r"], QUARANTINE: []},
    )


def test_the_same_is_the_same() -> None:
    """Nothing differs where ledger, copies, quarantine and dead letters are the same."""
    assert list(compared(_readings(), LINES, _replayed())) == []


def _other_line(replayed: Replayed) -> None:
    replayed.ledger[2] = b"another"


def _line_missing(replayed: Replayed) -> None:
    replayed.ledger.pop()


def _other_copy(replayed: Replayed) -> None:
    replayed.copies[SINK][1] = b"another"


def _copies_swapped(replayed: Replayed) -> None:
    replayed.copies[SINK][:2] = reversed(replayed.copies[SINK][:2])


def _allowed_elsewhere(replayed: Replayed) -> None:
    replayed.allowed[1], replayed.allowed[4] = replayed.allowed[4], replayed.allowed[1]


def _other_quarantine(replayed: Replayed) -> None:
    replayed.copies[QUARANTINE][0] = b"another"


def _other_letters(replayed: Replayed) -> None:
    replayed.letters[0] = 5


def _request_missing(replayed: Replayed) -> None:
    replayed.requests[SINK].clear()


@pytest.mark.parametrize(
    "tamper",
    [
        _other_line,
        _line_missing,
        _other_copy,
        _copies_swapped,
        _allowed_elsewhere,
        _other_quarantine,
        _other_letters,
        _request_missing,
    ],
)
def test_any_difference_is_told(tamper: Callable[[Replayed], None]) -> None:
    """One thing that came out otherwise in the replay is found."""
    replayed = _replayed()
    tamper(replayed)
    assert list(compared(_readings(), LINES, replayed))


def test_what_only_kafka_can_carry_is_not_replayed() -> None:
    """Lines about records that no file can hold, and about requests, are left out; the rest is by partition."""
    readings = _readings()
    marked = ((REASON, b"malformed"),)
    readings.inputs = [Record(line.source, None, b"", marked if line is LINES[3] else ()) for line in LINES]
    request = _line(0, 3, "governed")._replace(source=Place("governance.request", 0, 0))
    readings.inputs.append(Record(request.source, None, b"", ()))
    readings.ledger = [*LINES[3:], request, *LINES[:3]]
    assert replayable(readings) == [*LINES[:3], LINES[4]]
