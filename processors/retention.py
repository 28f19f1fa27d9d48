"""How long an event's identified and pseudonymised copies may be kept (semantics 10)."""

from typing import NamedTuple

from contracts.event import Event
from processors.dates import instant_or_none
from processors.facts.compile import Registration
from processors.policy.pack import ClauseId, Pack, Retained
from processors.policy.period import Period

HELD_EVENT = "hold_lifted"
HELD_CLAUSE = "JE-6.2.exceptions"  # A legal hold acts for every pack (semantics 12).


class DeleteBy(NamedTuple):
    """The delete-by of one kind of event: the shortest of `periods`, no shorter than `least`, and an ending event."""

    periods: tuple[Period, ...] = ()
    least: Period | None = None
    event: str | None = None
    from_completion: bool = False
    clauses: tuple[ClauseId, ...] = ()

    def of(self, event: Event) -> str | None:
        """The delete-by time of an event; it runs from completion where the pack says so and the event tells."""
        completed = instant_or_none(event.data.get("completed_at")) if self.from_completion else None
        return self.time(event.instant if completed is None else completed)

    def time(self, instant: int) -> str | None:
        """The RFC 3339 time by which copies go, counted from `instant`; None where only an event ends them."""
        if not self.periods:
            return None
        ends = min(period.after(instant) for period in self.periods)
        if self.least:
            ends = max(ends, self.least.after(instant))
        return ends.replace(tzinfo=None).isoformat() + "Z"


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
