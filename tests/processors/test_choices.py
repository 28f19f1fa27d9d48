"""A person's choices of surveys, personalisation, advertising and sensitive data."""

from typing import Any

import pytest

from tests.processors.bench import Bench
from tests.processors.building import AT, BEFORE, campaign, event, granted, person, shop, withdrawn

ADS, SITE, TASTES = "advertising_network", "web_analytics", "recommendations"


@pytest.mark.clause("PB-7.preferences")
def test_surveys_off_names_the_preference_centre(decide: Bench) -> None:
    """A survey falls by Parure Belle's clause, and promotions go on."""
    control = [shop(policy="parure_belle"), granted("marketing_email"), withdrawn("surveys")]
    survey = event("message.email.sent", purpose="surveys")
    assert decide(control, survey).clauses("email_service") == {"PB-7.preferences"}
    assert "email_service" in decide(control, campaign("email")).open


@pytest.mark.clause("X-subject")
@pytest.mark.parametrize("preference", ["surveys", "personalisation"])
def test_a_choice_that_no_clause_is_listed_for_acts_all_the_same(decide: Bench, preference: str) -> None:
    """Surveys and personalisation fall on Jewellink alone too, by the rule that a person's choice narrows."""
    kind, sink = (
        ("message.email.sent", "email_service") if preference == "surveys" else ("crm.wishlist.updated", TASTES)
    )
    declared = event(kind, purpose=preference)
    assert sink in decide([shop()], declared).open
    assert decide([shop(), withdrawn(preference)], declared).clauses(sink) == {"X-subject"}


@pytest.mark.clause("PB-7.preferences")
def test_personalisation_off_names_the_preference_centre(decide: Bench) -> None:
    """Personalisation falls at Parure Belle by its own clause."""
    control = [shop(policy="parure_belle"), person(region="US-NY"), withdrawn("personalisation")]
    assert decide(control, event("crm.wishlist.updated")).clauses(TASTES) == {"PB-7.preferences"}


@pytest.mark.clause("X-subject")
def test_a_choice_bound_to_a_recipient_or_purpose_binds_no_other(decide: Bench) -> None:
    """Personalisation withdrawn for one recipient stands at the others."""
    viewed = event("crm.wishlist.updated")
    assert TASTES not in decide([shop(), withdrawn("personalisation", recipient=TASTES)], viewed).open
    assert TASTES in decide([shop(), withdrawn("personalisation", recipient=ADS)], viewed).open
    assert TASTES not in decide([shop(), withdrawn("personalisation", purpose="personalisation")], viewed).open
    assert TASTES in decide([shop(), withdrawn("personalisation", purpose="crm")], viewed).open


@pytest.mark.clause("JL-7.ads")
def test_advertising_waits_for_a_grant_to_that_recipient(decide: Bench) -> None:
    """A grant that names a recipient opens that recipient only; one that names none opens all."""
    viewed = event("usage.page.viewed")
    assert decide([shop()], viewed).barred(ADS) >= {"JL-7.ads"}
    assert ADS in decide([shop(), granted("targeted_advertising")], viewed).open
    assert ADS in decide([shop(), granted("targeted_advertising", recipient=ADS)], viewed).open
    assert ADS not in decide([shop(), granted("targeted_advertising", recipient=SITE)], viewed).open


@pytest.mark.clause("JO-3.consent")
def test_advertising_at_jewelryodm_waits_for_consent_at_any_sink(decide: Bench) -> None:
    """JewelryODM's purpose itself needs the consent, whatever class of recipient it is for."""
    bench = decide.with_sinks(store={"class": "hosting", "purposes": ["targeted_advertising"]})
    control, viewed = [shop(policy="jewelry_odm")], event("usage.page.viewed")
    closed = bench(control, viewed)
    assert (closed.open, "JO-3.consent" in closed.barred("store")) == (set(), True)
    assert bench([*control, granted("targeted_advertising")], viewed).open == {"store"}


@pytest.mark.clause("JL-7.ads")
def test_withdrawing_without_a_recipient_withdraws_every_grant(decide: Bench) -> None:
    """A withdrawal that names nobody ends a grant that named one."""
    control = [shop(), granted("targeted_advertising", recipient=ADS), withdrawn("targeted_advertising", at=AT)]
    assert "JL-7.ads" in decide(control, event("usage.page.viewed")).barred(ADS)


