"""What a producer emits is what the pipeline reads: checked, keyed, placed and labelled before it is sent."""

import math
import sys
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from contracts.decode import decode_fact_record, decode_line, decode_record
from contracts.envelopes import EVENT_ENVELOPES, FACT_ENVELOPES
from contracts.problems import BrokenContract, InvalidFact, Malformed, Problem, UnknownPurpose, UnknownType
from contracts.routing import FactKey, partition_of, person_key, subject_of, topic_of
from contracts.sdk import cloud_event
from contracts.sdk.records import names_a_person
from contracts.sdk.testing import RecordingProducer, Sent
from streams.kafka.topology import PERSON_FACTS, WIDE_FACTS
from tests.contracts.fields import EVENT_TYPES, FACT_TYPES, REQUEST, event, full, line

NOTE = "crm.note.added"
PREFERENCE = "governance.preference.changed"
HOLD = "governance.hold.placed"
PARTITIONS = 12


def sent(*events: Any, **options: Any) -> list[Sent]:
    producer = RecordingProducer(PARTITIONS)
    for each in events:
        producer.emit(each, **options)
    return producer.sent


def sent_fact(fact: Any) -> Sent:
    producer = RecordingProducer(PARTITIONS)
    producer.emit_fact(fact)
    return producer.sent[0]


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_what_is_sent_decodes_to_the_event_that_was_emitted(event_type: str) -> None:
    """Each type's record reads as its line of structured JSON does, in its topic, under its person's key."""
    whole = event(event_type, full(event_type), subject="Zoë", purpose="crm, legal", region="DE", gpc=True, dnt=0)
    (record,) = sent(whole)
    expected = decode_line(line(whole))
    key = person_key(expected.retailer, subject_of(expected))
    assert record.value is not None
    assert decode_record(record.headers, record.value) == expected
    assert (record.topic, record.key) == (topic_of(event_type), key)
    assert record.partition == partition_of(key, PARTITIONS)


@pytest.mark.parametrize("fact_type", FACT_TYPES)
def test_a_fact_is_sent_where_the_pipeline_looks_for_it(fact_type: str) -> None:
    """Under a key of its own: a person's in the partition of their events, any other in the one that all read."""
    whole = event(fact_type, full(fact_type))
    record = sent_fact(whole)
    fact = decode_fact_record(record.headers, record.value)
    expected = FactKey(fact.data.get("retailer", "aurora-gems"), fact.data.get("subject", ""), "/shop/1", "e-1")
    is_wide = topic_of(fact_type) in WIDE_FACTS
    assert fact.data == full(fact_type)
    assert (record.topic, record.key) == (topic_of(fact_type), expected.encoded())
    assert record.partition == (0 if is_wide else partition_of(expected.person, PARTITIONS))


def test_facts_that_name_a_person_are_those_of_the_topics_by_person() -> None:
    """What the contract says of a fact's subject and what topics are for agree."""
    of_persons = {topic_of(fact_type) for fact_type in FACT_TYPES if names_a_person(fact_type)}
    assert of_persons == set(PERSON_FACTS)


def test_every_attribute_is_a_header_and_the_data_the_value() -> None:
    """Attributes are `ce_` headers in UTF-8, and the content type is JSON."""
    (record,) = sent(event(NOTE, subject="Zoë", gpc=True, dnt=False, sampled=7, tracestate=None))
    headers = dict(record.headers)
    assert headers["content-type"] == b"application/json"
    assert (headers["ce_subject"], headers["ce_gpc"], headers["ce_dnt"]) == ("Zoë".encode(), b"true", b"false")
    assert headers["ce_sampled"] == b"7"
    assert not {"ce_data", "ce_tracestate", "ce_datacontenttype"} & headers.keys()
    assert len(record.headers) == len(headers)


def test_an_event_without_data_is_no_tombstone() -> None:
    """Where a payload may be absent the value is an empty object."""
    whole = {name: value for name, value in event("account.registered", {}).items() if name != "data"}
    assert sent(whole)[0].value == b"{}"


