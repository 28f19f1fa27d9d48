"""Calendar periods, the length of a delete-by."""

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import isodate

LAST = datetime.max.replace(microsecond=0, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86_400_000_000  # In microseconds.
SECONDS_OF_DAY = 86_400


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

    @property
    def text(self) -> str:
        """The ISO 8601 duration."""
        years, months = divmod(self.months, 12)
        days, seconds = divmod(self.seconds, SECONDS_OF_DAY)
        dated = "".join(f"{count}{unit}" for count, unit in ((years, "Y"), (months, "M"), (days, "D")) if count)
        return f"P{dated}T{seconds}S" if seconds or not dated else f"P{dated}"

    def after(self, instant: int) -> datetime:
        """The moment this long after `instant` (microseconds since the epoch), no later than the calendar's end."""
        day, rest = divmod(instant, DAY)
        try:
            return _months_after(day, self.months) + timedelta(seconds=rest // 1_000_000 + self.seconds)
        except OverflowError:
            return LAST


@lru_cache(maxsize=4096)
def _months_after(day: int, months: int) -> datetime:
    """The beginning of the day that is whole months after a day since the epoch; OverflowError past the calendar."""
    start = EPOCH + timedelta(days=day)
    month = start.year * 12 + start.month - 1 + months
    year, month = month // 12, month % 12 + 1
    if year > LAST.year:
        raise OverflowError("past the end of the calendar")
    return start.replace(year=year, month=month, day=min(start.day, calendar.monthrange(year, month)[1]))
