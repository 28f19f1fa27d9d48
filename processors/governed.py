"""An event with its decision, and what its records are made from."""

from typing import NamedTuple

from contracts.event import Event
from processors.decision import Decision
from processors.findings import Found
from processors.tag import Tagged
from processors.text.fields import NOTHING, Read


class Governed(NamedTuple):
    """A decision, and what its records are made from; a duplicate has no effect, and so is not read."""

    decision: Decision
    event: Event
    tagged: Tagged
    read: Read = NOTHING
    found: tuple[Found, ...] = ()