@pytest.mark.parametrize("model", [EVENT_ENVELOPES[NOTE], dict])
def test_a_model_is_emitted_as_the_mapping_that_it_writes(model: Any) -> None:
    """Events may be made with the models of the envelopes, or their payload with the contract's model."""
    whole = event("message.sms.received", full("message.sms.received"))
    made: Any = EVENT_ENVELOPES["message.sms.received"].model_validate(whole)
    given = made if model is not dict else {**whole, "data": made.data}
    assert sent(given)[0].value == sent(whole)[0].value
    assert b'"from"' in (sent(given)[0].value or b"")


def test_a_fact_may_be_a_model() -> None:
    """Facts may be made with the models of the envelopes."""
    whole = event(PREFERENCE, full(PREFERENCE))
    assert sent_fact(FACT_ENVELOPES[PREFERENCE].model_validate(whole)).value == sent_fact(whole).value


def test_a_request_says_outside_whose_it_is() -> None:
    """It is read as a fact and as an event, which names its retailer; emitted as either it is the same record."""
    whole = event(REQUEST, full(REQUEST))
    del whole["retailer"]
    record = sent_fact(whole)
    assert decode_record(record.headers, record.value).retailer == full(REQUEST)["retailer"]
    assert [record] == sent(whole)


FAULTS: list[tuple[dict[str, Any], type[Problem], str]] = [
    ({"id": 5}, Malformed, "not_text"),
    ({"id": ""}, Malformed, "missing"),
    ({"time": "now"}, Malformed, "not_rfc3339"),
    ({"specversion": "0.3"}, Malformed, "not_version_1_0"),
    ({"retailer": None}, Malformed, "missing"),
    ({"gpc": 1.0}, Malformed, "not_text"),
    ({"gpc": [1]}, Malformed, "not_text"),
    ({"subject": "\ud800"}, Malformed, "not_text"),
    ({"Subject": "c-1"}, Malformed, "ill_named_attribute"),
    ({"data_base64": "e30="}, Malformed, "ill_named_attribute"),
    ({"datacontenttype": "application/cloudevents+json"}, Malformed, "content_type_not_read"),
    ({"datacontenttype": "text/plain"}, Malformed, "content_type_not_read"),
    ({"type": "pos.sale.started"}, UnknownType, "not_in_catalogue"),
    ({"type": PREFERENCE}, UnknownType, "not_in_catalogue"),
    ({"data": [1]}, BrokenContract, "not_an_object"),
    ({"data": {"ssn": "1"}}, BrokenContract, "missing"),
    ({"region": "Atlantis"}, BrokenContract, "not_iso_3166"),
    ({"sourcekind": "scraper"}, BrokenContract, "not_in_vocabulary"),
    ({"purpose": "world_domination"}, UnknownPurpose, "not_in_vocabulary"),
]


@pytest.mark.parametrize(("fault", "problem", "kind"), FAULTS)
def test_what_the_pipeline_would_refuse_is_not_sent(fault: dict[str, Any], problem: type[Problem], kind: str) -> None:
    """The problem is raised before anything is sent, and names the event as far as it is known."""
    producer = RecordingProducer()
    with pytest.raises(problem) as caught:
        producer.emit({**event(NOTE), **fault})
    assert (type(caught.value), caught.value.kind) == (problem, kind)
    assert (caught.value.event_id, caught.value.source) == (None if "id" in fault else "e-1", "/shop/1")
    assert producer.sent == []


def _sale(total: Any) -> dict[str, Any]:
    return event("pos.sale.completed", {**full("pos.sale.completed"), "total": total})


@pytest.mark.parametrize("total", [math.nan, math.inf, (1,), datetime(2026, 6, 2, tzinfo=UTC), {1: 2}, b"1", 1 << 70])
def test_data_arrives_as_it_was_checked_or_not_at_all(total: Any) -> None:
    """What JSON lacks would arrive as null or as something else, in a field that may be null too."""
    with pytest.raises(Malformed) as caught:
        sent(_sale(total))
    assert (caught.value.kind, caught.value.attribute) == ("not_json", "data")


@pytest.mark.parametrize("given", [None, "text", b"{}", [], 1])
def test_what_is_no_event_is_malformed(given: Any) -> None:
    """An event is a mapping or a model."""
    with pytest.raises(Malformed):
        RecordingProducer().emit(given)


