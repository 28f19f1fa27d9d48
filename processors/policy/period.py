"""Calendar periods, the length of a delete-by."""

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import isodate

LAST = datetime.max.replace(microsecond=0, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in whole months and seconds, added by the calendar (29 February becomes the 28th)."""

    months: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read an ISO 8601 duration such as `P7Y` or `P90D`; raise ValueError where it is none."""
        try:
            parsed = isodate.parse_duration(text)
        except (isodate.ISO8601Error, TypeError, OverflowError) as problem:
            raise ValueError("not an ISO 8601 duration") from problem
        if isinstance(parsed, timedelta):
            months, rest = 0, parsed
        else:
            months, rest = int(parsed.years * 12 + parsed.months), parsed.tdelta
        if months < 0 or rest < timedelta(0):
            raise ValueError("a duration before its start")
        return cls(months, int(rest.total_seconds()))

    def after(self, instant: int) -> datetime:
        """The moment this long after `instant` (microseconds since the epoch), no later than the calendar's end."""
        try:
            start = EPOCH + timedelta(microseconds=instant - instant % 1_000_000)
            month = start.year * 12 + start.month - 1 + self.months
            year, month = month // 12, month % 12 + 1
            day = min(start.day, calendar.monthrange(year, month)[1])
            return start.replace(year=year, month=month, day=day) + timedelta(seconds=self.seconds)
        except (OverflowError, ValueError, IndexError):
            return LAST
