"""CloudEvents in binary content mode: attributes in `ce_` headers, data as the value."""

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import orjson
from pydantic import BaseModel

from contracts.attributes import REQUIRED_OF_FACTS, check_attributes
from contracts.event import Event
from contracts.problems import Malformed
from contracts.sdk.tracing import Trace

CloudEvent = Mapping[str, Any] | BaseModel
"""An event or fact with its `data`: a mapping, or a model such as those of `contracts.envelopes`."""

BinaryHeaders = list[tuple[str, bytes]]

_JSON_TYPE = "application/json"
_PREFIX = "ce_"
_KNOWN = frozenset(field.name for field in fields(Event))
_NO_TRACE = Trace()
_is_name = re.compile("[a-z0-9]+").fullmatch
_is_json_type = re.compile(r"application/json[ \t]*(?:;.*)?", re.IGNORECASE).fullmatch
_STRICT = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def attributes_of(given: CloudEvent, trace: Trace = _NO_TRACE) -> dict[str, Any]:
    """An event's attributes and `data`, nulls left out; a trace that the event does not have itself is added.

    Raises Malformed for what is no event, or has an attribute that no header can say, or data that JSON cannot.
    """
    whole = _plain(given) if isinstance(given, Mapping | BaseModel) else None
    if not isinstance(whole, dict):
        raise Malformed("not_an_object")
    attributes = {name: value for name, value in whole.items() if value is not None}
    if not attributes.get("traceparent"):
        attributes |= {name: value for name, value in trace._asdict().items() if value}
    _check(attributes)
    return attributes


def binary(attributes: Mapping[str, Any]) -> tuple[BinaryHeaders, bytes]:
    """The headers and the value of checked attributes."""
    content_type = attributes.get("datacontenttype") or _JSON_TYPE
    headers = [("content-type", content_type.encode())]
    for name, value in attributes.items():
        if name not in ("data", "datacontenttype"):
            headers.append((_PREFIX + name, _text(value).encode()))
    # Never without a value: in a topic of facts that would take the fact back.
    return headers, orjson.dumps(attributes.get("data", {}), option=_STRICT)


def _plain(given: CloudEvent) -> Any:
    if isinstance(given, BaseModel):
        return given.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {**given, "data": _plain(given["data"])} if isinstance(given.get("data"), BaseModel) else dict(given)


def _check(attributes: dict[str, Any]) -> None:
    try:
        for name, value in attributes.items():
            if name != "data":
                _check_attribute(name, value)
        check_attributes(attributes, REQUIRED_OF_FACTS)
        _check_data(attributes)
    except Malformed as problem:
        problem.name_event(attributes)
        raise


def _check_attribute(name: object, value: object) -> None:
    """Raise Malformed for what no header can say; a name that no contract has may be anything, and is not told."""
    if type(name) is not str or not _is_name(name):
        raise Malformed("ill_named_attribute")
    told = name if name in _KNOWN else None
    if not isinstance(value, str | int):
        raise Malformed("not_text", attribute=told)
    if isinstance(value, str) and not _is_utf8(value):
        raise Malformed("not_text", attribute=told)


def _check_data(attributes: dict[str, Any]) -> None:
    if not _is_json_type(attributes.get("datacontenttype") or _JSON_TYPE):
        raise Malformed("content_type_not_read", attribute="datacontenttype")
    if not _is_json(attributes.get("data")):
        raise Malformed("not_json", attribute="data")


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _text(value: object) -> str:
    """An attribute as binary mode writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _is_json(data: object) -> bool:
    """Whether data arrives as it was given: JSON lacks some numbers and reads a tuple or a date as something else."""
    try:
        told = orjson.dumps(data, option=_STRICT)
    except TypeError:
        return False
    return bool(orjson.loads(told) == data)
