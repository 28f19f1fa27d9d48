"""The gates stand in order, and the first that stops an event ends it."""

import pytest

from tests.processors.bench import Bench
from tests.processors.building import AFTER, AT, BEFORE, PERSON, SHOP, campaign, event, granted, person, shop, texted

SSN = "SSN 536-22-8726"


@pytest.mark.clause("JL-4.purposes")
def test_a_purpose_outside_the_vocabulary_is_refused_before_the_retailer_is_looked_for(decide: Bench) -> None:
    """A declared purpose that nobody knows refuses the event, registered retailer or not."""
    found = decide([], event("crm.note.added", purpose="crm,world_domination"))
    assert (found.line["outcome"], found.line["reason"]) == ("refused", "unknown_purpose")
    assert found.clauses() == {"JL-4.purposes"}


@pytest.mark.clause("JL-2.categories")
@pytest.mark.clause("X-default")
def test_a_broken_contract_is_refused_before_an_unknown_purpose(decide: Bench) -> None:
    """Of an unknown field and an unknown purpose the contract speaks first, and names the ground of unknown fields."""
    found = decide([shop()], event("crm.note.added", {"mood": "sunny"}, purpose="world_domination"))
    assert (found.line["reason"], found.clauses()) == ("contract", {"JL-2.categories", "X-default"})


@pytest.mark.clause("JL-1.roles")
def test_a_retailer_that_is_registered_later_is_not_registered_yet(decide: Bench) -> None:
    """A registration counts from its own time on, that instant included."""
    late, at_once = shop(at="2026-07-01T10:00:01Z"), shop(at="2026-07-01T12:00:00+02:00")
    assert decide([late], event("crm.note.added")).line["outcome"] == "quarantined"
    assert decide([late], event("crm.note.added")).clauses() == {"JL-1.roles"}
    assert decide([at_once], event("crm.note.added")).line["outcome"] == "governed"


@pytest.mark.clause("X-time")
def test_the_registration_in_force_at_the_event_decides(decide: Bench) -> None:
    """A retailer that takes a policy of its own later is judged by its platform alone until then."""
    control = [shop(), shop(policy="jane_ellen", at=AT)]
    before, then = decide.all(control, event("crm.note.added", at=BEFORE), event("crm.note.added", name="event-2"))
    assert (before.label["policyversion"], then.label["policyversion"]) == (
        "jewellink@2026-05-01",
        "jewellink@2026-05-01,jane_ellen@1",
    )


def test_an_event_of_no_registered_retailer_does_not_count_as_seen(decide: Bench) -> None:
    """The same id, sent again once the retailer is registered, is decided."""
    control = [shop(at=AT)]
    first, again = decide.all(control, event("crm.note.added", at=BEFORE), event("crm.note.added"))
    assert (first.line["outcome"], again.line["outcome"]) == ("quarantined", "governed")


def test_a_quarantined_event_counts_as_seen(decide: Bench) -> None:
    """What gate 8 stopped was seen: sent again without the number it is a duplicate."""
    found = decide([shop()], event("crm.note.added", {"text": SSN}), event("crm.note.added"))
    assert found.line["outcome"] == "duplicate"


def test_the_same_id_of_another_source_is_another_event(decide: Bench) -> None:
    """An identity is a source and an id, not an id alone."""
    found = decide([shop()], event("crm.note.added"), {**event("crm.note.added"), "source": "/other"})
    assert found.line["outcome"] == "governed"


@pytest.mark.clause("JL-8.stop")
def test_a_duplicate_has_no_second_effect(decide: Bench) -> None:
    """A STOP under an id that was seen before stops nothing."""
    control = [shop(), granted("marketing_sms")]
    found = decide(control, texted("Thanks!"), texted("STOP"), campaign("sms"))
    assert "messaging_gateway" in found.open


