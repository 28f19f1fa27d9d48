"""Every golden case comes out as it says, alone and in the company of all others."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from processors.govern import Governor
from tests.governing import Json, outcomes

CASES = sorted((Path(__file__).parent / "data" / "cases").glob("*.jsonl"))
EXACT = ("form", "expirytime", "expiryevent", "legalbasis", "authorization")


@cache
def cases() -> dict[str, Json]:
    lines = [line for path in CASES for line in path.read_text(encoding="utf8").splitlines() if line.strip()]
    return {case["id"]: case for case in map(json.loads, lines)}


@pytest.mark.parametrize("name", cases())
def test_a_golden_case_comes_out_as_it_says(name: str, governor: Governor) -> None:
    """A golden case, with a run of its own, comes out as it says."""
    case = cases()[name]
    line = outcomes(governor, case["control"], case["events"])[case["judge"]].line
    faults = list(unmet(case["expect"], line))
    assert faults == []


def test_cases_do_not_disturb_each_other(governor: Governor) -> None:
    """All golden cases in one run, with names of their own, come out as they do alone."""
    apart = [set_apart(case) for case in cases().values()]
    control = [fact for case in apart for fact in case["control"]]
    together = iter(outcomes(governor, control, [event for case in apart for event in case["events"]]))
    failed = {}
    for case in apart:
        lines = [next(together).line for _ in case["events"]]
        if faults := list(unmet(case["expect"], lines[case["judge"]])):
            failed[case["id"]] = faults
    assert failed == {}


def test_every_case_is_told_apart() -> None:
    """No two golden cases share an id."""
    count = sum(1 for path in CASES for line in path.read_text(encoding="utf8").splitlines() if line.strip())
    assert len(cases()) == count > 0


def set_apart(case: Json) -> Json:
    """The case with retailers and ids that no other case has."""

    def renamed(value: Any, key: str | None = None) -> Any:
        if isinstance(value, dict):
            return {name: renamed(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [renamed(inner) for inner in value]
        return f"{value}~{case['id']}" if key == "retailer" and isinstance(value, str) else value

    apart: Json = renamed(case)
    for item in (*apart["control"], *apart["events"]):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            item["id"] = f"{item['id']}~{case['id']}"
    return apart


def unmet(expect: Json, line: Json) -> Iterator[str]:
    """What the decision lacks of what is expected: names, paths and clauses only, never a value of a payload."""
    for key in ("outcome", "reason"):
        if key in expect and line.get(key) != expect[key]:
            yield f"{key} is {line.get(key)}, not {expect[key]}"
    yield from _missing("clause", expect.get("clauses_include"), line.get("clauses"))
    found = line.get("findings", ())
    for wanted in expect.get("findings", ()):
        if not any(wanted.items() <= finding.items() for finding in found):
            yield f"no finding {wanted.get('class')} at {wanted.get('path')}"
    for key, wanted in expect.get("label", {}).items():
        if _label(key, line.get("label", {}).get(key)) != _label(key, wanted):
            yield f"label.{key} is not {wanted}"
    for name, wanted in expect.get("sinks", {}).items():
        entry = line.get("sinks", {}).get(name)
        yield from (f"{name}: {fault}" for fault in _unmet_at_sink(wanted, entry or {}))


def _label(key: str, value: str | None) -> object:
    return set(value.split(",")) if key == "datacategory" and value else value


def _unmet_at_sink(expect: Json, entry: Json) -> Iterator[str]:
    if "allowed" in expect and entry.get("allowed") is not expect["allowed"]:
        yield f"allowed is {entry.get('allowed')} by {','.join(entry.get('clauses', ()))}"
        return
    for key in EXACT:
        if key in expect and entry.get(key) != expect[key]:
            yield f"{key} is {entry.get(key)}, not {expect[key]}"
    if "purpose" in expect and set(entry.get("purpose", ())) != set(expect["purpose"]):
        yield f"purpose is {','.join(entry.get('purpose', ()))}"
    yield from _missing("clause", expect.get("clauses_include"), entry.get("clauses"))
    yield from _missing("field", expect.get("fields_include"), entry.get("fields"))
    for path in set(expect.get("fields_exclude") or ()) & set(entry.get("fields") or ()):
        yield f"field {path} is kept"


def _missing(what: str, wanted: list[str] | None, found: list[str] | None) -> Iterator[str]:
    for name in wanted or ():
        if name not in (found or ()):
            yield f"{what} {name} is missing"
