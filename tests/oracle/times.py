"""Instants, dates and calendar periods."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def instant(text: object) -> datetime | None:
    """The instant that an RFC 3339 text names, in UTC, or None."""
    match = STAMP.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    micros = int(((match[7] or ".0")[1:] + "000000")[:6])
    try:
        return datetime(year, month, day, hour, minute, second, micros, tzinfo=_zone(match[8])).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(text: str) -> timezone:
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 23 or minutes > 59:
        raise ValueError("no such offset")
    return timezone((-1 if text[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def moment(text: object) -> datetime | None:
    """The instant of an RFC 3339 text, or of the first second of a plain date."""
    if isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
        except ValueError:
            return None
    return instant(text)


def add_period(start: datetime, period: str) -> datetime:
    """The end of an ISO 8601 period by the calendar: 29 February becomes the 28th."""
    match = PERIOD.fullmatch(period)
    if match is None:
        raise ValueError("not a period")
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    month = start.month - 1 + months + 12 * years
    day = start.day
    year = start.year + month // 12
    while True:
        try:
            moved = start.replace(year=year, month=month % 12 + 1, day=day)
            break
        except ValueError:
            day -= 1
    return moved + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def written(when: datetime) -> str:
    """An instant as delete-by shows it: UTC, whole seconds, Z."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
