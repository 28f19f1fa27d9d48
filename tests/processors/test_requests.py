"""Verified requests restrict, object and withdraw; others change no decision."""

import pytest

from tests.processors.bench import Bench
from tests.processors.building import AFTER, AT, BEFORE, campaign, disclosure, event, granted, person, request, shop

LATER = "2026-06-20T00:00:00Z"
RESTRICTIONS = [
    ("jewellink", None, {"JL-11.rights"}),
    ("jewellink", "jane_ellen", {"JL-11.rights", "JE-7.rights"}),
    ("jewellink", "parure_belle", {"JL-11.rights", "PB-7.rights"}),
    ("stexcel", None, {"X-subject"}),
    ("stexcel", "jewelry_odm", {"X-subject"}),
    ("stexcel", "jane_ellen", {"JE-7.rights"}),
    ("stexcel", "parure_belle", {"PB-7.rights"}),
]
OBJECTIONS = [
    ("jewellink", "jane_ellen", {"JL-11.rights", "JE-7.gdpr"}),
    ("stexcel", "parure_belle", {"PB-7.rights"}),
    ("stexcel", "jewelry_odm", {"X-subject"}),
]


@pytest.mark.clause("JL-11.rights")
@pytest.mark.clause("JE-7.rights")
@pytest.mark.clause("PB-7.rights")
@pytest.mark.clause("X-subject")
@pytest.mark.parametrize(("platform", "policy", "named"), RESTRICTIONS)
def test_a_restricted_persons_events_go_to_hosting_alone(
    decide: Bench, platform: str, policy: str | None, named: set[str]
) -> None:
    """Restriction leaves the stores, opened disclosures included, and each closed sink names the right."""
    control = [shop(platform, policy), person(region="US-NY"), request("restrict"), disclosure(fields=["total"])]
    found = decide(control, event("order.placed"))
    assert "crm_store" in found.open <= {"crm_store", "platform_store", "eu_archive"}
    assert found.clauses("payment_processor") == named
    assert named <= found.barred("authority")
    assert found.label["training"] == "denied"


@pytest.mark.clause("JE-7.gdpr")
@pytest.mark.clause("PB-7.rights")
@pytest.mark.clause("X-subject")
@pytest.mark.parametrize(("platform", "policy", "named"), OBJECTIONS)
def test_an_objection_makes_its_purpose_fall(decide: Bench, platform: str, policy: str, named: set[str]) -> None:
    """The purpose objected to falls by each policy's clause, and the others stand."""
    control = [shop(platform, policy), person(region="US-NY"), request("object", purpose="fulfilment")]
    found = decide(control, event("order.placed"))
    assert found.clauses("shipping_carrier") == named
    assert "payment_processor" in found.open


@pytest.mark.clause("JL-11.rights")
@pytest.mark.parametrize("right", ["object", "withdraw"])
def test_a_request_that_names_no_purpose_takes_five(decide: Bench, right: str) -> None:
    """Marketing, advertising, surveys, personalisation and model improvement fall, and no other."""
    control = [shop(), granted("marketing_email"), granted("targeted_advertising", name="grant-2"), request(right)]
    bench = decide.with_sinks(
        store={"purposes": ["crm", "marketing", "surveys", "personalisation", "statistics", "targeted_advertising"]},
        models={"form": "deidentified", "purposes": ["model_improvement", "aggregate_analytics"]},
    )
    declared = (
        "crm,marketing,surveys,personalisation,statistics,targeted_advertising,model_improvement,aggregate_analytics"
    )
    found = bench(control, event("crm.note.added", purpose=declared))
    assert found.purposes("store") == {"crm", "statistics"}
    assert found.purposes("models") == {"aggregate_analytics"}


@pytest.mark.clause("JL-11.rights")
@pytest.mark.parametrize("by", [{"purpose": "crm"}, {"request_id": "request-1"}])
def test_a_withdrawal_that_names_an_objection_lifts_it(decide: Bench, by: dict[str, str]) -> None:
    """By its purpose or its request a verified withdrawal lifts a standing objection, and nothing falls."""
    objected = [shop(), request("object", purpose="crm")]
    lifted = request("withdraw", at=LATER, name="request-2", **by)
    assert "crm" not in decide(objected, event("crm.note.added")).purposes("crm_store")
    assert "crm" in decide([*objected, lifted], event("crm.note.added")).purposes("crm_store")


@pytest.mark.clause("JL-11.rights")
def test_any_other_withdrawal_takes_its_purpose(decide: Bench) -> None:
    """A withdrawal that names no objection withdraws consent, and the objection stands besides."""
    control = [
        shop(),
        request("object", purpose="crm"),
        request("withdraw", at=LATER, name="request-2", purpose="messaging"),
    ]
    found = decide(control, event("message.email.received"))
    assert found.purposes("crm_store") == {"provide_service"}
    assert found.outcome.facts == ["registration", "request-1", "request-2"]


