"""A problem tells kinds, paths and attributes, never a value nor the text of a key that no contract has."""

import pickle
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.decode import decode_fact_line, decode_fact_record, decode_line, decode_record
from contracts.problems import BrokenContract, Fault, InvalidFact, Problem, Unusable
from tests.contracts.fields import EVENT_TYPES, FACT_TYPES, REQUEST, event, full, line

CANARY = "c4n4ry"
CANARY_NUMBER = 190_577_190_577
_SCALARS = st.sampled_from([CANARY, CANARY_NUMBER, True, None, f"{CANARY} {CANARY}"])
_VALUES = st.recursive(
    _SCALARS, lambda below: st.lists(below, max_size=2) | st.dictionaries(st.just(CANARY), below), max_leaves=4
)


@st.composite
def spoilt(draw: st.DrawFn, node: Any) -> Any:
    """The node with any of its values, and any number of its keys, spoilt by the canary."""
    if isinstance(node, dict):
        kept = {key: draw(spoilt(value)) for key, value in node.items() if draw(st.integers(0, 5))}
        return {**kept, CANARY: draw(_VALUES)} if draw(st.booleans()) else kept
    if isinstance(node, list):
        return [draw(spoilt(value)) for value in node]
    return draw(_VALUES) if draw(st.booleans()) else node


@st.composite
def spoilt_events(draw: st.DrawFn) -> dict[str, Any]:
    event_type = draw(st.sampled_from([*EVENT_TYPES, *FACT_TYPES]))
    optional = ("subject", "purpose", "sourcekind", "region", "gpc", "dnt", "cookieclass", "traceparent", "data_base64")
    whole = {**event(event_type, full(event_type)), **{name: draw(_VALUES) for name in optional if draw(st.booleans())}}
    whole["data"] = draw(spoilt(whole["data"]))
    spoil = draw(st.sampled_from(["id", "source", "type", "time", "retailer", "specversion", CANARY]))
    return {**whole, spoil: draw(_VALUES)} if draw(st.booleans()) else whole


def problem_of(decode: Callable[..., object], *given_bytes: object) -> Problem | None:
    try:
        decode(*given_bytes)
    except Problem as problem:
        return problem
    return None


def shown(problem: Problem) -> str:
    told = (str(problem), repr(problem), problem.args, problem.faults, problem.path, problem.kind, problem.attribute)
    return repr(told) + "".join(traceback.format_exception(problem))


@settings(deadline=None)
@given(spoilt_events())
def test_no_value_and_no_unknown_key_is_in_any_problem(whole: dict[str, Any]) -> None:
    headers = [(f"ce_{name}", line(value)) for name, value in whole.items() if name != "data"]
    headers += [("content-type", b"application/json"), (CANARY, b"1")]
    for problem in (
        problem_of(decode_line, line(whole)),
        problem_of(decode_line, line(whole)[:-1]),
        problem_of(decode_fact_line, line(whole)),
        problem_of(decode_record, headers, line(whole["data"])),
        problem_of(decode_fact_record, headers, line(whole["data"])),
    ):
        if problem is not None:
            assert CANARY not in shown(problem)
            assert str(CANARY_NUMBER) not in shown(problem)
            # What a library raised holds the whole input, so it may not even hang on the problem.
            assert (problem.__context__, problem.__cause__) == (None, None)


def test_a_problem_is_one_line_in_lower_case() -> None:
    problem = BrokenContract.of_faults((Fault("missing", "lines.sku"), Fault("unknown_field", "?")))
    assert str(problem) == "contract: missing at lines.sku"
    assert str(InvalidFact("empty", attribute="data")) == "invalid_fact: empty of attribute data"
    assert str(Unusable("output is no folder")) == "unusable: output is no folder"


def test_a_problem_goes_to_another_process_and_stays_itself() -> None:
    with pytest.raises(BrokenContract) as caught:
        decode_line(line(event(REQUEST, {})))
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - of our own making.
    assert (type(again), str(again)) == (BrokenContract, str(caught.value))
    assert (again.faults, again.event_id) == (caught.value.faults, "e-1")
