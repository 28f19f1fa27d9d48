"""Events and control facts as the rest of the product sees them, past their contracts."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """An event whose attributes and payload are as its contract says.

    `instant` is `time` in microseconds since 1970, UTC. `purpose` has the declared purposes, None where none are
    declared. `data` is the payload as parsed: a null in it equals absent.
    """

    id: str
    source: str
    type: str
    time: str
    instant: int
    retailer: str
    subject: str | None
    purpose: tuple[str, ...] | None
    sourcekind: str | None
    region: str | None
    traceparent: str | None
    tracestate: str | None
    dataschema: str | None
    gpc: bool
    dnt: bool
    cookieclass: str | None
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """A control fact whose data is as its contract says; `retailer` and `subject` are the envelope's, where given."""

    id: str
    source: str
    type: str
    time: str
    instant: int
    retailer: str | None
    subject: str | None
    data: dict[str, Any]
