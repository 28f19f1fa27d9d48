"""A record of a control topic tells a fact, or whom it leaves in doubt."""

from typing import Any

import pytest

from contracts.routing import FactKey, person_key
from streams.worker.told import right_partition, told
from tests.processors.building import PERSON, SHOP, fact, hold, person, shop, withdrawn
from tests.streams.worker.records import MINE, OTHER, PARTITIONS, check, headers_of, key_of, of_fact

CHOICE = withdrawn("marketing_sms")
TYPE_GONE = [header for header in headers_of(CHOICE) if header[0] != "ce_type"]
NAMELESS = [header for header in headers_of(CHOICE) if header[0] not in ("ce_id", "ce_source")]


def test_a_valid_fact_is_told_under_its_own_key() -> None:
    """Retailer, person, source and id make the key, whatever key the record came under."""
    read = told(of_fact(CHOICE, key=b"harlowcust-1"), check)
    assert read.fact is not None
    assert read.fact.id == "withdrawal-1"
    assert read.key == FactKey(SHOP, PERSON, "/control", "withdrawal-1") == key_of(CHOICE)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"value": b"{"},
        {"value": b"[1]"},
        {"value": b'{"retailer": "harlow", "subject": "cust-1", "preference": "marketing_sms"}'},
        {"value": b'{"retailer": "harlow", "subject": "cust-1", "preference": "x", "choice": "withdrawn"}'},
        {"headers": TYPE_GONE},
        {"topic": "governance.person"},
    ],
)
def test_an_invalid_fact_leaves_its_person_in_doubt_under_the_fact_s_key(spoilt: dict[str, Any]) -> None:
    """Whatever is wrong with it, the person is known from its data, its envelope or its key, and so is the fact."""
    read = told(of_fact(CHOICE, **spoilt), check)
    assert read.problem is not None
    assert read.fact is None
    assert read.key == key_of(CHOICE)
    assert read.key.person == person_key(SHOP, PERSON)


def test_a_fact_that_nobody_can_name_is_known_by_where_it_stood_first() -> None:
    """Two such facts of one person are two doubts, and the second reading of one is the same doubt."""
    first = told(of_fact(CHOICE, key=b"harlowcust-1", headers=NAMELESS, value=b"{", offset=7), check)
    second = told(of_fact(CHOICE, key=b"harlowcust-1", headers=NAMELESS, value=b"{", offset=8), check)
    again = told(of_fact(CHOICE, key=first.key.encoded(), headers=NAMELESS, value=b"{", offset=9), check)
    assert first.key.id == f"governance.preference/{MINE}/7"
    assert first.key.person == person_key(SHOP, PERSON)
    assert len({first.key, second.key}) == 2
    assert again.key == first.key


def test_a_record_without_a_value_takes_the_fact_of_its_key_back() -> None:
    """It tells neither a fact nor a problem."""
    read = told(of_fact(CHOICE, value=None), check)
    assert (read.fact, read.problem, read.key) == (None, None, key_of(CHOICE))


def test_a_retailer_of_an_unknown_platform_is_a_problem() -> None:
    """No pack could judge its events."""
    read = told(of_fact(shop("elsewhere")), check)
    assert read.problem is not None
    assert read.problem.kind == "no_such_pack"


def test_facts_of_persons_lie_with_their_persons_and_others_in_the_one_partition() -> None:
    """A hold may be on one person or on all, and every slot reads it."""
    assert right_partition("governance.person", key_of(person()), PARTITIONS) == MINE
    assert right_partition("governance.hold", key_of(hold()), PARTITIONS) == 0
    assert MINE != OTHER


@pytest.mark.parametrize("key", [None, b"", b"\xff\xfe", b"[]", b'["a","b","c",4]', b'{"a":1}'])
def test_a_key_that_is_none_of_a_fact_s_is_told_apart(key: bytes | None) -> None:
    """Nothing is guessed from it."""
    assert FactKey.parse(key) is None
    read = told(of_fact(fact("person.updated", {"birth_year": 1990}), key=key, topic="governance.person"), check)
    assert read.problem is not None
