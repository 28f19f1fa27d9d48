"""Bytes to events and control facts: each is as its contract says, or its problem is raised.

The gates stand in order: malformed, unknown type, contract, unknown purpose. A payload is checked by its contract and
kept as parsed. Problems are raised outside of `except` blocks: a library's error holds what it was given.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from contracts.attributes import (
    REQUIRED_OF_EVENTS,
    REQUIRED_OF_FACTS,
    check_attributes,
    declared_purposes,
    is_set,
    payload_of,
    region_of,
    source_kind,
    text_or_none,
)
from contracts.catalogue import FACTS, PAYLOADS
from contracts.event import Event, Fact
from contracts.facts import AUTHORIZATION_REVOKED, REQUEST_RECEIVED
from contracts.faults import faults_of
from contracts.problems import BrokenContract, Fault, InvalidFact, Malformed, Problem, UnknownType

Headers = Sequence[tuple[str, bytes | None]]
"""Headers of a Kafka record; one without a value counts as absent."""

_STRUCTURED = "application/cloudevents+json"
_ANY_CLOUDEVENTS = "application/cloudevents"
_CONTENT_TYPE = "content-type"
_PREFIX = "ce_"
_UNREADABLE = object()

Read = TypeVar("Read", Event, Fact)


def decode_line(line: bytes) -> Event:
    """Read an event from a line of structured JSON, or raise its problem."""
    return _decoded(_event, _structured(line))


def decode_record(headers: Headers, value: bytes | None) -> Event:
    """Read an event from a Kafka record of either content mode, or raise its problem."""
    return _decoded(_event, _record(headers, value))


def decode_fact_line(line: bytes) -> Fact:
    """Read a control fact from a line of structured JSON, or raise its problem."""
    return _decoded(_fact, _structured(line))


def decode_fact_record(headers: Headers, value: bytes | None) -> Fact:
    """Read a control fact from a Kafka record of either content mode, or raise its problem."""
    return _decoded(_fact, _record(headers, value))


def readable_attributes(headers: Headers, value: bytes | None) -> dict[str, Any]:
    """What can be read of a record of either content mode, however broken: its attributes and `data`."""
    try:
        attributes = (
            _structured(value or b"") if _media_type(headers) == _STRUCTURED else _binary_attributes(headers, value)
        )
    except Malformed:
        return {}
    return {name: given for name, given in attributes.items() if given is not _UNREADABLE}


def _decoded(read: Callable[[dict[str, Any]], Read], attributes: dict[str, Any]) -> Read:
    try:
        return read(attributes)
    except Problem as problem:
        problem.name_event(attributes)
        raise


def _event(attributes: dict[str, Any]) -> Event:
    instant = check_attributes(attributes, REQUIRED_OF_EVENTS)
    contract = _contract(attributes["type"], PAYLOADS)
    data = _checked(attributes, contract, BrokenContract)
    sourcekind, region = source_kind(attributes), region_of(attributes)
    if attributes["type"] == REQUEST_RECEIVED:
        _check_request(attributes, data)
    purposes = declared_purposes(attributes)
    get = attributes.get
    # In the order of Event's fields: by name it would cost half a microsecond more.
    return Event(
        attributes["id"],
        attributes["source"],
        attributes["type"],
        attributes["time"],
        instant,
        attributes["retailer"],
        text_or_none(attributes, "subject"),
        purposes,
        sourcekind,
        region,
        get("traceparent") or None,
        get("tracestate") or None,
        get("dataschema") or None,
        is_set(get("gpc")),
        is_set(get("dnt")),
        text_or_none(attributes, "cookieclass"),
        data,
    )


def _check_request(attributes: dict[str, Any], data: dict[str, Any]) -> None:
    """A request that names one retailer or person outside and another inside could be answered to a stranger."""
    for name in ("retailer", "subject"):
        outside = text_or_none(attributes, name)
        if outside is not None and outside != data[name]:
            raise BrokenContract("contradicts_envelope", name)


def _fact(attributes: dict[str, Any]) -> Fact:
    instant = check_attributes(attributes, REQUIRED_OF_FACTS)
    contract = _contract(attributes["type"], FACTS)
    data = _checked(attributes, contract, InvalidFact)
    if attributes["type"] == AUTHORIZATION_REVOKED and not (data.get("retailer") or attributes.get("retailer")):
        raise InvalidFact("missing", "retailer")
    return Fact(
        id=attributes["id"],
        source=attributes["source"],
        type=attributes["type"],
        time=attributes["time"],
        instant=instant,
        retailer=attributes.get("retailer") or None,
        subject=attributes.get("subject") or None,
        data=data,
    )


def _contract(event_type: str, catalogue: Mapping[str, type[BaseModel]]) -> type[BaseModel]:
    contract = catalogue.get(event_type)
    if contract is None:
        raise UnknownType("not_in_catalogue", attribute="type")
    return contract


def _checked(attributes: dict[str, Any], contract: type[BaseModel], problem: type[Problem]) -> dict[str, Any]:
    data = payload_of(attributes, problem)
    faults = _faults(contract, data)
    if faults:
        raise problem.of_faults(faults)
    return data


def _faults(contract: type[BaseModel], data: dict[str, Any]) -> tuple[Fault, ...]:
    try:
        # The validator itself: `model_validate` adds a microsecond and nothing else.
        contract.__pydantic_validator__.validate_python(data)
    except ValidationError as error:
        return faults_of(error, contract)
    return ()


def _parsed(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return _UNREADABLE


def _structured(text: bytes) -> dict[str, Any]:
    attributes = _parsed(text)
    if attributes is _UNREADABLE:
        raise Malformed("not_json")
    if not isinstance(attributes, dict):
        raise Malformed("not_an_object")
    return attributes


def _record(headers: Headers, value: bytes | None) -> dict[str, Any]:
    media_type = _media_type(headers)
    if media_type == _STRUCTURED:
        return _structured(value or b"")
    if media_type.startswith(_ANY_CLOUDEVENTS):
        raise Malformed("content_type_not_read")
    return _binary(headers, value)


def _media_type(headers: Headers) -> str:
    content_type = next((text for name, text in headers if name.lower() == _CONTENT_TYPE and text), b"")
    return content_type.partition(b";")[0].strip().lower().decode("ascii", "replace")


def _binary(headers: Headers, value: bytes | None) -> dict[str, Any]:
    attributes = _binary_attributes(headers, value)
    if _UNREADABLE in attributes.values():
        problem = Malformed("not_json" if attributes.get("data") is _UNREADABLE else "header_not_readable")
        problem.name_event(attributes)
        raise problem
    return attributes


def _binary_attributes(headers: Headers, value: bytes | None) -> dict[str, Any]:
    attributes: dict[str, Any] = {}
    for name, text in headers:
        if name.startswith(_PREFIX) and text is not None:
            attribute = name.removeprefix(_PREFIX)
            # Of two headers of one name neither can be believed.
            attributes[attribute] = _UNREADABLE if attribute in attributes else _text(text)
    if value:
        attributes["data"] = _parsed(value)
    return attributes


def _text(header: bytes) -> Any:
    try:
        return header.decode()
    except UnicodeDecodeError:
        return _UNREADABLE