@pytest.mark.clause("JL-12.california")
@pytest.mark.clause("JE-4.8.no_sale")
@pytest.mark.parametrize(
    ("policy", "named"),
    [
        (None, {"JL-12.california"}),
        ("jewelry_odm", {"JL-12.california"}),
        ("jane_ellen", {"JL-12.california", "JE-4.8.no_sale"}),
    ],
)
def test_an_opt_out_of_sharing_closes_advertising_whatever_was_granted(
    decide: Bench, policy: str | None, named: set[str]
) -> None:
    """Sale or sharing withdrawn, by choice or by signal, closes advertising by each policy's clause."""
    control = [shop(policy=policy), granted("targeted_advertising", at=AT)]
    assert ADS in decide(control, event("usage.page.viewed")).open
    by_choice = decide([*control, withdrawn("sale_or_sharing")], event("usage.page.viewed"))
    bound = withdrawn("sale_or_sharing", purpose="targeted_advertising", recipient=ADS)
    assert decide([*control, bound], event("usage.page.viewed")).line == by_choice.line
    assert by_choice.clauses(ADS) == decide(control, event("usage.page.viewed", gpc="1")).clauses(ADS) == named


@pytest.mark.clause("JL-12.california")
@pytest.mark.parametrize(
    ("signal", "closed"), [("1", True), (1, True), (True, True), ("0", False), (0, False), (False, False)]
)
def test_a_signal_may_be_text_number_or_boolean(decide: Bench, signal: Any, closed: bool) -> None:
    """`gpc` is read alike in each of its spellings, and closes nothing but advertising."""
    control = [shop(), granted("targeted_advertising")]
    found = decide(control, event("usage.page.viewed", gpc=signal))
    assert (ADS not in found.open) is closed
    assert {SITE, TASTES, "platform_store"} <= found.open


@pytest.mark.clause("JL-12.california")
@pytest.mark.clause("X-subject")
@pytest.mark.parametrize(
    ("platform", "clause"),
    [
        ("jewellink", "JL-12.california"),
        ("stexcel", "X-subject"),
    ],
)
def test_limited_sensitive_data_stays_in_copies_for_service_alone(decide: Bench, platform: str, clause: str) -> None:
    """A certificate leaves the copies that serve no service purpose, on both platforms."""
    shipped = event("certification.recorded", purpose="provide_service,aggregate_analytics")
    found = decide([shop(platform), withdrawn("sensitive_data")], shipped)
    assert "certificate_number" in found.fields("crm_store")
    assert (clause in found.barred("aggregate_analytics"), "aggregate_analytics" in found.open) == (True, False)
    assert "laboratory" in decide([shop(platform)], shipped).fields("aggregate_analytics")


@pytest.mark.clause("JL-12.california")
@pytest.mark.parametrize(
    "purpose", ["provide_service", "crm", "payment", "fulfilment", "security", "fraud_prevention", "legal"]
)
def test_each_service_purpose_keeps_sensitive_data(decide: Bench, purpose: str) -> None:
    """The seven service purposes keep a certificate that its owner limited; account management does not."""
    bench = decide.with_sinks(one={"purposes": [purpose]}, other={"purposes": ["account_management"]})
    shipped = event("certification.recorded", purpose=f"{purpose},account_management")
    found = bench([shop(), withdrawn("sensitive_data")], shipped)
    assert "certificate_number" in found.fields("one")
    assert "certificate_number" not in found.fields("other")


@pytest.mark.clause("JL-12.california")
def test_a_limited_copy_goes_with_its_other_fields(decide: Bench) -> None:
    """The appraiser's copy of a certificate keeps the customer, and names the clause that took the certificate."""
    control = [shop(), granted("appraiser", reference="2141438171"), withdrawn("sensitive_data")]
    found = decide(control, event("certification.recorded"))
    assert found.fields("appraiser_partner") == {"customer_id"}
    assert "JL-12.california" in found.clauses("appraiser_partner")


@pytest.mark.clause("JL-12.california")
def test_a_limit_bound_to_a_purpose_or_recipient_limits_that_alone(decide: Bench) -> None:
    """Sensitive data limited for statistics stays in what is counted otherwise."""
    counts = {"form": "deidentified", "purposes": ["aggregate_analytics"]}
    bench = decide.with_sinks(counts=counts, others={**counts, "purposes": ["statistics"]})
    shipped = event("certification.recorded", purpose="aggregate_analytics,statistics")
    assert bench([shop(), withdrawn("sensitive_data", purpose="statistics")], shipped).open == {"counts"}
    assert bench([shop(), withdrawn("sensitive_data", recipient="counts")], shipped).open == {"others"}


@pytest.mark.clause("JL-7.ads")
def test_the_latest_of_several_choices_counts(decide: Bench) -> None:
    """A later choice of the same key replaces an earlier one, wherever it stands in the file."""
    given, taken = granted("targeted_advertising", at=BEFORE), withdrawn("targeted_advertising", at=AT)
    viewed = event("usage.page.viewed", at="2026-07-02T00:00:00Z")
    assert ADS not in decide([shop(), taken, given], viewed).open
    assert ADS in decide([shop(), taken, given], event("usage.page.viewed", at="2026-06-30T00:00:00Z")).open
