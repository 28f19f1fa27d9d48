"""What can be wrong between the versions of one pack: which is which, and the notice of what widens."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from processors.policy.catalogue import Catalogue
from processors.policy.diff import differences
from processors.policy.pack import Pack
from processors.policy.packs import effective_instant
from processors.policy.period import SECONDS_OF_DAY

SHOWN_MAX = 4
MICROSECONDS_OF_DAY = SECONDS_OF_DAY * 1_000_000


def faults_between(versions: Sequence[Pack], catalogue: Catalogue) -> Iterator[str]:
    """Every fault between the versions of one pack, which are in the order of their dates."""
    for number, pack in enumerate(versions):
        for other in versions[:number]:
            yield from _clashes(other, pack)
    for old, new in pairwise(versions):
        if effective_instant(old.effective) < effective_instant(new.effective):
            yield from _unannounced(old, new, catalogue)


def _clashes(one: Pack, other: Pack) -> Iterator[str]:
    if one.version == other.version:
        yield f"version {one.version} stands in two files"
    if effective_instant(one.effective) == effective_instant(other.effective):
        yield f"versions {one.version} and {other.version} are of the same date"
    if one.role != other.role:
        yield f"versions {one.version} and {other.version} differ in role"


def _unannounced(old: Pack, new: Pack, catalogue: Catalogue) -> Iterator[str]:
    """A version that widens a use must have been announced long enough before (PB-11.notice, JO-0.changes)."""
    days = max((pack.changes.notice_days for pack in (old, new) if pack.changes.notice_days is not None), default=None)
    begins = new.effective
    if days is None or begins is None:
        return
    wider = [f"{change.table}.{change.key}" for change in differences(old, new, catalogue) if change.widens]
    if not wider:
        return
    shown = ", ".join(wider[:SHOWN_MAX]) + (f" and {len(wider) - SHOWN_MAX} more" if len(wider) > SHOWN_MAX else "")
    named = f"version {new.version} widens {shown}"
    if new.notice is None:
        yield f"{named} without a notice ({old.changes.clause})"
        return
    had = (effective_instant(begins) - effective_instant(new.notice)) // MICROSECONDS_OF_DAY
    if had < days:
        yield f"{named} {had} days after its notice, which must be {days} or more ({old.changes.clause})"
