"""The first four gates stand in order, and each refuses what it is for."""

from typing import Any

import pytest

from contracts.decode import decode_line
from contracts.event import Event
from contracts.problems import BrokenContract, Fault, Malformed, Problem, UnknownPurpose, UnknownType
from contracts.vocabulary import PURPOSES, SOURCE_KINDS
from tests.contracts.fields import FACT_TYPES, REQUEST, event, full, least, line

NOTE = "crm.note.added"
REQUIRED = ("specversion", "id", "source", "type", "time", "retailer")


def problem_of(raw: bytes) -> Problem:
    with pytest.raises(Problem) as caught:
        decode_line(raw)
    return caught.value


def decoded(**attributes: Any) -> Event:
    return decode_line(line(event(NOTE, **attributes)))


def without(name: str, event_type: str = NOTE) -> dict[str, Any]:
    return {key: value for key, value in event(event_type).items() if key != name}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"1",
        b"{} {}",
        line(event(NOTE))[:-1],
        line(event(NOTE)).replace(b"words", b"\xff"),
        line(event("order.placed", full("order.placed"))).replace(b"2.5", b"NaN"),
        line(event("order.placed", full("order.placed"))).replace(b"2.5", b"Infinity"),
        line(event("order.placed", full("order.placed"))).replace(b"2.5", b"1e999"),
        b"[" * 5000,
    ],
)
def test_what_is_no_json_object_is_malformed(raw: bytes) -> None:
    assert isinstance(problem_of(raw), Malformed)


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, "", 1, 1.0, True, [], {}])
def test_a_required_attribute_is_text_that_is_not_empty(name: str, value: Any) -> None:
    problem = problem_of(line({**event(NOTE), name: value}))
    assert (type(problem), problem.attribute, problem.path) == (Malformed, name, None)


@pytest.mark.parametrize("name", REQUIRED)
def test_a_required_attribute_that_is_missing_is_malformed(name: str) -> None:
    assert isinstance(problem_of(line(without(name))), Malformed)


@pytest.mark.parametrize("version", ["0.3", "1", "1.0 ", "2.0"])
def test_another_version_of_cloudevents_is_malformed(version: str) -> None:
    assert isinstance(problem_of(line(event(NOTE, specversion=version))), Malformed)


@pytest.mark.parametrize("time", ["2026-06-02T10:00:00", "2026-06-02", "02.06.2026", "2026-02-30T10:00:00Z"])
def test_a_time_that_is_not_rfc_3339_is_malformed(time: str) -> None:
    assert problem_of(line(event(NOTE, time=time))).attribute == "time"


OPTIONAL = ("subject", "purpose", "sourcekind", "region", "cookieclass", "dataschema", "traceparent", "tracestate")


@pytest.mark.parametrize("name", [*OPTIONAL, "datacontenttype"])
@pytest.mark.parametrize("value", [7, 7.5, True, [], {}])
def test_an_optional_attribute_that_is_not_text_is_malformed(name: str, value: Any) -> None:
    problem = problem_of(line(event(NOTE, **{name: value})))
    assert (type(problem), problem.attribute) == (Malformed, name)


@pytest.mark.parametrize("name", OPTIONAL)
def test_an_optional_attribute_that_is_null_is_absent(name: str) -> None:
    assert getattr(decoded(**{name: None}), name) is None


@pytest.mark.parametrize("name", ["subject", "region", "cookieclass", "dataschema", "traceparent", "tracestate"])
def test_an_optional_attribute_that_is_empty_is_absent(name: str) -> None:
    assert getattr(decoded(**{name: ""}), name) is None


@pytest.mark.parametrize("event_type", ["pos.sale.started", "sale", "CRM.NOTE.ADDED", "crm.note.added ", "governance"])
def test_a_type_of_no_contract_is_unknown(event_type: str) -> None:
    assert isinstance(problem_of(line(event(event_type, {}))), UnknownType)


@pytest.mark.parametrize("fact_type", FACT_TYPES)
def test_of_the_control_facts_only_a_request_may_come_as_an_event(fact_type: str) -> None:
    raw = line(event(fact_type, full(fact_type)))
    if fact_type == REQUEST:
        assert decode_line(raw).data == full(fact_type)
    else:
        assert isinstance(problem_of(raw), UnknownType)


def test_a_request_that_breaks_its_contract_is_refused_as_an_event_is() -> None:
    problem = problem_of(line(event(REQUEST, {**full(REQUEST), "right": "forget"})))
    assert (type(problem), problem.faults) == (BrokenContract, (Fault("not_in_vocabulary", "right"),))


@pytest.mark.parametrize("data", [[], "text", 1, True, [{}]])
def test_data_that_is_no_object_breaks_the_contract(data: Any) -> None:
    problem = problem_of(line(event(NOTE, data)))
    assert (type(problem), problem.path, problem.attribute) == (BrokenContract, None, "data")


