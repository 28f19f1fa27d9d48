"""Contracts are closed and strict: JSON types are not converted, null equals absent, containers are what they are."""

from typing import Any

import pytest

from contracts.decode import decode_line
from contracts.problems import BrokenContract, Fault
from tests.contracts.fields import (
    EVENT_TYPES,
    PAYLOAD_ROWS,
    REQUEST,
    Row,
    event,
    full,
    least,
    line,
    payload_of,
    put,
    rows_of,
)

ROW = pytest.mark.parametrize("row", PAYLOAD_ROWS, ids=lambda row: f"{row.type}:{row.path}")
TYPE = pytest.mark.parametrize("event_type", [*EVENT_TYPES, REQUEST])
_OF_OTHER_KINDS: dict[str, tuple[Any, ...]] = {
    "str": (2, 2.5, True, [], {}),
    "text": (2, 2.5, True, [], {}),
    "num": ("2", True, [], {}),
    "bool": (1, 0, "true", [], {}),
}


def refusal(event_type: str, data: Any) -> BrokenContract:
    with pytest.raises(BrokenContract) as caught:
        decode_line(line(event(event_type, data)))
    return caught.value


@TYPE
def test_the_required_fields_alone_are_enough(event_type: str) -> None:
    assert decode_line(line(event(event_type, least(event_type)))).data == least(event_type)


@TYPE
def test_every_field_at_once_is_kept_as_given(event_type: str) -> None:
    assert decode_line(line(event(event_type, full(event_type)))).data == full(event_type)


@ROW
def test_a_value_of_another_kind_is_refused(row: Row) -> None:
    for value in _OF_OTHER_KINDS[row.kind]:
        data = full(row.type)
        put(data, row, value)
        assert refusal(row.type, data).path == row.path


@ROW
def test_null_equals_absent(row: Row) -> None:
    data = full(row.type)
    put(data, row, None)
    if row.required or row.repeated[-1]:
        problem = refusal(row.type, data)
        assert problem.faults == (Fault("wrong_type" if row.repeated[-1] else "missing", row.path),)
    else:
        assert decode_line(line(event(row.type, data))).data == data


@ROW
def test_a_field_left_out_is_missed_only_where_it_is_required(row: Row) -> None:
    data = payload_of(other for other in rows_of(row.type) if other != row)
    if row.required:
        assert refusal(row.type, data).faults == (Fault("missing", row.path),)
    else:
        assert decode_line(line(event(row.type, data))).data == data


def test_an_integer_is_a_number() -> None:
    assert decode_line(line(event("order.placed", {**full("order.placed"), "total": 3}))).data["total"] == 3


@TYPE
def test_a_field_that_no_contract_has_is_refused_at_every_depth(event_type: str) -> None:
    assert refusal(event_type, {**full(event_type), "ssn": "1"}).faults == (Fault("unknown_field", "?"),)
    for key, value in full(event_type).items():
        below = value[0] if isinstance(value, list) else value
        if isinstance(below, dict):
            below = {**below, "ssn": None}
            data = {**full(event_type), key: [below] if isinstance(value, list) else below}
            assert refusal(event_type, data).faults == (Fault("unknown_field", f"{key}.?"),)


@pytest.mark.parametrize(
    ("event_type", "key"),
    [
        ("order.completed", "lines"),
        ("pos.return.completed", "lines"),
        ("crm.wishlist.updated", "items"),
        ("transcript.call.completed", "turns"),
    ],
)
def test_a_required_list_is_there_not_null_not_empty_and_holds_objects(event_type: str, key: str) -> None:
    data = full(event_type)
    assert refusal(event_type, {**data, key: []}).faults == (Fault("empty", key),)
    assert refusal(event_type, {**data, key: None}).faults == (Fault("missing", key),)
    assert refusal(event_type, {k: v for k, v in data.items() if k != key}).faults == (Fault("missing", key),)
    no_objects: list[Any] = [[None], [[]], ["a"], [*data[key], None]]
    for wrong in no_objects:
        assert refusal(event_type, {**data, key: wrong}).faults == (Fault("wrong_type", key),)
    assert refusal(event_type, {**data, key: data[key][0]}).faults == (Fault("wrong_type", key),)


@pytest.mark.parametrize(
    ("event_type", "key"),
    [
        ("crm.customer.upserted", "address"),
        ("order.placed", "ship_to"),
        ("order.placed", "payment"),
        ("business.profile.updated", "address"),
    ],
)
def test_an_optional_container_may_be_null_or_empty_but_not_a_list(event_type: str, key: str) -> None:
    nothing: tuple[Any, ...] = (None, {})
    for allowed in nothing:
        assert decode_line(line(event(event_type, {**least(event_type), key: allowed}))).data[key] == allowed
    assert refusal(event_type, {**least(event_type), key: [{}]}).faults == (Fault("wrong_type", key),)


def test_preferences_may_be_empty_but_hold_no_null() -> None:
    data = least("crm.customer.upserted")
    assert decode_line(line(event("crm.customer.upserted", {**data, "preferences": []}))).data["preferences"] == []
    problem = refusal("crm.customer.upserted", {**data, "preferences": ["yellow gold", None]})
    assert problem.faults == (Fault("wrong_type", "preferences"),)


def test_a_contract_names_each_distinct_fault_once() -> None:
    data = {**least("order.placed"), "lines": [{"sku": 1, "zz": 1}] * 50, "total": "2", "zz": 1, "yy": 1}
    assert set(refusal("order.placed", data).faults) == {
        Fault("wrong_type", "lines.sku"),
        Fault("unknown_field", "lines.?"),
        Fault("wrong_type", "total"),
        Fault("unknown_field", "?"),
    }


def test_the_python_name_of_from_is_no_field() -> None:
    data = {**least("message.sms.received"), "from_": "+14155550100"}
    assert refusal("message.sms.received", data).faults == (Fault("unknown_field", "?"),)
