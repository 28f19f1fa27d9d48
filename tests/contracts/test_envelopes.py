"""Producers write whole events of one union, told apart by type, and what they write decodes."""

from typing import Any

import pytest
from pydantic import ValidationError

from contracts.decode import decode_fact_line, decode_line
from contracts.envelopes import ANY_EVENT, EVENT_ENVELOPES, FACT_ENVELOPES
from tests.contracts.fields import EVENT_TYPES, FACT_TYPES, REQUEST, event, full, line

CANARY = "c4n4ry"


@pytest.mark.parametrize("event_type", [*EVENT_TYPES, REQUEST])
def test_what_the_union_writes_decodes_to_the_same_payload(event_type: str) -> None:
    subject = full(event_type).get("subject", "c-1")
    made = ANY_EVENT.validate_python(event(event_type, full(event_type), subject=subject, gpc=True))
    assert type(made) is EVENT_ENVELOPES[event_type]
    written = decode_line(ANY_EVENT.dump_json(made, by_alias=True, exclude_none=True))
    assert (written.data, written.subject, written.gpc) == (full(event_type), subject, True)


@pytest.mark.parametrize("fact_type", FACT_TYPES)
def test_what_a_fact_model_writes_decodes_to_the_same_data(fact_type: str) -> None:
    made = FACT_ENVELOPES[fact_type].model_validate(event(fact_type, full(fact_type)))
    assert decode_fact_line(made.model_dump_json(exclude_none=True).encode()).data == full(fact_type)


@pytest.mark.parametrize(
    "fault",
    [
        {"type": CANARY},
        {"type": "governance.hold.placed"},
        {"cookiclass": CANARY},
        {"retailer": None},
        {"gpc": [CANARY]},
        {"purpose": CANARY},
        {"sourcekind": CANARY},
        {"time": CANARY},
    ],
)
def test_a_producer_hears_of_a_fault_without_its_value(fault: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        ANY_EVENT.validate_python({**event("crm.note.added"), **fault})
    assert CANARY not in str(caught.value)


def test_a_payload_does_not_change_once_made() -> None:
    made: Any = ANY_EVENT.validate_json(line(event("crm.note.added")))
    with pytest.raises(ValidationError):
        made.data.text = "other"