@pytest.mark.clause("JL-13.children")
def test_a_minor_is_looked_for_before_prohibited_data(decide: Bench) -> None:
    """A child's note that holds a social security number is quarantined for the child, with nothing found."""
    found = decide([shop(), person(birth_year=2018)], event("crm.note.added", {"text": SSN}))
    assert (found.clauses(), found.line["findings"]) == ({"JL-13.children"}, [])


@pytest.mark.clause("JE-5.cookies")
@pytest.mark.clause("JL-2.prohibited")
def test_prohibited_data_is_looked_for_before_cookies(decide: Bench) -> None:
    """A page view whose address holds a number is quarantined, not stopped for its cookie class."""
    viewed = event("usage.page.viewed", {"page": SSN}, cookieclass="performance")
    assert decide([shop(policy="jane_ellen")], viewed).clauses() == {"JL-2.prohibited"}


@pytest.mark.clause("JE-5.cookies")
def test_what_gate_9_stops_is_denied_to_every_sink_by_its_clause_alone(decide: Bench) -> None:
    """Every sink's entry repeats the clause of gate 9, and no other."""
    found = decide([shop(policy="jane_ellen")], event("usage.page.viewed", cookieclass="performance"))
    assert (found.line["outcome"], found.open) == ("governed", set())
    assert all(found.clauses(sink) == {"JE-5.cookies"} for sink in found.sinks)


@pytest.mark.clause("X-default")
def test_a_governed_event_may_reach_no_sink(decide: Bench) -> None:
    """An event declared for what nothing has opened is governed, and goes nowhere."""
    found = decide([shop()], event("crm.note.added", purpose="legal,business_transfer"))
    assert (found.line["outcome"], found.open) == ("governed", set())


@pytest.mark.clause("X-time")
def test_moments_are_compared_whatever_their_zone(decide: Bench) -> None:
    """A choice made at the same instant on another clock is in force."""
    control = [shop(), granted("marketing_email", at="2026-07-01T00:00:00-10:00")]
    assert "email_service" in decide(control, campaign("email")).open
    assert "email_service" not in decide([shop(), granted("marketing_email", at=AFTER)], campaign("email")).open


def test_another_retailers_facts_count_for_nothing(decide: Bench) -> None:
    """A choice at one shop binds no other shop, for the same person."""
    control = [shop(), granted("marketing_email", retailer="elsewhere"), person(retailer="elsewhere", birth_year=2018)]
    found = decide(control, campaign("email"))
    assert (found.line["outcome"], "email_service" in found.open) == ("governed", False)
    assert found.outcome.facts == ["registration"]


def test_the_subject_is_the_customer_where_none_is_named(decide: Bench) -> None:
    """Without `subject` the payload's customer is the person that choices are looked up for."""
    control = [shop(), granted("marketing_email")]
    assert "email_service" in decide(control, campaign("email", subject=None)).open
    assert "email_service" not in decide(control, campaign("email", {"customer_id": "cust-2"}, subject=None)).open
    assert "email_service" not in decide(control, campaign("email", {"customer_id": PERSON}, subject="cust-2")).open


def test_the_facts_that_mattered_are_named(decide: Bench) -> None:
    """A decision names the registration and the choice that it rests on, and no fact of another person."""
    control = [shop(), granted("marketing_email"), granted("surveys", subject="cust-2", name="grant-2")]
    assert decide(control, campaign("email")).outcome.facts == ["registration", "grant-1"]
    assert decide(control, campaign("email")).line["label"]["retailer"] == SHOP


def test_a_quarantine_names_the_facts_that_mattered(decide: Bench) -> None:
    """A child's event names the registration and the record of its age, one with a number the registration."""
    child = decide([shop(), person(birth_year=2018)], event("crm.note.added"))
    assert child.outcome.facts == ["registration", "person-1"]
    assert decide([shop()], event("crm.note.added", {"text": SSN})).outcome.facts == ["registration"]
    assert decide([], event("crm.note.added")).outcome.facts == []
