"""What changes between two versions of a pack, clause by clause, and whether it widens a use.

A change counts as narrowing only where that is certain; anything else widens (X-default), so that the notice which a
widening version needs is never missed.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from contracts.vocabulary import FORMS
from processors.policy import cells
from processors.policy.catalogue import Catalogue
from processors.policy.cells import Read
from processors.policy.pack import ClauseId, Pack
from processors.policy.period import SECONDS_OF_DAY, Period

TRAINING = "model_improvement"
DAYS_OF_MONTH = (28, 31)
FORM_STRICTNESS = (*FORMS, cells.DENIED)
ASK_STRICTNESS = (None, "opt_out", "opt_in")
BASIS_STRICTNESS = (None, "legitimate_interests", "legal_obligation", "consent")

Widens = Callable[[Any, Any], bool]


class Difference(NamedTuple):
    """One rule or text that differs; `old` or `new` is None where there is none.

    `clause` is the one that the new rule names, else the old one's.
    """

    clause: ClauseId | None
    table: str
    key: str
    old: Any
    new: Any
    widens: bool


def differences(old: Pack, new: Pack, catalogue: Catalogue | None = None) -> list[Difference]:
    """Every difference between two versions, table by table.

    A purpose that is denied may let the others of its sink have a more identifying copy. `catalogue` tells which
    purposes share a sink; without one any may.
    """
    found = [change for table, read, widens in TABLES for change in _between(table, read, widens, old, new)]
    return [change._replace(widens=change.widens or _unlocks(change, catalogue)) for change in found]


def _between(table: str, read: Read, widens: Widens, old: Pack, new: Pack) -> Iterator[Difference]:
    before, after = read(old), read(new)
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        told = now or was
        if was != now and told:
            then, since = (cell.value if cell else None for cell in (was, now))
            yield Difference(told.clause, table, key, then, since, then != since and widens(then, since))


def _unlocks(change: Difference, catalogue: Catalogue | None) -> bool:
    """Whether the denial of a purpose may raise the form of copies that it had kept low."""
    if change.table != "purposes" or change.new != cells.DENIED or change.old == cells.DENIED:
        return False
    if catalogue is None:
        return bool(change.old != FORMS[0])
    sharing = [sink for sink in catalogue.sinks.values() if change.key in sink.purposes and len(sink.purposes) > 1]
    lowered = FORMS.index(change.old)
    return any(TRAINING in sink.purposes or lowered > FORMS.index(sink.form) for sink in sharing)


def _never(_: Any, __: Any) -> bool:
    return False


def _always(_: Any, __: Any) -> bool:
    return True


def _when_dropped(_: Any, new: Any) -> bool:
    return new is None


def _when_replaced(old: Any, _: Any) -> bool:
    return old is not None


def _when_excepted(old: str | None, new: str | None) -> bool:
    return old is not None and new != "nobody"


def _when_more(old: list[str] | None, new: list[str] | None) -> bool:
    """A list of what is let through: none lets nothing through."""
    return not {*(new or ())} <= {*(old or ())}


def _when_fewer(old: list[str] | None, new: list[str] | None) -> bool:
    """A list of what is kept back: none keeps nothing back."""
    return not {*(old or ())} <= {*(new or ())}


def _when_kept_by_more(old: Collection[str] | None, new: Collection[str] | None) -> bool:
    """A list of who may keep something: none is everybody."""
    return old is not None and (new is None or not {*new} <= {*old})


def _when_lower(old: int | None, new: int | None) -> bool:
    return (new or 0) < (old or 0)


def _when_more_identifying(old: str, new: str) -> bool:
    return FORM_STRICTNESS.index(new) < FORM_STRICTNESS.index(old)


def _when_fewer_conditions(old: Any, new: Any) -> bool:
    if cells.DENIED in (old, new):
        return bool(new != cells.DENIED)
    switched_off = any(old[key] and not new[key] for key in ("consent", "notice", "named_fields"))
    return switched_off or any(_when_kept_by_more(old[key], new[key]) for key in ("opened", "purposes"))


def _when_asked_less(old: str | None, new: str | None) -> bool:
    return ASK_STRICTNESS.index(new) < ASK_STRICTNESS.index(old)


def _when_looser_basis(old: str | None, new: str | None) -> bool:
    return BASIS_STRICTNESS.index(new) < BASIS_STRICTNESS.index(old)


def _when_kept_longer(old: dict[str, Any] | None, new: dict[str, Any] | None) -> bool:
    """A rule that is added or dropped gives way to another period, which may be longer."""
    if old is None or new is None or old["from"] != new["from"]:
        return True
    ends_less = old["event"] is not None and old["event"] != new["event"]
    raised = new["least"] is not None and (old["least"] is None or _is_longer(old["least"], new["least"]))
    return ends_less or raised or _is_longer(old["period"], new["period"]) or _is_less_short(old["short"], new["short"])


def _is_longer(old: str | None, new: str | None) -> bool:
    """Whether a period may be longer than another: none is without end, and a month has no fixed length."""
    if new is None or old is None:
        return old is not None
    was, now = Period.parse(old), Period.parse(new)
    if now.months <= was.months and now.seconds <= was.seconds:
        return False
    shortest = was.months * DAYS_OF_MONTH[0] * SECONDS_OF_DAY + was.seconds
    return now.months * DAYS_OF_MONTH[1] * SECONDS_OF_DAY + now.seconds > shortest


def _is_less_short(old: dict[str, Any] | None, new: dict[str, Any] | None) -> bool:
    if old is None:
        return False
    return (
        new is None
        or _is_longer(old["period"], new["period"])
        or _when_fewer(*(s["jurisdictions"] for s in (old, new)))
    )


TABLES: tuple[tuple[str, Read, Widens], ...] = (
    ("clauses", cells.texts, _never),
    ("purposes", cells.purposes, _when_more_identifying),
    ("recipients", cells.recipients, _when_fewer_conditions),
    ("choices", cells.asked, _when_asked_less),
    ("choices", cells.switches, _when_dropped),
    ("choices", cells.tracking, _when_fewer),
    ("legal_basis", cells.legal_basis, _when_fewer),
    ("legal_basis", cells.bases, _when_looser_basis),
    ("prohibited", cells.prohibited, _when_more),
    ("confined", cells.confined, _when_kept_by_more),
    ("sensitive", cells.sensitive, _when_fewer),
    ("minors", cells.ages, _when_lower),
    ("minors", cells.excepted, _when_excepted),
    ("minors", cells.narrowed, _when_fewer),
    ("residency", cells.residency, _when_fewer),
    ("rules", cells.countries, _when_replaced),
    ("rules", cells.bounds, _when_dropped),
    ("rules", cells.switched, _always),
    ("retention", cells.retention, _when_kept_longer),
    ("retention", cells.unlimited, _when_more),
    ("changes", cells.notice, _when_lower),
)
