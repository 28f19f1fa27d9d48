"""How young a person can be, what is known of it, and what follows."""

import pytest

from tests.processors.bench import Bench
from tests.processors.building import (
    AFTER,
    AT,
    BEFORE,
    authorization,
    campaign,
    event,
    granted,
    person,
    shop,
    withdrawn,
)

NOTE = event("crm.note.added", region="US")
QUARANTINES = [
    ("jewellink", None, 2013, {"JL-13.children"}),
    ("stexcel", None, 2013, {"ST-minors"}),
    ("jewellink", "jewelry_odm", 2013, {"JL-13.children"}),
    ("jewellink", "jane_ellen", 2013, {"JL-13.children", "JE-9.minors"}),
    ("stexcel", "parure_belle", 2008, {"PB-10.minors"}),
    ("stexcel", "parure_belle", 2013, {"ST-minors", "PB-10.minors"}),
]


@pytest.mark.clause("JL-13.children")
@pytest.mark.clause("ST-minors")
@pytest.mark.clause("JE-9.minors")
@pytest.mark.clause("PB-10.minors")
@pytest.mark.parametrize(("platform", "policy", "youngest", "named"), QUARANTINES)
def test_the_youngest_that_a_person_can_be_decides(
    decide: Bench, platform: str, policy: str | None, youngest: int, named: set[str]
) -> None:
    """Event year less birth year less one: born in this year is too young, a year before is old enough."""
    control = [shop(platform, policy)]
    found = decide([*control, person(birth_year=youngest)], NOTE)
    assert (found.line["outcome"], found.clauses()) == ("quarantined", named)
    older = decide([*control, person(birth_year=youngest - 1)], NOTE)
    assert older.line["outcome"] != "quarantined" or older.clauses() < named


@pytest.mark.clause("JL-13.children")
def test_age_is_that_at_the_event(decide: Bench) -> None:
    """The same person is too young in one year and old enough in the next."""
    control = [shop(), person(birth_year=2013)]
    assert decide(control, event("crm.note.added", at="2026-12-31T23:59:59Z")).line["outcome"] == "quarantined"
    assert decide(control, event("crm.note.added", at="2027-01-01T00:00:00Z")).line["outcome"] == "governed"


@pytest.mark.clause("JL-13.children")
def test_an_authorized_child_reaches_operational_sinks_and_trains_nothing(decide: Bench) -> None:
    """An authorization of children's data lets the event in, not into analytics, AI or training."""
    control = [shop(), person(birth_year=2018), authorization(classes=["childrens_data"])]
    found = decide(control, NOTE)
    assert (found.line["outcome"], found.label["training"]) == ("governed", "denied")
    assert found.open == {"crm_store", "platform_store", "support_desk", "eu_archive"}
    assert "JL-2.prohibited" in found.barred("aggregate_analytics")
    assert decide([*control[:2], authorization(classes=["ssn"])], NOTE).line["outcome"] == "quarantined"


@pytest.mark.clause("JE-9.minors")
def test_no_authorization_opens_jane_ellen_to_a_child(decide: Bench) -> None:
    """The platform's authorization leaves Jane Ellen's own rule alone."""
    control = [shop(policy="jane_ellen"), person(birth_year=2018), authorization(classes=["childrens_data"])]
    assert decide(control, NOTE).clauses() == {"JE-9.minors"}


@pytest.mark.clause("ST-minors")
def test_a_guardians_permission_opens_stexcel_while_it_is_recorded(decide: Bench) -> None:
    """Permission lets a child's event in, until it is taken back, and of one time the refusal wins."""
    child = person(birth_year=2018)
    allowed = person(guardian_permission=True, name="z")
    assert decide([shop("stexcel"), child, allowed], NOTE).line["outcome"] == "governed"
    assert decide([shop("stexcel"), child], NOTE).line["outcome"] == "quarantined"
    for at in (BEFORE, "2026-06-20T00:00:00Z"):
        refused = person(guardian_permission=False, at=at, name="a")
        assert decide([shop("stexcel"), child, allowed, refused], NOTE).line["outcome"] == "quarantined"
    assert decide([shop("stexcel", "parure_belle"), child, allowed], NOTE).clauses() == {"PB-10.minors"}


@pytest.mark.clause("ST-minors")
def test_an_authorization_opens_no_child_on_stexcel(decide: Bench) -> None:
    """Only a guardian does."""
    control = [shop("stexcel"), person(birth_year=2018), authorization(classes=["childrens_data"])]
    assert decide(control, NOTE).clauses() == {"ST-minors"}


