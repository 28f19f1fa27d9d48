"""What differs between the decision that the oracle expects and another; names and paths only, never a value."""

from collections.abc import Iterator
from typing import Any

from tests.oracle.catalogue import Json

LABEL = ("retailer", "role", "sourcekind", "training", "authorization", "policyversion")
ATTRIBUTES = ("form", "expirytime", "expiryevent", "legalbasis", "authorization")


def differences(expected: Json, got: Json, free_text: frozenset[str] = frozenset()) -> list[str]:
    """One line for each difference; those of clauses begin with `clauses:`, of findings with `findings:`.

    A free text that is missing from a de-identified copy may have been withheld; those lines begin with `withheld:`.
    """
    if expected.get("outcome") != got.get("outcome"):
        reason = f" ({got.get('reason')})" if got.get("reason") else ""
        return [f"outcome: expected {expected.get('outcome')}, got {got.get('outcome')}{reason}"]
    found = []
    if expected.get("reason") != got.get("reason"):
        found.append(f"reason: expected {expected.get('reason')}, got {got.get('reason')}")
    found += _set_difference("clauses: event", expected.get("clauses"), got.get("clauses"))
    found += _set_difference("findings: event", _findings(expected), _findings(got))
    found += _label(expected.get("label") or {}, got.get("label") or {})
    theirs = got.get("sinks") or {}
    for name, sink in (expected.get("sinks") or {}).items():
        found += _sink(f"sinks.{name}", sink, theirs.get(name), free_text)
    found += [f"sinks.{name}: not in the catalogue" for name in theirs if name not in expected.get("sinks", {})]
    return found


def _findings(line: Json) -> list[str]:
    return [f"{finding.get('class')} at {finding.get('path')}" for finding in line.get("findings") or []]


def _set_difference(name: str, expected: Any, got: Any) -> Iterator[str]:
    ours, theirs = set(expected or ()), set(got or ())
    if ours - theirs:
        yield f"{name} lacks {' '.join(sorted(ours - theirs))}"
    if theirs - ours:
        yield f"{name} has besides {' '.join(sorted(theirs - ours))}"


def _label(expected: Json, got: Json) -> Iterator[str]:
    for key in LABEL:
        if expected.get(key) != got.get(key):
            yield f"label.{key}: expected {expected.get(key)}, got {got.get(key)}"
    yield from _set_difference("label.datacategory", _parts(expected), _parts(got))


def _parts(label: Json) -> list[str]:
    return [part for part in (label.get("datacategory") or "").split(",") if part]


def _sink(name: str, expected: Json, got: Json | None, free_text: frozenset[str]) -> Iterator[str]:
    if got is None:
        yield f"{name}: not in the decision"
        return
    if expected["allowed"] is not got.get("allowed"):
        ours, theirs = (" ".join(sorted(line.get("clauses") or [])) for line in (expected, got))
        yield f"{name}.allowed: expected {expected['allowed']} ({ours}), got {got.get('allowed')} ({theirs})"
        return
    for key in ATTRIBUTES:
        if expected.get(key) != got.get(key):
            yield f"{name}.{key}: expected {expected.get(key)}, got {got.get(key)}"
    yield from _set_difference(f"{name}.purpose", expected.get("purpose"), got.get("purpose"))
    yield from _fields(name, expected, got, free_text)
    yield from _set_difference(f"clauses: {name}", expected.get("clauses"), got.get("clauses"))


def _fields(name: str, expected: Json, got: Json, free_text: frozenset[str]) -> Iterator[str]:
    ours, theirs = set(expected.get("fields") or ()), set(got.get("fields") or ())
    withheld = set()
    if expected.get("form") in ("deidentified", "aggregated"):
        withheld = (ours - theirs) & free_text
    if withheld:
        yield f"withheld: {name} lacks {' '.join(sorted(withheld))}"
    yield from _set_difference(f"{name}.fields", ours - withheld, theirs)
