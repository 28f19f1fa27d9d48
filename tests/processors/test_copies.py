"""What is in a copy: the event's values, or as much of them as its form lets through."""

from typing import Any

import pytest

from tests.processors.bench import Bench
from tests.processors.building import ADDRESS, AT, PERSON, authorization, event, granted, request, shop

TRACE: dict[str, Any] = {"traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "tracestate": "a=1"}
ORDER = event("order.placed", {"completed_at": "2026-06-20T09:00:00Z"}, region="US-NY", **TRACE)
NAMED, TOKENS, NOBODY = "named", "tokens", "nobody"


@pytest.fixture(scope="module")
def three(decide: Bench) -> Bench:
    """One sink of each form that needs all of an event."""
    sink = {"class": "hosting", "purposes": ["provide_service", "crm", "account_management", "learning"]}
    forms = {NAMED: "identified", TOKENS: "pseudonymised", NOBODY: "deidentified"}
    return decide.with_sinks(**{name: {**sink, "form": form} for name, form in forms.items()})


def copies(bench: Bench, item: dict[str, Any], *control: dict[str, Any]) -> dict[str, Any]:
    return bench([shop(), *control], item).outcome.copies()


@pytest.mark.clause("X-explain")
def test_a_copy_is_an_event_of_its_own_with_the_label(decide: Bench) -> None:
    """A copy names its cause, its sink and everything that was decided, as text."""
    found = decide([shop(), authorization()], ORDER)
    for sink, copy in found.outcome.copies().items():
        entry = found.sinks[sink]
        assert (copy["specversion"], copy["source"], copy["type"]) == ("1.0", "/assay", "order.placed")
        assert (copy["causationid"], copy["sink"], copy["controlposition"]) == ("event-1", sink, "1")
        assert (copy["purpose"], copy["form"]) == (",".join(entry["purpose"]), entry["form"])
        assert copy["clauses"] == ",".join(entry["clauses"])
        assert found.label.items() <= copy.items()
        assert "dssematerial" not in copy


@pytest.mark.clause("JL-5.no_training")
def test_a_copy_names_the_authorization_that_it_rests_on(decide: Bench) -> None:
    """The label has the event's authorization; a copy under another one names that other."""
    control = [shop(), authorization(models="retailer"), authorization("auth-2", name="other")]
    made = decide(control, ORDER).outcome.copies()
    assert made["crm_store"]["authorization"] == made["model_improvement"]["authorization"] == "auth-2"
    assert made["retailer_models"]["authorization"] == "auth-1"
    assert "authorization" not in decide([shop()], ORDER).outcome.copies()["crm_store"]


@pytest.mark.clause("JE-3.7.legal_basis")
def test_a_copy_carries_its_legal_basis(decide: Bench) -> None:
    """Each copy of a European's event names the basis of its own purposes."""
    made = decide([shop(policy="jane_ellen")], event("order.placed", region="DE")).outcome.copies()
    assert (made["crm_store"]["legalbasis"], made["security_monitoring"]["legalbasis"]) == (
        "contract",
        "legitimate_interests",
    )


def test_the_id_of_a_copy_is_the_same_on_every_run_and_no_others(decide: Bench) -> None:
    """An id comes of source, id and sink: repeated it is the same, and any other of the three gives another."""

    def ids(**changed: str) -> set[str]:
        return {copy["id"] for copy in copies(decide, {**ORDER, **changed}).values()}

    assert ids() == ids()
    assert len(ids()) == len(copies(decide, ORDER))
    assert ids().isdisjoint(ids(id="event-2") | ids(source="/other"))
    assert ids(source="/a", id="b/c").isdisjoint(ids(source="/a/b", id="c"))


def test_an_identified_copy_keeps_values_and_envelope_as_they_are(three: Bench) -> None:
    """Where the person may be named nothing of the event is changed."""
    made = copies(three, ORDER)[NAMED]
    assert made["data"] == ORDER["data"]
    assert {key: made[key] for key in ("time", "subject", "region", *TRACE)} == {
        "time": AT,
        "subject": PERSON,
        "region": "US-NY",
        **TRACE,
    }


@pytest.mark.parametrize("form", [TOKENS, NOBODY])
@pytest.mark.parametrize(
    ("region", "left"), [("US-NY", "US-NY"), ("DE-BY", "DE"), ("US", "US"), ("DE", "DE"), (None, None)]
)
def test_other_copies_have_no_trace_a_month_and_a_coarse_region(
    three: Bench, form: str, region: str | None, left: str | None
) -> None:
    """Time is cut to the month and region to the country, and in the US the state."""
    made = copies(three, event("order.placed", at="2026-07-31T23:30:00-04:00", region=region, **TRACE))[form]
    assert (made["time"], made.get("region")) == ("2026-08-01T00:00:00Z", left)
    assert made.keys().isdisjoint(TRACE)


def test_a_de_identified_copy_has_no_subject_and_a_pseudonymised_one_a_token(three: Bench) -> None:
    """The person of an event is gone from the one, and a token in the other, named by the event or its payload."""
    for item in (ORDER, event("order.placed", subject=None)):
        made = copies(three, item)
        assert "subject" not in made[NOBODY]
        assert made[TOKENS]["subject"] == made[TOKENS]["data"]["customer_id"] != PERSON
    assert "subject" not in copies(three, event("pos.inventory.updated", subject=None))[TOKENS]


@pytest.mark.clause("JL-5.improvement")
def test_a_de_identified_order_keeps_goods_and_prices(three: Bench) -> None:
    """Who bought, who sold and where it went are gone; what was bought, at what price and in which month stays."""
    assert copies(three, ORDER)[NOBODY]["data"] == {
        "store_id": "store-1",
        "lines": [{"sku": "RNG-075", "category": "wedding band", "quantity": 1, "unit_price": 900}],
        "total": 900,
        "currency": "USD",
        "payment": {"method": "card", "brand": "visa"},
        "ship_to": {"region": "NY", "country": "US"},
        "completed_at": "2026-06",
    }


@pytest.mark.clause("JL-5.improvement")
def test_a_de_identified_customer_keeps_tastes_decade_and_month(three: Bench) -> None:
    """A birthday is coarsened to the decade, an anniversary to the month, an address to region and country."""
    told = {"birthday": "1986-09-14", "anniversary": "2014-02-28", "address": ADDRESS, "preferences": ["rose gold"]}
    made = copies(three, event("crm.customer.upserted", told))
    expected = {"birthday": "1980s", "anniversary": "2014-02", "preferences": ["rose gold"]}
    assert made[NOBODY]["data"] == {**expected, "address": {"region": "NY", "country": "US"}}
    assert expected.items() <= made[TOKENS]["data"].items()


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("usage.page.viewed", {"page": "/rings", "dwell_s": 3}),
        ("usage.feature.used", {"feature": "wizard", "duration_s": 3}),
        ("learning.progress.recorded", {"course": "Diamond basics", "progress": 1}),
        ("ai.prompt.submitted", {"feature": "draft", "model": "m-1", "text": "Write a greeting."}),
        ("mobile.device.registered", {"platform": "ios", "app_version": "1"}),
        ("billing.invoice.issued", {"amount": 90, "currency": "USD", "brand": "visa"}),
        ("pos.inventory.updated", {"store_id": "store-1", "sku": "RNG-075", "quantity": 4}),
        ("certification.recorded", {"laboratory": "GIA"}),
    ],
)
@pytest.mark.clause("JL-5.improvement")
def test_de_identified_copies_keep_no_id_but_those_of_goods_and_places(
    three: Bench, kind: str, left: dict[str, Any]
) -> None:
    """Addresses of machines, card digits, tokens and ids are gone; goods, shops, features, courses and models stay."""
    assert copies(three, event(kind, purpose="provide_service"))[NOBODY]["data"] == left


