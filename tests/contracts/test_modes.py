"""A record of either content mode is the same event as the line of structured JSON."""

from typing import Any

import orjson
import pytest

from contracts.decode import decode_fact_line, decode_fact_record, decode_line, decode_record
from contracts.problems import BrokenContract, InvalidFact, Malformed, Problem, UnknownPurpose, UnknownType
from tests.contracts.fields import EVENT_TYPES, FACT_TYPES, event, full, line

STRUCTURED = [("content-type", b"application/cloudevents+json; charset=UTF-8")]
NOTE = "crm.note.added"


def binary(whole: dict[str, Any]) -> tuple[list[tuple[str, bytes | None]], bytes]:
    headers: list[tuple[str, bytes | None]] = [("content-type", b"application/json")]
    headers += [(f"ce_{name}", value.encode()) for name, value in whole.items() if name != "data"]
    return headers, orjson.dumps(whole["data"])


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_both_modes_and_the_line_decode_alike(event_type: str) -> None:
    whole = event(
        event_type,
        full(event_type),
        subject="Zoë",
        purpose="crm, legal",
        region="DE",
        gpc="1",
        dnt="0",
        sourcekind="public",
    )
    expected = decode_line(line(whole))
    assert decode_record(STRUCTURED, line(whole)) == expected
    assert decode_record(*binary(whole)) == expected


@pytest.mark.parametrize("fact_type", FACT_TYPES)
def test_both_modes_and_the_line_decode_facts_alike(fact_type: str) -> None:
    whole = event(fact_type, full(fact_type), subject="c-1")
    expected = decode_fact_line(line(whole))
    assert decode_fact_record(STRUCTURED, line(whole)) == expected
    assert decode_fact_record(*binary(whole)) == expected


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ({"time": "now"}, Malformed),
        ({"retailer": ""}, Malformed),
        ({"type": "pos.sale.started"}, UnknownType),
        ({"data": {"ssn": "1"}}, BrokenContract),
        ({"data": [1]}, BrokenContract),
        ({"sourcekind": "scraper"}, BrokenContract),
        ({"purpose": "world_domination"}, UnknownPurpose),
    ],
)
def test_both_modes_are_refused_alike(fault: dict[str, Any], problem: type[Problem]) -> None:
    whole = {**event(NOTE), **fault}
    for headers, value in ((STRUCTURED, line(whole)), binary(whole)):
        with pytest.raises(problem) as caught:
            decode_record(headers, value)
        assert caught.value.event_id == "e-1"


def test_a_boolean_signal_reads_alike_as_the_text_that_binary_mode_makes_of_it() -> None:
    for value, text in ((True, "true"), (False, "false")):
        expected = decode_line(line(event(NOTE, gpc=value, dnt=value)))
        assert decode_record(*binary(event(NOTE, gpc=text, dnt=text))) == expected


@pytest.mark.parametrize(
    "content_type", [b"APPLICATION/CloudEvents+JSON", b" application/cloudevents+json ;charset=utf-8"]
)
def test_the_content_type_is_read_as_a_media_type(content_type: bytes) -> None:
    whole = event(NOTE)
    assert decode_record([("Content-Type", content_type)], line(whole)) == decode_line(line(whole))


@pytest.mark.parametrize("content_type", [b"application/cloudevents-batch+json", b"application/cloudevents+avro"])
def test_batches_and_other_formats_are_malformed(content_type: bytes) -> None:
    with pytest.raises(Malformed):
        decode_record([("content-type", content_type)], line(event(NOTE)))


def test_a_structured_value_without_its_content_type_is_malformed() -> None:
    with pytest.raises(Malformed):
        decode_record([], line(event(NOTE)))


@pytest.mark.parametrize("value", [b"", None])
def test_a_record_without_a_value_has_an_empty_payload(value: bytes | None) -> None:
    headers, _ = binary(event("account.registered", {}))
    assert decode_record(headers, value).data == {}


@pytest.mark.parametrize("value", [b"{", b"\xff", b"NaN"])
def test_a_value_that_is_no_json_is_malformed_and_its_event_is_named(value: bytes) -> None:
    headers, _ = binary(event(NOTE))
    with pytest.raises(Malformed) as caught:
        decode_record(headers, value)
    assert (caught.value.event_id, caught.value.type) == ("e-1", NOTE)


def test_a_header_that_is_not_utf8_is_malformed_and_the_rest_of_the_event_is_named() -> None:
    headers, value = binary(event(NOTE))
    with pytest.raises(Malformed) as caught:
        decode_record([*headers, ("ce_subject", b"\xff")], value)
    assert caught.value.event_id == "e-1"


def test_a_header_without_a_value_is_absent() -> None:
    headers, value = binary(event(NOTE))
    assert decode_record([*headers, ("ce_subject", None)], value).subject is None


def test_a_header_called_data_is_not_the_payload() -> None:
    headers, value = binary(event(NOTE))
    assert decode_record([*headers, ("ce_data", b"{}")], value) == decode_record(headers, value)


def test_a_repeated_attribute_is_malformed() -> None:
    headers, value = binary(event(NOTE))
    with pytest.raises(Malformed) as caught:
        decode_record([*headers, ("ce_retailer", b"another")], value)
    assert (caught.value.event_id, caught.value.retailer) == ("e-1", None)


def test_an_invalid_fact_is_refused_in_both_modes() -> None:
    whole = event("governance.deletion.acknowledged", {"request_id": "r"})
    for headers, value in ((STRUCTURED, line(whole)), binary(whole)):
        with pytest.raises(InvalidFact):
            decode_fact_record(headers, value)