def test_an_invalid_fact_is_not_sent() -> None:
    """It would leave its person in doubt."""
    with pytest.raises(InvalidFact, match="not_in_vocabulary at choice"):
        sent_fact(event(PREFERENCE, {**full(PREFERENCE), "choice": "perhaps"}))


def test_a_request_that_names_another_outside_is_not_sent() -> None:
    """It could be answered to a stranger."""
    with pytest.raises(BrokenContract):
        sent_fact(event(REQUEST, full(REQUEST), subject="somebody else"))


def test_an_event_type_is_no_fact_and_a_fact_type_no_event() -> None:
    """Each goes by its own call, but for requests, which are both."""
    with pytest.raises(UnknownType):
        sent_fact(event(NOTE))
    with pytest.raises(UnknownType):
        sent(event(HOLD, full(HOLD)))


def test_a_fact_is_taken_back_under_its_own_key() -> None:
    """The record that takes a fact back has its key, lies where it lay, and has no value."""
    producer = RecordingProducer(PARTITIONS)
    data = full(PREFERENCE)
    producer.emit_fact(event(PREFERENCE, data))
    producer.withdraw_fact(PREFERENCE, "/shop/1", "e-1", retailer=data["retailer"], subject=data["subject"])
    stated, withdrawn = producer.sent
    assert (withdrawn.topic, withdrawn.partition, withdrawn.key) == (stated.topic, stated.partition, stated.key)
    assert (withdrawn.value, withdrawn.headers) == (None, ())


@pytest.mark.parametrize(
    ("fact_type", "named", "problem"),
    [
        (NOTE, {"retailer": "a", "subject": "b"}, UnknownType),
        (PREFERENCE, {"retailer": "a"}, InvalidFact),
        (PREFERENCE, {"subject": "b"}, InvalidFact),
    ],
)
def test_a_key_that_no_fact_has_takes_nothing_back(
    fact_type: str, named: dict[str, str], problem: type[Problem]
) -> None:
    """A record under it would do nothing, in silence."""
    with pytest.raises(problem):
        RecordingProducer().withdraw_fact(fact_type, "/s", "1", **named)


TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
OTHER = "00-11111111111111111111111111111111-2222222222222222-00"


def test_a_trace_is_carried() -> None:
    """The event's own trace comes first, then the one given."""
    assert sent(event(NOTE, traceparent=TRACE), traceparent=OTHER)[0].attributes["traceparent"] == TRACE
    attributes = sent(event(NOTE), traceparent=TRACE, tracestate="a=1")[0].attributes
    assert (attributes["traceparent"], attributes["tracestate"]) == (TRACE, "a=1")
    assert "traceparent" not in sent(event(NOTE))[0].attributes


@pytest.mark.parametrize("is_valid", [True, False])
def test_the_current_span_is_the_trace_where_there_is_one(monkeypatch: pytest.MonkeyPatch, is_valid: bool) -> None:
    """An application in a span of OpenTelemetry need not say so; outside of a span there is no trace."""
    span = SimpleNamespace(
        is_valid=is_valid,
        trace_id=0x0AF7651916CD43DD8448EB211C80319C,
        span_id=0xB7AD6B7169203331,
        trace_flags=1,
        trace_state=SimpleNamespace(to_header=lambda: "a=1"),
    )
    telemetry = SimpleNamespace(get_current_span=lambda: SimpleNamespace(get_span_context=lambda: span))
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", telemetry)
    attributes = sent(event(NOTE))[0].attributes
    found = (attributes.get("traceparent"), attributes.get("tracestate"))
    assert found == ((TRACE, "a=1") if is_valid else (None, None))


def test_a_new_event_has_what_every_event_has() -> None:
    """An id of its own and the time of now, so that its type, source and data are enough."""
    before = datetime.now(UTC)
    made = [cloud_event(NOTE, "/shop", full(NOTE), retailer="aurora", subject="c-1") for _ in range(2)]
    after = datetime.now(UTC)
    first, second = sent(*made)
    assert first.attributes["id"] != second.attributes["id"]
    told = decode_record(first.headers, first.value)
    assert before <= datetime.fromisoformat(told.time) <= after
    assert (told.retailer, told.subject, told.data) == ("aurora", "c-1", full(NOTE))
