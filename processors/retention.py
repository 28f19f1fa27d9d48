"""How long an event's identified and pseudonymised copies may be kept (semantics 10)."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from contracts.event import Event
from processors.dates import instant_or_none
from processors.facts.compile import Registration
from processors.memo import Memo
from processors.policy.pack import ClauseId, Pack, Retained
from processors.policy.period import DAY, LAST, SECONDS_OF_DAY, Period

KINDS_MAX = 1_024
DAYS_MAX = 4_096
SECOND = 1_000_000  # In microseconds.
HELD_EVENT = "hold_lifted"
HELD_CLAUSE = "JE-6.2.exceptions"  # A legal hold acts for every pack (semantics 12).


class Ending(NamedTuple):
    """How the copies of one kind of event end: at a time, by an event, or both; and the clauses that say so."""

    is_dated: bool
    event: str | None
    clauses: tuple[ClauseId, ...]


class DeleteBy:
    """The delete-by of one kind of event: the shortest of `periods`, no shorter than `least`, and an ending event."""

    def __init__(
        self,
        periods: tuple[Period, ...] = (),
        least: Period | None = None,
        event: str | None = None,
        from_completion: bool = False,
        clauses: tuple[ClauseId, ...] = (),
    ) -> None:
        self.periods, self.least, self.from_completion = periods, least, from_completion
        self.ending = Ending(bool(periods), event, clauses)
        # What is counted in whole days ends at the time of day at which it began: only its date is to be worked out.
        self._is_in_days = not any(period.seconds % SECONDS_OF_DAY for period in (*periods, least or Period(0, 0)))
        self._dates = _dates(periods, least)

    def of(self, event: Event) -> str | None:
        """The delete-by time of an event; it runs from completion where the pack says so and the event tells."""
        completed = instant_or_none(event.data.get("completed_at")) if self.from_completion else None
        return self.time(event.instant if completed is None else completed)

    def time(self, instant: int) -> str | None:
        """The RFC 3339 time by which copies go, counted from `instant`; None where only an event ends them."""
        if not self.periods:
            return None
        day, rest = divmod(instant, DAY)
        date = self._dates[day] if self._is_in_days else None
        if date is None:
            return _end(self.periods, self.least, instant).isoformat() + "Z"
        minutes, seconds = divmod(rest // SECOND, 60)
        return f"{date}T{minutes // 60:02}:{minutes % 60:02}:{seconds:02}Z"


@lru_cache(maxsize=KINDS_MAX)
def _dates(periods: tuple[Period, ...], least: Period | None) -> Memo[int, str | None]:
    """The date on which what begins on a day since the epoch ends; None where that is past the calendar."""

    def date(day: int) -> str | None:
        end = _end(periods, least, day * DAY)
        return None if end == LAST.replace(tzinfo=None) else end.date().isoformat()

    return Memo(date, DAYS_MAX)


def _end(periods: tuple[Period, ...], least: Period | None, instant: int) -> datetime:
    end = min(period.after(instant) for period in periods)
    if least:
        end = max(end, least.after(instant))
    return end.replace(tzinfo=None)


def delete_by(packs: tuple[Pack, ...], registration: Registration, key: str | None) -> DeleteBy:
    """Meet the registered period and the pack's own; where there is neither, take the platform's default."""
    if key is None:
        return DeleteBy()
    platform = packs[0]
    default = platform.retention.periods.get(key)
    own = _own(packs, default, key)
    registered = dict(registration.retention).get(key)
    basis = own or (None if registered else default)
    named = [pack.retention.clause for pack in packs] + ([basis.clause] if basis else [])
    return DeleteBy(
        periods=tuple(period for period in (registered, _period(basis, registration)) if period),
        least=basis.least if basis else None,
        event=basis.event if basis else None,
        from_completion=bool(own and own.start),
        clauses=tuple(dict.fromkeys(clause for clause in named if clause)),
    )


def _own(packs: tuple[Pack, ...], default: Retained | None, key: str) -> Retained | None:
    for pack in packs[1:]:
        if pack.retention.as_platform:
            return default
        if key in pack.retention.periods:
            return pack.retention.periods[key]
    return None


def _period(basis: Retained | None, registration: Registration) -> Period | None:
    if basis is None:
        return None
    if basis.short and registration.jurisdiction in basis.short.jurisdictions:
        return basis.short.period
    return basis.period
