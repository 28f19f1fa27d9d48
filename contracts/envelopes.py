"""Whole events as producers write them: one closed model per event type, and their union.

They are made from the catalogue, which stays the one list of types. What a model accepts decoding accepts. Decoding
accepts a little more: attributes that are not of this list, which a producer would have misspelt, and signals (`gpc`,
`dnt`) that cannot be understood, which it reads as set.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Discriminator, Tag, TypeAdapter, create_model

from contracts.catalogue import FACTS, PAYLOADS
from contracts.payloads.base import Payload
from contracts.scalars import Bool, Instant, Name, Num, Purposes, RegionText, Str
from contracts.vocabulary import SourceKind

Signal = Bool | Num | Str


class Envelope(BaseModel):
    """A CloudEvent in structured JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    specversion: Literal["1.0"]
    id: Name
    source: Name
    type: Name
    time: Instant
    retailer: Name | None = None
    subject: Str | None = None
    dataschema: Str | None = None
    datacontenttype: Str | None = None
    traceparent: Str | None = None
    tracestate: Str | None = None


class FactEnvelope(Envelope):
    """A control fact; the retailer that it is about stands in its data."""


class EventEnvelope(Envelope):
    """An event, always of one retailer."""

    retailer: Name
    purpose: Purposes | None = None
    sourcekind: SourceKind | None = None
    region: RegionText | None = None
    gpc: Signal | None = None
    dnt: Signal | None = None
    cookieclass: Str | None = None


def _envelope(of: type[Envelope], event_type: str, payload: type[Payload]) -> type[Envelope]:
    name = "".join(word.capitalize() for word in event_type.replace("_", ".").split("."))
    may_be_absent = not any(field.is_required() for field in payload.model_fields.values())
    data: Any = (payload | None, None) if may_be_absent else (payload, ...)
    tag: Any = Literal[event_type]
    made: type[Envelope] = create_model(name, __base__=of, __doc__=payload.__doc__, type=(tag, ...), data=data)
    return made


EVENT_ENVELOPES: Mapping[str, type[Envelope]] = MappingProxyType(
    {event_type: _envelope(EventEnvelope, event_type, payload) for event_type, payload in PAYLOADS.items()}
)
"""The model of each event type's whole event."""

FACT_ENVELOPES: Mapping[str, type[Envelope]] = MappingProxyType(
    {event_type: _envelope(FactEnvelope, event_type, payload) for event_type, payload in FACTS.items()}
)
"""The model of each control fact's whole event."""


def _type_of(event: object) -> Any:
    return event.get("type") if isinstance(event, dict) else getattr(event, "type", None)


# A discriminator named by its field would repeat an unknown type in its message; this one does not.
_MEMBERS = tuple(Annotated[model, Tag(event_type)] for event_type, model in EVENT_ENVELOPES.items())
AnyEvent: Any = Annotated[
    Union[_MEMBERS],  # noqa: UP007 - the members are computed.
    Discriminator(_type_of, custom_error_type="unknown_type", custom_error_message="no contract is for this type"),
]
"""The union of all event envelopes, told apart by `type`."""

ANY_EVENT: TypeAdapter[Envelope] = TypeAdapter(AnyEvent, config=ConfigDict(hide_input_in_errors=True))
"""Reads and writes whole events of any type. Its errors hide values, but name unknown keys: log them as faults."""
