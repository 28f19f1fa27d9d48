"""Every event type and control fact with its contract, and the leaves of each payload, read off the contracts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel

from contracts import facts
from contracts.marks import Mark
from contracts.payloads import (
    account,
    ai,
    billing,
    business,
    certification,
    crm,
    learning,
    media,
    message,
    mobile,
    pos,
    transcript,
    usage,
)
from contracts.payloads.base import Payload
from contracts.shape import Node, nodes

Kind = Literal["str", "text", "num", "bool"]

_FAMILIES = (
    crm,
    pos,
    certification,
    message,
    transcript,
    learning,
    ai,
    media,
    mobile,
    usage,
    account,
    business,
    billing,
)

FACTS: Mapping[str, type[Payload]] = MappingProxyType(facts.FACTS)
"""The contract of each control fact."""

PAYLOADS: Mapping[str, type[Payload]] = MappingProxyType(
    {
        **{event_type: payload for family in _FAMILIES for event_type, payload in family.PAYLOADS.items()},
        facts.REQUEST_RECEIVED: facts.FACTS[facts.REQUEST_RECEIVED],
    }
)
"""The contract of each event type; a request may come as an event too, no other control fact may."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field of a payload that holds a value; `repeated` tells for each of its keys whether a list stands there.

    `required` is the leaf's own: within the container that holds it.
    """

    path: str
    keys: tuple[str, ...]
    repeated: tuple[bool, ...]
    mark: Mark
    required: bool
    kind: Kind


def leaves(event_type: str) -> tuple[Leaf, ...]:
    """The leaves of a type's payload, in contract order; a type that is not in the catalogue is a KeyError."""
    return _leaves(PAYLOADS[event_type])


@cache
def _leaves(payload: type[BaseModel]) -> tuple[Leaf, ...]:
    return tuple(_leaf(node) for node in nodes(payload) if not node.is_container)


def _leaf(node: Node) -> Leaf:
    path = ".".join(node.keys)
    if node.mark is None:
        raise TypeError(f"the contract does not mark {path}")
    return Leaf(path, node.keys, node.repeated, node.mark, node.required, _kind(node))


def _kind(node: Node) -> Kind:
    if node.mark is not None and node.mark.text:
        return "text"
    return "num" if node.holds in (int, float) else "bool" if node.holds is bool else "str"