def test_binary_data_breaks_the_contract() -> None:
    problem = problem_of(line(event(NOTE, data_base64="e30=")))
    assert (type(problem), problem.attribute) == (BrokenContract, "data_base64")
    assert decoded(data_base64=None).data == least(NOTE)


def test_data_that_is_missing_or_null_is_an_empty_payload() -> None:
    for raw in (without("data", "account.registered"), {**event("account.registered"), "data": None}):
        assert decode_line(line(raw)).data == {}
    assert problem_of(line(without("data"))).path == "customer_id"


@pytest.mark.parametrize("kind", ["scraper", "", "Customer", " customer"])
def test_a_source_kind_that_is_none_of_the_six_breaks_the_contract(kind: str) -> None:
    problem = problem_of(line(event(NOTE, sourcekind=kind)))
    assert (type(problem), problem.attribute) == (BrokenContract, "sourcekind")


@pytest.mark.parametrize("kind", SOURCE_KINDS)
def test_each_of_the_six_source_kinds_is_known(kind: str) -> None:
    assert decoded(sourcekind=kind).sourcekind == kind


@pytest.mark.parametrize("purpose", ["", " ", ",", "crm,", "crm,,legal", "crm legal", "Crm", "crm;legal"])
def test_a_purpose_outside_the_vocabulary_is_unknown(purpose: str) -> None:
    assert isinstance(problem_of(line(event(NOTE, purpose=purpose))), UnknownPurpose)


def test_declared_purposes_are_kept_in_order_once_each_and_trimmed() -> None:
    assert decoded(purpose="surveys , crm,surveys,\tlegal").purpose == ("surveys", "crm", "legal")
    assert decoded(purpose=",".join(PURPOSES)).purpose == PURPOSES
    assert decoded().purpose is None


@pytest.mark.parametrize("name", ["gpc", "dnt"])
def test_a_signal_may_be_text_a_number_or_a_boolean_and_is_set_when_in_doubt(name: str) -> None:
    signals: list[Any] = ["1", 1, True, "true", "yes", 2, " "]
    for value in signals:
        assert getattr(decoded(**{name: value}), name) is True, value
    several: list[Any] = [[], {"a": 1}]
    for nested in several:
        with pytest.raises(Malformed):
            decoded(**{name: nested})
    no_signals: list[Any] = ["0", 0, 0.0, False, "false", "", None]
    for value in no_signals:
        assert getattr(decoded(**{name: value}), name) is False, value


def test_an_event_carries_what_its_attributes_say() -> None:
    optional = dict.fromkeys(("subject", "region", "cookieclass", "dataschema", "traceparent", "tracestate"), "US-CA")
    got = decode_line(line(event(NOTE, time="2026-06-02T12:00:00.5+02:00", **optional, partitionkey="k")))
    assert (got.id, got.source, got.type, got.retailer) == ("e-1", "/shop/1", NOTE, "aurora-gems")
    assert (got.time, got.instant) == ("2026-06-02T12:00:00.5+02:00", 1_780_394_400_500_000)
    assert {name: getattr(got, name) for name in optional} == optional


_FAULTY: list[tuple[type[Problem], dict[str, Any]]] = [
    (Malformed, {"time": "now"}),
    (UnknownType, {"type": "pos.sale.started"}),
    (BrokenContract, {"data": {"ssn": "1"}}),
    (UnknownPurpose, {"purpose": "world_domination"}),
]


@pytest.mark.parametrize("first", range(len(_FAULTY)))
def test_the_first_gate_that_stops_an_event_names_the_reason(first: int) -> None:
    attributes = {key: value for _, fault in _FAULTY[first:] for key, value in fault.items()}
    assert type(problem_of(line({**event(NOTE), **attributes}))) is _FAULTY[first][0]


def test_a_source_kind_is_judged_before_the_purpose_and_after_the_type() -> None:
    both = {"sourcekind": "scraper", "purpose": "world_domination"}
    assert isinstance(problem_of(line(event(NOTE, **both))), BrokenContract)
    assert isinstance(problem_of(line(event("pos.sale.started", {}, sourcekind="scraper"))), UnknownType)


def test_a_problem_names_the_event_as_far_as_it_is_known() -> None:
    problem = problem_of(line({**event(NOTE, {}), "purpose": "crm"}))
    named = (problem.event_id, problem.source, problem.type, problem.time, problem.retailer)
    assert named == ("e-1", "/shop/1", NOTE, "2026-06-02T10:00:00Z", "aurora-gems")
    problem = problem_of(line({"id": 1, "source": "", "type": NOTE, "specversion": "1.0"}))
    assert (problem.event_id, problem.source, problem.type, problem.time) == (None, None, NOTE, None)


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (Malformed, "malformed"),
        (UnknownType, "unknown_type"),
        (BrokenContract, "contract"),
        (UnknownPurpose, "unknown_purpose"),
    ],
)
def test_each_gate_has_its_reason_and_no_retry_helps(problem: type[Problem], reason: str) -> None:
    assert (problem.reason, problem.retryable) == (reason, False)
