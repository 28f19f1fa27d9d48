"""A delete-by time is the shortest of its periods, whatever the day was that one like it was reckoned on."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from contracts.instant import format_instant, parse_instant
from processors.policy.period import LAST, Period
from processors.retention import DeleteBy

DAY_S = 86_400
INSTANTS = st.datetimes(timezones=st.just(UTC)).map(lambda moment: parse_instant(moment.isoformat()))
PERIODS = st.builds(Period, st.integers(0, 1_200), st.sampled_from((0, DAY_S, 90 * DAY_S, 3_600, 90 * DAY_S + 1)))


@given(st.lists(PERIODS, min_size=1, max_size=3), st.none() | PERIODS, st.lists(INSTANTS, min_size=1, max_size=4))
def test_a_delete_by_is_as_its_periods_say(periods: list[Period], least: Period | None, instants: list[int]) -> None:
    """To the second, at the same time of day where whole days are counted, and never past the calendar's end."""
    delete_by = DeleteBy(tuple(periods), least)
    for instant in instants:
        shortest = min(period.after(instant) for period in periods)
        expected: datetime = max(shortest, least.after(instant)) if least else shortest
        assert delete_by.time(instant) == expected.replace(tzinfo=None).isoformat() + "Z"


def test_what_ends_past_the_calendar_ends_with_it() -> None:
    """The last second that can be written is the latest delete-by, at whatever time of day it was reckoned."""
    centuries = DeleteBy((Period(12 * 8_000, 0),))
    for text in ("2026-07-01T00:00:00Z", "2026-07-01T10:11:12Z"):
        assert centuries.time(parse_instant(text)) == "9999-12-31T23:59:59Z" == format_instant(_microseconds(LAST))


def test_without_a_period_only_an_event_ends_a_copy() -> None:
    """There is no time then."""
    assert DeleteBy(event="account_closed").time(0) is None


def _microseconds(moment: datetime) -> int:
    return parse_instant(moment.isoformat())
