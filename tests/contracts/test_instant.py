"""Times are strict RFC 3339, read as whole microseconds since 1970 in UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.instant import format_instant, parse_date_or_instant, parse_instant

SECOND = 1_000_000
DAY = 86_400 * SECOND


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("1970-01-02t00:00:00z", DAY),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1969-12-31T19:30:00-04:30", 0),
        ("1970-01-01T00:00:00-00:00", 0),
        ("1970-01-01T00:00:00.5Z", SECOND // 2),
        ("1970-01-01T00:00:00.1234567899Z", 123_456),
        ("1970-01-01T00:00:00.000000999z", 0),
        ("1972-06-30T23:59:60Z", 912 * DAY),
        ("1972-06-30T23:59:60.25Z", 912 * DAY + SECOND // 4),
        ("1990-12-31T15:59:60-08:00", 7670 * DAY),
        ("2000-02-29T00:00:00Z", 11016 * DAY),
        ("0001-01-01T00:00:00Z", -719_162 * DAY),
        ("9999-12-31T23:59:59Z", 2_932_897 * DAY - SECOND),
    ],
)
def test_a_time_is_its_distance_from_1970(text: str, instant: int) -> None:
    assert parse_instant(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-06-02",
        "2026-06-02T10:00:00",
        "2026-06-02T10:00Z",
        "2026-06-02 10:00:00Z",
        "2026-06-02_10:00:00Z",
        "20260602T100000Z",
        "2026-W23-2T10:00:00Z",
        "2026-06-02T10:00:00,5Z",
        "2026-06-02T10:00:00.Z",
        "2026-06-02T10:00:00+0200",
        "2026-06-02T10:00:00+02",
        "2026-06-02T10:00:00+24:00",
        "2026-06-02T10:00:00+02:60",
        "2026-06-02T10:00:00+02:00:30",
        "2026-06-02T24:00:00Z",
        "2026-06-02T10:60:00Z",
        "2026-06-02T10:00:61Z",
        "2026-06-02T10:00:60Z",
        "2026-06-02T23:59:60Z",
        "2026-06-30T23:59:60+01:00",
        "2026-02-29T10:00:00Z",
        "2026-04-31T10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-00-01T10:00:00Z",
        "2026-01-00T10:00:00Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "9999-12-31T23:59:60Z",
        "10000-01-01T00:00:00Z",
        " 2026-06-02T10:00:00Z",
        "2026-06-02T10:00:00Z ",
        "2026-06-02T10:00:00Z\n",
        "२०२६-06-02T10:00:00Z",
        "+2026-06-02T10:00:00Z",
    ],
)
def test_anything_else_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not an RFC 3339 time$") as caught:
        parse_instant(text)
    assert caught.value.__context__ is None


@settings(deadline=None)
@given(
    st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)),  # noqa: DTZ001 - the zone is drawn apart.
    st.integers(-1439, 1439),
)
def test_any_moment_in_any_zone_is_read_exactly(moment: datetime, offset_minutes: int) -> None:
    local = moment.replace(tzinfo=timezone(timedelta(minutes=offset_minutes)))
    assert parse_instant(local.isoformat()) == (local - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@settings(deadline=None)
@given(st.integers(-719_162 * DAY, 2_932_897 * DAY - 1))
def test_what_is_written_is_read_back_to_the_second(instant: int) -> None:
    text = format_instant(instant)
    assert (len(text), text[-1]) == (20, "Z")
    assert parse_instant(text) == instant // SECOND * SECOND


@settings(deadline=None)
@given(st.text() | st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?[Zz]\Z"))
def test_any_text_is_an_instant_or_a_value_error(text: str) -> None:
    try:
        instant = parse_instant(text)
    except ValueError:
        return
    assert format_instant(instant)[-1] == "Z"


def test_a_day_begins_at_midnight_utc() -> None:
    assert parse_date_or_instant("1970-01-02") == DAY
    assert parse_date_or_instant("1970-01-02T01:00:00+01:00") == DAY
    with pytest.raises(ValueError, match=r"^not an RFC 3339 time$"):
        parse_date_or_instant("1970-02-30")
