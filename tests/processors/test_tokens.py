"""Pseudonyms are stable for one retailer and sink under one key, and of no use elsewhere."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from processors.copies.tokens import Tokens
from tests.processors.bench import Bench
from tests.processors.building import PERSON, event, shop

KEY = b"a key"
TEXTS = st.text(st.characters(), max_size=40)


def test_a_value_has_one_token_at_one_retailer_and_sink() -> None:
    """The same value gives the same token there, today and on another machine."""
    assert Tokens(KEY, "shop", "sink").token("cust-1") == Tokens(KEY, "shop", "sink").token("cust-1")


def test_any_other_key_retailer_sink_or_value_gives_another_token() -> None:
    """Copies of two sinks, two retailers or two deployments cannot be joined by their tokens."""
    made = [
        Tokens(key, retailer, sink).token(value)
        for key in (KEY, b"another", b"a key\0", b"")
        for retailer in ("shop", "shopp", "")
        for sink in ("sink", "psink", "")
        for value in ("cust-1", "cust-2", "")
    ]
    assert all(one != other for one, other in combinations(made, 2))


def test_a_long_key_counts_to_its_last_byte() -> None:
    """Keys longer than the hash takes differ where only their ends do."""
    assert Tokens(b"k" * 200, "shop", "sink").token("x") != Tokens(b"k" * 201, "shop", "sink").token("x")


@given(TEXTS, TEXTS)
def test_tokens_say_nothing_but_whether_values_are_equal(one: str, other: str) -> None:
    """Any text has a token of one length that does not hold the text, and two have one token only if they are equal."""
    tokens = Tokens(KEY, "shop", "sink")
    assert (tokens.token(one) == tokens.token(other)) is (one == other)
    assert len(tokens.token(one)) == len("tok_") + 32
    assert tokens.token(one).removeprefix("tok_").isalnum()


def test_a_person_has_one_token_through_all_copies_of_a_sink(decide: Bench) -> None:
    """Two events of one person can be joined at one sink, and not across sinks or shops."""
    wish, sale = event("crm.wishlist.updated"), event("order.placed", name="event-2")
    elsewhere = {**wish, "retailer": "elsewhere"}
    other_shop = {**shop(), "data": {**shop()["data"], "retailer": "elsewhere"}}
    sinks = {name: {"form": "pseudonymised", "purposes": ["crm"]} for name in ("one", "two")}
    bench = decide.with_sinks(**sinks)
    made = [found.outcome.copies() for found in bench.all([shop(), other_shop], wish, sale)]
    made.append(bench([shop(), other_shop], elsewhere).outcome.copies())
    subjects = [{sink: copy["subject"] for sink, copy in copies.items()} for copies in made]
    assert subjects[0] == subjects[1]
    assert len({*subjects[0].values(), *subjects[2].values()}) == 4
    assert all(copy["data"]["customer_id"] == copy["subject"] for copy in made[0].values())
    assert PERSON not in str(made)


def test_another_key_gives_other_tokens_and_the_same_copies_otherwise(decide: Bench) -> None:
    """The key changes tokens alone: ids and de-identified copies do not depend on it."""
    outcome = decide([shop()], event("order.placed")).outcome
    ours, theirs = outcome.copies(b"ours"), outcome.copies(b"theirs")
    differing = {sink for sink in ours if ours[sink] != theirs[sink]}
    assert differing == {sink for sink, copy in ours.items() if copy["form"] == "pseudonymised"} != set()
    assert all(ours[sink]["id"] == theirs[sink]["id"] for sink in ours)
