"""Prohibited data in an event: by the name of its field, and in free text (semantics 6)."""

from collections.abc import Iterator
from typing import NamedTuple

from contracts.event import Event
from processors.shape import Shape
from processors.tag import Tagged
from processors.text.fields import Read, leaves_of
from processors.text.prohibited import by_field


class Found(NamedTuple):
    """Prohibited data in a payload: the class, the number of the leaf that holds it."""

    kind: str
    leaf: int


def find(event: Event, tagged: Tagged, text: Read) -> tuple[Found, ...]:
    """Prohibited data by field name, then in free text."""
    if not text.reading.findings and not tagged.present & tagged.shape.watched:
        return ()
    found = [Found(kind, leaf) for leaf, kind in _by_name(event, tagged.shape, tagged.present)]
    found += [Found(finding.kind, leaf) for finding, leaf in leaves_of(text, text.reading.findings)]
    return tuple(dict.fromkeys(found))


def _by_name(event: Event, shape: Shape, present: int) -> Iterator[tuple[int, str]]:
    watched = present & shape.watched
    for leaf, value, _ in shape.values(event.data, watched) if watched else ():
        kind = by_field(shape.paths[leaf], value)
        if kind:
            yield leaf, kind
