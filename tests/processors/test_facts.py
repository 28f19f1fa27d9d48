"""Facts are kept where they are looked for, and come into force in an order of their own."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.facts.authorization import grants_in_force
from processors.facts.contact import canonical
from processors.facts.person import NOBODY, known
from processors.facts.preference import Asking, answer
from processors.facts.request import NOTHING_STANDS, standing
from processors.facts.rows import Row, in_force, inserted, order, removed
from tests.governing import facts_of
from tests.processors.building import (
    AFTER,
    AT,
    PERSON,
    SHOP,
    authorization,
    disclosure,
    fact,
    granted,
    hold,
    person,
    request,
    revoked,
    shop,
    withdrawn,
)

EVER = 2**62
ROWS = st.builds(Row, st.integers(0, 3), st.booleans(), st.text(max_size=2), st.just("preference"), st.none())


@given(st.lists(ROWS, max_size=8))
def test_rows_stand_in_order_whatever_the_order_of_arrival(rows: list[Row]) -> None:
    """Rows are kept once each by time, then those that narrow after the others, then by id."""
    kept: Sequence[Row] = ()
    for row in rows:
        kept = inserted(kept, row)
    assert [order(row) for row in kept] == sorted(order(row) for row in set(rows))


@given(st.lists(ROWS, max_size=8, unique=True), ROWS)
def test_a_row_taken_back_leaves_the_others_as_they_were(rows: list[Row], row: Row) -> None:
    """What was added last and taken back has left no trace."""
    others = [kept for kept in rows if kept != row]
    before: Sequence[Row] = ()
    for kept in others:
        before = inserted(before, kept)
    assert list(removed(inserted(list(before), row), row)) == list(before)


@given(st.lists(ROWS, max_size=8), st.integers(-1, 4))
def test_the_rows_in_force_are_those_that_are_not_later(rows: list[Row], instant: int) -> None:
    """A fact of an equal time is in force, one a microsecond later is not."""
    kept = sorted(rows, key=order)
    assert list(in_force(kept, instant)) == [row for row in kept if row.instant <= instant]


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("(212) 555-0143", "+12125550143"),
        ("1 212 555 0143", "+12125550143"),
        (" +1-212-555-0143 ", "+12125550143"),
        ("+44 20 7946 0018", "+442079460018"),
        ("Dana@Mail.Example ", "dana@mail.example"),
        ("DanaGold", "danagold"),
        ("5@x.example", "5@x.example"),
    ],
)
def test_equal_contacts_have_one_spelling(text: str, spelling: str) -> None:
    """Numbers are E.164, US ones where no country is given; addresses and handles are lower case."""
    assert canonical(text) == spelling


def test_nobody_has_no_facts() -> None:
    """An event without a person has no choices, whatever else is known."""
    facts = facts_of([shop(), granted("surveys"), person(birth_year=2018)])
    assert list(facts.person(SHOP, None, EVER)) == []
    assert len(facts.person(SHOP, PERSON, EVER)) == 2
    assert list(facts.person("elsewhere", PERSON, EVER)) == []


def test_the_latest_registration_in_force_is_the_retailers_record() -> None:
    """A retailer has no record before its first, and of one time the greater id wins."""
    first, second = shop(), {**shop("stexcel"), "id": "z"}
    for control in permutations([first, second]):
        found = facts_of(control).registration(SHOP, EVER)
        assert found is not None
        assert (found[0].platform, found[1]) == ("stexcel", "z")
    assert facts_of([first]).registration(SHOP, 0) is None
    assert facts_of([first]).registration("elsewhere", EVER) is None


def test_grants_in_force_are_told_by_their_id() -> None:
    """The smallest id comes first, a revoked one is gone, and a revocation of nothing changes nothing."""
    control = [
        authorization("b"),
        authorization("a", name="2"),
        authorization("c", name="3"),
        revoked("c"),
        revoked("d"),
    ]
    named = [(grant.authorization, source) for grant, source in facts_of(control).grants(SHOP, EVER)]
    assert named == [("a", "2"), ("b", "authorized-1")]
    assert grants_in_force([], EVER) == []


def test_facts_that_change_no_decision_are_not_kept() -> None:
    """An unverified request, another right and an acknowledged deletion leave no trace."""
    acknowledged = fact("deletion.acknowledged", {"request_id": "request-1", "sink": "crm_store"})
    facts = facts_of([request("restrict", verified=False), request("access"), acknowledged])
    assert list(facts.person(SHOP, PERSON, EVER)) == []
    assert standing([]) == NOTHING_STANDS
    assert known([]) == NOBODY


def test_equal_values_are_kept_once() -> None:
    """A million persons with the same choice share its memory."""
    first, second = granted("surveys"), granted("surveys", at=AT, name="grant-2")
    one, other = facts_of([first, second]).person(SHOP, PERSON, EVER)
    assert one.value is other.value


def test_what_is_said_of_one_retailer_is_kept_apart() -> None:
    """A hold or disclosure of all is a fact of its retailer, one of a person of that person."""
    control = [hold(subject=None), hold(name="hold-2"), disclosure(subject=None), disclosure(name="disclosure-2")]
    facts = facts_of(control)
    assert {row.id for row in facts.wide(SHOP, EVER)} == {"hold-1", "disclosure-1"}
    assert {row.id for row in facts.person(SHOP, PERSON, EVER)} == {"hold-2", "disclosure-2"}


def test_an_answer_names_the_fact_that_gave_it() -> None:
    """The last choice that binds is the answer; what is bound elsewhere, or not asked for, is none."""
    control = [
        granted("surveys"),
        withdrawn("surveys", at=AT),
        granted("surveys", at=AFTER, recipient="elsewhere", name="grant-2"),
        granted("personalisation", at=AFTER, name="grant-3"),
    ]
    rows = facts_of(control).person(SHOP, PERSON, EVER)
    assert answer(rows, Asking("surveys", "here")) == (False, "withdrawal-1")
    assert answer(rows, Asking("surveys", "elsewhere")) == (True, "grant-2")
    assert answer(rows, Asking("cookies", "here")) == (None, None)