@pytest.mark.clause("JL-11.rights")
def test_a_withdrawal_before_the_objection_lifts_nothing(decide: Bench) -> None:
    """Only a standing objection is lifted, and of one time the objection stands."""
    for at in (LATER, BEFORE):
        control = [
            shop(),
            request("object", purpose="crm", at=at),
            request("withdraw", purpose="crm", name="request-0"),
        ]
        assert "crm" not in decide(control, event("crm.note.added")).purposes("crm_store")


@pytest.mark.clause("JL-11.rights")
def test_a_later_preference_lifts_neither_objection_nor_withdrawal(decide: Bench) -> None:
    """An opt-in after a verified request does not bring the purpose back."""
    for right in ("object", "withdraw"):
        control = [shop(), request(right, purpose="marketing"), granted("marketing_email", at=LATER)]
        assert decide(control, campaign("email")).clauses("email_service") == {"JL-11.rights"}


@pytest.mark.clause("JL-11.rights")
def test_a_restriction_is_not_lifted_by_a_withdrawal_of_consent(decide: Bench) -> None:
    """A withdrawal lifts objections alone."""
    control = [shop(), request("restrict"), request("withdraw", at=LATER, request_id="request-1", purpose="crm")]
    assert "payment_processor" not in decide(control, event("order.placed")).open


@pytest.mark.clause("JO-5.rights")
@pytest.mark.clause("JE-7.5.verify")
@pytest.mark.parametrize("policy", ["jewelry_odm", "jane_ellen"])
@pytest.mark.parametrize("verified", [False, None])
@pytest.mark.parametrize("right", ["restrict", "object", "withdraw"])
def test_a_request_that_is_not_verified_changes_nothing(
    decide: Bench, policy: str, verified: bool | None, right: str
) -> None:
    """An unverified request, and one that does not say, leave every sink as it was."""
    asked = decide([shop(policy=policy), request(right, verified=verified)], event("order.placed"))
    assert asked.line == decide([shop(policy=policy)], event("order.placed")).line


@pytest.mark.clause("JL-11.rights")
@pytest.mark.parametrize("right", ["access", "correct", "delete", "port", "know", "shine_the_light"])
def test_other_rights_change_no_decision(decide: Bench, right: str) -> None:
    """Six of the rights ask for something else than another decision, purpose or not."""
    asked = decide([shop(), request(right, purpose="crm")], event("order.placed"))
    assert asked.line == decide([shop()], event("order.placed")).line


@pytest.mark.clause("JL-11.rights")
def test_a_request_counts_from_its_own_time(decide: Bench) -> None:
    """What happened before the request was received is judged as it was then."""
    control = [shop(), request("restrict", at=AT)]
    assert "payment_processor" not in decide(control, event("order.placed")).open
    assert "payment_processor" in decide(control, event("order.placed", at=BEFORE)).open


@pytest.mark.clause("JL-11.rights")
def test_an_objection_to_model_improvement_closes_providers_that_train(decide: Bench) -> None:
    """Training is denied and a provider that trains gets nothing, though AI features stand elsewhere."""
    found = decide([shop(), request("object", purpose="model_improvement")], event("ai.prompt.submitted"))
    assert found.label["training"] == "denied"
    assert "JL-11.rights" in found.barred("ai_vendor_training") & found.barred("ai_vendor_undeclared")
    assert "ai_assistant" in found.open


@pytest.mark.clause("JL-11.refer")
def test_a_request_in_the_input_goes_to_its_one_rights_sink(decide: Bench) -> None:
    """A request goes to the retailer on Jewellink, to the privacy team on Stexcel, with no delete-by and no effect."""
    asked = {**request("restrict", at=BEFORE), "subject": "cust-1"}
    for platform, sink in (("jewellink", "retailer_referral"), ("stexcel", "privacy_team")):
        found, order = decide.all([shop(platform)], asked, event("order.placed"))
        assert (found.open, found.purposes(sink), found.until(sink)) == ({sink}, {"rights_requests"}, (None, None))
        assert "payment_processor" in order.open
    assert decide([shop()], asked).clauses("privacy_team") == {"JL-11.refer"}


@pytest.mark.clause("JL-11.refer")
def test_requests_of_the_restricted_and_of_minors_reach_their_sink(decide: Bench) -> None:
    """Request facts are exempt from restriction and from the age gate."""
    control = [shop(policy="parure_belle"), person(birth_year=2018, region="US"), request("restrict", name="request-0")]
    found = decide(control, request("access", at=AFTER))
    assert found.open == {"retailer_referral"}
    assert "JL-11.refer" in found.clauses("retailer_referral")


@pytest.mark.clause("X-default")
def test_rights_sinks_take_requests_alone(decide: Bench) -> None:
    """An event that merely declares the purpose of rights requests reaches no rights sink."""
    found = decide([shop()], event("crm.note.added", purpose="rights_requests,crm"))
    assert found.open == {"crm_store"}
    assert "X-default" in found.barred("retailer_referral") & found.barred("privacy_team")


@pytest.mark.clause("JL-2.categories")
def test_no_other_control_fact_may_come_as_an_event(decide: Bench) -> None:
    """A hold or a preference in the input is of an unknown type."""
    for item in (granted("marketing_email"), person(birth_year=2018)):
        assert decide([shop()], item).line["reason"] == "unknown_type"
