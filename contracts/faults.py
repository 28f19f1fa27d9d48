"""What pydantic found, told without a value and without a key that no contract has."""

from functools import cache

from pydantic import BaseModel, ValidationError

from contracts.problems import Fault
from contracts.shape import nodes

UNKNOWN_FIELD = "unknown_field"
MISSING = "missing"
_KINDS = {
    "extra_forbidden": UNKNOWN_FIELD,
    "missing": MISSING,
    "too_short": "empty",
    "string_too_short": "empty",
    "literal_error": "not_in_vocabulary",
    "string_pattern_mismatch": "ill_formed",
    "value_error": "ill_formed",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
}


def faults_of(error: ValidationError, model: type[BaseModel]) -> tuple[Fault, ...]:
    """Every distinct fault, in contract order. List indexes are left out, so that the contract bounds their number."""
    found = error.errors(include_url=False, include_context=False)
    known = _known_keys(model)
    return tuple(
        dict.fromkeys(Fault(_kind(one["type"], one["loc"], one["input"]), _path(one["loc"], known)) for one in found)
    )


def _kind(found: str, location: tuple[int | str, ...], given: object) -> str:
    """A null equals absent, save in a list, where it is of the wrong type."""
    if given is None and found != "extra_forbidden" and isinstance(location[-1], str):
        return MISSING
    return _KINDS.get(found, "wrong_type")


def _path(location: tuple[int | str, ...], known: frozenset[tuple[str, ...]]) -> str:
    keys = tuple(key for key in location if isinstance(key, str))
    named = next((end for end in range(len(keys), 0, -1) if keys[:end] in known), 0)
    return ".".join(keys[:named] if named == len(keys) else (*keys[:named], "?"))


@cache
def _known_keys(model: type[BaseModel]) -> frozenset[tuple[str, ...]]:
    return frozenset(node.keys for node in nodes(model))
