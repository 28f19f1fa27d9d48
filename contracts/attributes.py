"""The attributes of a CloudEvent: what they must be, and how the optional ones are read."""

import re
from collections.abc import Mapping
from typing import Any

from contracts.instant import parse_instant
from contracts.problems import BrokenContract, Malformed, Problem, UnknownPurpose
from contracts.scalars import REGION_TEXT_PATTERN
from contracts.vocabulary import PURPOSES, SOURCE_KINDS

Attributes = Mapping[str, Any]

REQUIRED_OF_FACTS = ("id", "source", "type", "time")
REQUIRED_OF_EVENTS = (*REQUIRED_OF_FACTS, "retailer")
_TEXTS = frozenset(
    (
        *REQUIRED_OF_EVENTS,
        "subject",
        "purpose",
        "sourcekind",
        "region",
        "cookieclass",
        "traceparent",
        "tracestate",
        "dataschema",
        "datacontenttype",
    )
)
_KNOWN = _TEXTS | {"gpc", "dnt"}
_PURPOSES = frozenset[str](PURPOSES)
_SOURCE_KINDS = frozenset[str](SOURCE_KINDS)
_BLANKS = " \t"
_NESTED = (dict, list)
_is_region = re.compile(REGION_TEXT_PATTERN).fullmatch
# Binary mode writes the boolean false as text, and both modes must read alike.
_NOT_SET = (None, False, 0, "", "0", "false")


def check_attributes(attributes: Attributes, required: tuple[str, ...]) -> int:
    """Raise Malformed unless these are a CloudEvent's attributes; return the instant of its time."""
    if attributes.get("specversion") != "1.0":
        raise Malformed("not_version_1_0", attribute="specversion")
    for name, value in attributes.items():
        if name in _TEXTS and type(value) is not str and value is not None:
            raise Malformed("not_text", attribute=name)
        if type(value) in _NESTED and name != "data":
            # The name of an attribute that nobody knows is the producer's own text.
            raise Malformed("not_scalar", attribute=name if name in _KNOWN else None)
    for name in required:
        if text_or_none(attributes, name) is None:
            raise Malformed("missing", attribute=name)
    instant = _instant_or_none(attributes["time"])
    if instant is None:
        raise Malformed("not_rfc3339", attribute="time")
    return instant


def _instant_or_none(time: str) -> int | None:
    try:
        return parse_instant(time)
    except ValueError:
        return None


def payload_of(attributes: Attributes, problem: type[Problem]) -> dict[str, Any]:
    """The payload, where none is given an empty one; raise the problem for anything but an object."""
    if attributes.get("data_base64") is not None:
        raise problem("not_an_object", attribute="data_base64")
    data = attributes.get("data")
    if data is None:
        return {}
    if type(data) is not dict:
        raise problem("not_an_object", attribute="data")
    return data


def text_or_none(attributes: Attributes, name: str) -> str | None:
    """An attribute that is text; blanks alone are nothing."""
    text: str | None = attributes.get(name)
    return text if text and not text.isspace() else None


def region_of(attributes: Attributes) -> str | None:
    """The person's region in capitals; raise BrokenContract for one that is no ISO 3166 code.

    A region that nobody can read must not pass for one where less is asked.
    """
    text: str = attributes.get("region") or ""
    if not _is_region(text):
        raise BrokenContract("not_iso_3166", attribute="region")
    return text.strip(_BLANKS).upper() or None


def source_kind(attributes: Attributes) -> str | None:
    """The declared source kind; raise BrokenContract for one that is none of the six."""
    kind: str | None = attributes.get("sourcekind")
    if kind is not None and kind not in _SOURCE_KINDS:
        raise BrokenContract("not_in_vocabulary", attribute="sourcekind")
    return kind


def declared_purposes(attributes: Attributes) -> tuple[str, ...] | None:
    """The declared purposes in the order given, None where none are declared; raise UnknownPurpose for any other."""
    text: str | None = attributes.get("purpose")
    if text is None:
        return None
    purposes = tuple(dict.fromkeys(name.strip(_BLANKS) for name in text.split(",")))
    if not _PURPOSES.issuperset(purposes):
        raise UnknownPurpose("not_in_vocabulary", attribute="purpose")
    return purposes


def is_set(signal: object) -> bool:
    """Whether a signal (`gpc`, `dnt`) came along; one that cannot be understood did, the restrictive reading."""
    return signal not in _NOT_SET
