"""What an event is for, whom it is about, and what it holds (semantics 2 and 9)."""

from typing import NamedTuple

from contracts.event import Event
from contracts.routing import subject_of
from processors.policy.types import TypeTable
from processors.shape import Shape, shape


class Tagged(NamedTuple):
    """An event's tags; `present` is the mask of the leaves that have a value."""

    purposes: tuple[str, ...]
    marketing: bool
    subject: str | None
    sourcekind: str
    present: int
    shape: Shape


def tag(event: Event, types: TypeTable) -> Tagged:
    """Tag an event whose contract holds."""
    declared = event.purpose
    marketing = event.type.startswith("message.") and (
        bool(event.data.get("marketing")) or (declared is not None and "marketing" in declared)
    )
    default, form = types.defaults[event.type, marketing], shape(event.type)
    return Tagged(
        purposes=declared or default.purposes,
        marketing=marketing,
        subject=subject_of(event),
        sourcekind=event.sourcekind or default.sourcekind,
        present=form.present(event.data),
        shape=form,
    )