@pytest.mark.clause("JE-9.minors")
@pytest.mark.parametrize(("born", "narrowed"), [(2012, True), (2008, True), (2007, False)])
def test_from_13_to_17_jane_ellen_keeps_from_marketing_advertising_and_training(
    decide: Bench, born: int, narrowed: bool
) -> None:
    """Between thirteen and seventeen three purposes fall and training is denied; an adult keeps them."""
    control = [
        shop(policy="jane_ellen"),
        person(birth_year=born),
        granted("marketing_email"),
        granted("targeted_advertising", name="grant-2"),
    ]
    mailed, viewed = decide(control, campaign("email")), decide(control, event("usage.page.viewed"))
    assert ("email_service" not in mailed.open) is narrowed
    assert {"advertising_network", "model_improvement"}.isdisjoint(viewed.open) is narrowed
    assert viewed.label["training"] == ("denied" if narrowed else "deidentified")
    assert ("JE-9.minors" in viewed.barred("model_improvement")) is narrowed
    assert "aggregate_analytics" in viewed.open


@pytest.mark.parametrize("policy", [None, "jewelry_odm"])
@pytest.mark.clause("JL-13.children")
def test_elsewhere_a_teenager_is_like_an_adult(decide: Bench, policy: str | None) -> None:
    """Jewellink, Stexcel and JewelryODM have no rule for the years from thirteen on."""
    for platform in ("jewellink", "stexcel"):
        control = [shop(platform, policy)]
        assert decide([*control, person(birth_year=2012)], NOTE).line == decide(control, NOTE).line


@pytest.mark.clause("JL-13.children")
def test_a_record_is_merged_field_by_field(decide: Bench) -> None:
    """A later record that is silent on the birth year leaves it; one that gives another replaces it."""
    control = [shop(), person(birth_year=2018), person(region="DE", at=AT, name="person-2")]
    assert decide(control, NOTE).line["outcome"] == "quarantined"
    corrected = person(birth_year=1980, at=AT, name="person-3")
    assert decide([*control, corrected], NOTE).line["outcome"] == "governed"
    twice = person(birth_year=1980, name="z")
    assert decide([shop(), person(birth_year=2018, name="a"), twice], NOTE).line["outcome"] == "quarantined"


@pytest.mark.clause("JL-13.children")
@pytest.mark.parametrize(
    ("record", "birthday", "outcome"),
    [
        (None, "2018-03-04", "quarantined"),
        (1980, "2018-03-04", "quarantined"),
        (2018, "1980-03-04", "quarantined"),
        (None, "1980-03-04", "governed"),
        (None, "some day in 2018", "quarantined"),
        (None, "20180304", "quarantined"),
        (None, "03/04/2018", "quarantined"),
        (None, "some day", "governed"),
        (None, "2018-03-04T00:00:00Z", "quarantined"),
    ],
)
def test_a_birthday_counts_where_it_makes_the_person_younger(
    decide: Bench, record: int | None, birthday: str, outcome: str
) -> None:
    """The birthday of a customer record binds that record itself and what comes after it."""
    control = [shop(), *([person(birth_year=record)] if record else [])]
    upserted = event("crm.customer.upserted", {"birthday": birthday}, name="record")
    assert [found.line["outcome"] for found in decide.all(control, upserted, NOTE)] == [outcome, outcome]


@pytest.mark.clause("JL-13.children")
def test_a_birthday_is_known_from_its_place_and_time_on(decide: Bench) -> None:
    """What stood before the record, or happened before it, is judged without its birthday."""
    upserted = event("crm.customer.upserted", {"birthday": "2018-03-04"}, name="record")
    before, _, after = decide.all([shop()], NOTE, upserted, {**NOTE, "id": "event-2"})
    assert (before.line["outcome"], after.line["outcome"]) == ("governed", "quarantined")
    earlier = event("crm.note.added", at=BEFORE, name="event-3")
    assert decide([shop()], upserted, earlier).line["outcome"] == "governed"


@pytest.mark.clause("JL-13.children")
def test_the_youngest_of_several_birthdays_counts(decide: Bench) -> None:
    """A later birthday that makes the person older does not undo an earlier one."""
    young = event("crm.customer.upserted", {"birthday": "2018-03-04"}, name="record-1", at=BEFORE)
    older = event("crm.customer.upserted", {"birthday": "2010-03-04"}, name="record-2", at="2026-06-20T00:00:00Z")
    assert decide([shop()], young, older, NOTE).line["outcome"] == "quarantined"


@pytest.mark.clause("JL-13.children")
def test_a_record_is_of_its_own_person_and_time(decide: Bench) -> None:
    """Another person's age, and one that is told later, change nothing."""
    for told in (person(birth_year=2018, subject="cust-2"), person(birth_year=2018, at=AFTER)):
        assert decide([shop(), told, withdrawn("surveys")], NOTE).line["outcome"] == "governed"
