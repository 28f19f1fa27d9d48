"""The contracts say of every field what fields.tsv says, and have no field that it lacks."""

import pytest

from contracts.catalogue import FACTS, PAYLOADS, leaves
from contracts.shape import nodes
from tests.contracts.fields import EVENT_TYPES, FACT_ROWS, FACT_TYPES, PAYLOAD_ROWS, REQUEST, Row, rows_of

# A retailer's own numbers and its name; every other identifier is a person's.
BUSINESS = {
    ("business.profile.updated", path)
    for path in (
        "company",
        "tax_id",
        "resale_certificate",
        "billing_email",
        "address.street",
        "address.city",
        "address.postal_code",
    )
} | {("billing.invoice.issued", "last4")}


def _told(row: Row) -> tuple[object, ...]:
    return row.path, row.keys, row.repeated, row.kind, row.categories, row.required, row.deidentified


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_leaves_are_the_rows_in_their_order(event_type: str) -> None:
    expected = [_told(row) for row in rows_of(event_type)]
    told = [
        (leaf.path, leaf.keys, leaf.repeated, leaf.kind, leaf.mark.categories, leaf.required, leaf.mark.deidentified)
        for leaf in leaves(event_type)
    ]
    assert told == expected


def test_there_is_a_payload_for_every_type_and_for_the_one_fact_that_may_come_as_an_event() -> None:
    assert set(PAYLOADS) == {*EVENT_TYPES, REQUEST}


def test_there_is_a_contract_for_every_fact() -> None:
    assert set(FACTS) == set(FACT_TYPES)


@pytest.mark.parametrize("fact_type", FACT_TYPES)
def test_fields_of_facts_are_the_rows_in_their_order(fact_type: str) -> None:
    expected = [(row.keys, row.repeated, row.required) for row in rows_of(fact_type)]
    told = [
        (node.keys, node.repeated, node.required)
        for node in nodes(FACTS[fact_type])
        if node.keys[0] != "retention" and not node.is_container
    ]
    assert told == [row for row in expected if row[0] != ("retention",)]


@pytest.mark.parametrize("event_type", [*EVENT_TYPES, REQUEST])
def test_a_container_is_required_where_one_of_its_fields_is(event_type: str) -> None:
    found = list(nodes(PAYLOADS[event_type]))
    for container in (node for node in found if node.is_container):
        below = [node for node in found if node.keys[:-1] == container.keys]
        assert container.required == any(node.required for node in below), container.keys


def test_what_identifies_a_business_is_told_from_what_identifies_a_person() -> None:
    found = {
        (event_type, leaf.path)
        for event_type in EVENT_TYPES
        for leaf in leaves(event_type)
        if leaf.mark.identifies == "business"
    }
    assert found == BUSINESS


@pytest.mark.parametrize("row", [row for row in PAYLOAD_ROWS if row.categories == ("identity",)], ids=str)
def test_every_leaf_of_identity_identifies_a_person(row: Row) -> None:
    assert [leaf.mark.identifies for leaf in leaves(row.type) if leaf.path == row.path] == ["person"]


def test_nothing_that_identifies_is_kept_in_a_deidentified_copy() -> None:
    kept = {
        leaf.path
        for event_type in EVENT_TYPES
        for leaf in leaves(event_type)
        if leaf.mark.identifies != "nobody" and leaf.mark.deidentified == "kept"
    }
    assert kept == set()


def test_a_request_read_as_an_event_has_a_mark_on_every_leaf() -> None:
    assert [leaf.path for leaf in leaves(REQUEST)] == [row.path for row in FACT_ROWS if row.type == REQUEST]


def test_leaves_of_an_unknown_type_are_a_key_error() -> None:
    with pytest.raises(KeyError):
        leaves("pos.sale.started")
