"""Section 1: the gates that come before the packs, in their order."""

import json
from typing import Any

from tests.oracle.catalogue import Contracts, Field, Json
from tests.oracle.purposes import VOCABULARY
from tests.oracle.scene import REQUEST
from tests.oracle.times import instant

KINDS = frozenset(["retailer", "retailer_system", "customer", "provider", "public", "automated"])
COOKIE_CLASSES = frozenset(["essential", "performance", "functional", "advertising"])
REQUIRED = ("specversion", "id", "source", "type", "time", "retailer")
OPTIONAL = ("subject", "purpose", "sourcekind", "region", "dataschema", "traceparent", "tracestate", "cookieclass")
RIGHTS = frozenset(["access", "correct", "delete", "port", "restrict", "object", "withdraw", "know", "shine_the_light"])
CATEGORIES = frozenset(
    [
        *("identity", "contact", "account", "business", "preferences", "communication", "transaction", "payment"),
        *("fulfilment", "certification", "learning", "ai", "media", "mobile", "usage", "technical"),
    ]
)


def _reject_constant(name: str) -> Any:
    raise ValueError(name)


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError("infinite")
    return value


def parse(line: str) -> Any:
    """The JSON value of a line, or None where it is none; NaN and infinities are none."""
    try:
        return json.loads(line, parse_constant=_reject_constant, parse_float=_finite)
    except ValueError:
        return None


def refused(event: object, reason: str, clauses: list[str]) -> Json:
    """The line of a refused event."""
    names = {key: event.get(key) if isinstance(event, dict) else None for key in ("id", "source")}
    known = {key: value if isinstance(value, str) else None for key, value in names.items()}
    return {**known, "outcome": "refused", "reason": reason, "clauses": clauses}


def refusal(event: Any, contracts: Contracts) -> Json | None:
    """Gates 1 to 4: the refusal of this event, or None."""
    if not _is_cloudevent(event):
        return refused(event, "malformed", [])
    if (event["type"].startswith("governance.") and event["type"] != REQUEST) or event["type"] not in contracts:
        return refused(event, "unknown_type", ["JL-2.categories"])
    faults = _contract_faults(event, contracts[event["type"]])
    if faults:
        return refused(event, "contract", ["JL-2.categories"] + ["X-default"] * ("unknown" in faults))
    purpose = event.get("purpose")
    if purpose and any(part.strip() not in VOCABULARY for part in purpose.split(",")):
        return refused(event, "unknown_purpose", ["JL-4.purposes"])
    return None


def _is_cloudevent(event: Any) -> bool:
    if not isinstance(event, dict) or event.get("specversion") != "1.0":
        return False
    if any(not isinstance(event.get(key), str) or not event[key] for key in REQUIRED):
        return False
    if any(event.get(key) is not None and not isinstance(event[key], str) for key in OPTIONAL):
        return False
    return instant(event["time"]) is not None


def _contract_faults(event: Json, fields: dict[str, Field]) -> set[str]:
    faults = set()
    if event.get("sourcekind") is not None and event["sourcekind"] not in KINDS:
        faults.add("sourcekind")
    if event.get("cookieclass") is not None and event["cookieclass"] not in COOKIE_CLASSES:
        faults.add("cookieclass")
    data = event.get("data")
    if not isinstance(data, dict):
        return faults | {"type"}
    tree = _tree(list(fields.values()))
    return faults | _faults(data, tree)


def _tree(fields: list[Field]) -> Json:
    """The shape of a payload: names to a field, or to the shape below them; lists are marked."""
    tree: Json = {}
    for field in fields:
        below = tree
        for step in field.steps[:-1]:
            below = below.setdefault(step, {})
        below[field.steps[-1]] = field
    return tree


def _required(shape: Any) -> bool:
    return shape.required if isinstance(shape, Field) else any(_required(below) for below in shape.values())


def _faults(value: Any, tree: Json) -> set[str]:
    if not isinstance(value, dict):
        return {"type"}
    faults: set[str] = set()
    names = {step.removesuffix("[]"): step for step in tree}
    for key, below in value.items():
        if key not in names:
            faults.add("unknown")
        elif below is not None:
            faults |= _value_faults(below, names[key], tree[names[key]])
    for name, step in names.items():
        if _required(tree[step]) and value.get(name) is None:
            faults.add("missing")
    return faults


def _value_faults(value: Any, step: str, shape: Any) -> set[str]:
    if not step.endswith("[]"):
        return _leaf_faults(value, shape) if isinstance(shape, Field) else _faults(value, shape)
    if not isinstance(value, list):
        return {"type"}
    if not value and _required(shape):
        return {"missing"}
    each = [_leaf_faults(item, shape) if isinstance(shape, Field) else _faults(item, shape) for item in value]
    return set().union(*each)


def _leaf_faults(value: Any, field: Field) -> set[str]:
    kind = field.kind.split()[0].rstrip(",")
    if kind == "num":
        return set() if isinstance(value, int | float) and not isinstance(value, bool) else {"type"}
    if kind == "bool":
        return set() if isinstance(value, bool) else {"type"}
    if not isinstance(value, str):
        return {"type"}
    words = {"right": RIGHTS, "categories": CATEGORIES, "purpose": VOCABULARY}.get(field.path)
    return {"type"} if kind == "enum" and words is not None and value not in words else set()