def test_a_pseudonymised_copy_has_tokens_for_what_would_be_gone(three: Bench) -> None:
    """Every identifier of the payload is a token there, and the rest is treated as in a de-identified copy."""
    made = copies(three, ORDER)
    names, nobody = made[TOKENS]["data"], made[NOBODY]["data"]
    for value in (names["customer_id"], names["order_id"], names["ship_to"]["street"], names["payment"]["last4"]):
        assert value.startswith("tok_")
    assert {key: names[key] for key in ("total", "lines", "completed_at")} == {
        key: nobody[key] for key in ("total", "lines", "completed_at")
    }


def test_a_date_that_cannot_be_read_is_a_token_in_a_pseudonymised_copy(three: Bench) -> None:
    """What cannot be made coarser is not passed as it is."""
    made = copies(
        three, event("crm.customer.upserted", {"birthday": "in May 1986", "anniversary": "spring", "notes": "Kind."})
    )
    assert made[TOKENS]["data"]["birthday"].startswith("tok_")
    assert made[TOKENS]["data"]["anniversary"].startswith("tok_")
    assert made[NOBODY]["data"] == {"notes": "Kind."}


@pytest.mark.clause("JL-4.purposes")
def test_leaves_that_are_not_kept_are_not_in_the_copy(decide: Bench) -> None:
    """The carrier's copy has neither price nor payment, and no empty shell of what was left out."""
    data = copies(decide, ORDER)["shipping_carrier"]["data"]
    assert data.keys() == {"order_id", "customer_id", "associate_id", "lines", "ship_to"}
    assert data["lines"] == [{"sku": "RNG-075", "category": "wedding band", "quantity": 1}]


def test_a_list_keeps_its_items_apart(three: Bench) -> None:
    """Each line of an order, and each turn of a call, stays its own in every form."""
    lines = [{"sku": "A", "quantity": 1}, {"sku": "B"}]
    turns = [{"speaker": "customer", "text": "It is Dana Reyes.", "start_s": 0}, {"speaker": "Dana", "text": "Yes."}]
    for sold in copies(three, event("order.placed", {"lines": lines})).values():
        assert sold["data"]["lines"] == lines
    made = copies(three, event("transcript.call.completed", {"turns": turns}))
    assert made[NAMED]["data"]["turns"] == turns
    for form in (TOKENS, NOBODY):
        assert made[form]["data"]["turns"] == [
            {"speaker": "customer", "text": "It is [PERSON_1].", "start_s": 0},
            {"speaker": "speaker", "text": "Yes."},
        ]


@pytest.mark.parametrize("speaker", ["customer", "Associate", "COACH", "learner", "assistant"])
def test_a_speaker_is_kept_as_a_role(three: Bench, speaker: str) -> None:
    """A known role stays as it was written; anything else may be a name, and is `speaker`."""
    for name, left in ((speaker, speaker), ("Dana Reyes", "speaker"), ("customer 7", "speaker")):
        turns = [{"speaker": name, "text": "Yes."}]
        made = copies(three, event("transcript.call.completed", {"turns": turns}))
        assert made[NOBODY]["data"]["turns"] == [{"speaker": left, "text": "Yes."}]


def test_what_was_not_governed_has_no_copies(decide: Bench) -> None:
    """Nothing is emitted for a refused, a quarantined or a repeated event, nor for one that gate 9 stops."""
    note, broken = event("crm.note.added"), event("crm.note.added", {"mood": "sunny"}, name="event-2")
    secret = event("crm.note.added", {"text": "SSN 536-22-8726"}, name="event-3")
    viewed = event("usage.page.viewed", cookieclass="performance", name="event-4")
    found = decide.all([shop(policy="jane_ellen")], note, note, broken, secret, viewed)
    assert [bool(one.outcome.copies()) for one in found] == [True, False, False, False, False]


@pytest.mark.clause("JL-11.refer")
def test_a_request_is_copied_whole_to_its_rights_sink(decide: Bench) -> None:
    """The retailer gets the request itself, with its number, right and person."""
    asked = {**request("access", at=AT), "subject": PERSON}
    made = copies(decide, asked, granted("surveys"))
    assert {sink: copy["data"] for sink, copy in made.items()} == {"retailer_referral": asked["data"]}
