"""A copy is as little identifying as its sink and both policies ask for."""

import pytest

from tests.processors.bench import Bench
from tests.processors.building import authorization, event, granted, request, shop

ORDER = event("order.placed", region="US-NY")
DEIDENTIFIED = [
    *(("jane_ellen", name, "JE-3.purposes") for name in ("aggregate_analytics", "statistics", "model_improvement")),
    ("jane_ellen", "targeted_advertising", "JE-4.4.ads"),
    *(("parure_belle", name, "PB-3.purposes") for name in ("aggregate_analytics", "statistics", "site_analytics")),
    ("jewelry_odm", "model_improvement", "JO-2.purposes"),
]


@pytest.mark.clause("X-meet")
@pytest.mark.parametrize(("policy", "purpose", "clause"), DEIDENTIFIED)
def test_a_policy_may_ask_for_de_identified_copies(decide: Bench, policy: str, purpose: str, clause: str) -> None:
    """For these purposes the policy lowers the copy below the sink's form, and names its clause."""
    form = "pseudonymised" if purpose != "model_improvement" else "deidentified"
    bench = decide.with_sinks(sink={"class": "hosting", "form": form, "purposes": [purpose]})
    control = [shop(policy=policy), granted("targeted_advertising")]
    found = bench(control, event("order.placed", purpose=purpose, region="US"))
    assert (found.form("sink"), clause in found.clauses("sink")) == ("deidentified", True)


@pytest.mark.clause("JL-4.purposes")
@pytest.mark.parametrize("purpose", ["aggregate_analytics", "statistics", "site_analytics"])
def test_elsewhere_the_sinks_form_stands(decide: Bench, purpose: str) -> None:
    """Jewellink, Stexcel and JewelryODM count in whatever form the sink takes."""
    for platform, policy in (("jewellink", None), ("stexcel", None), ("jewellink", "jewelry_odm")):
        for form in ("identified", "pseudonymised", "deidentified", "aggregated"):
            bench = decide.with_sinks(sink={"class": "hosting", "form": form, "purposes": [purpose]})
            found = bench([shop(platform, policy)], event("order.placed", purpose=purpose))
            assert found.form("sink") == form


@pytest.mark.clause("X-meet")
def test_one_purpose_that_asks_for_it_lowers_the_whole_copy(decide: Bench) -> None:
    """A copy for service and for statistics is de-identified at Jane Ellen, and aggregated where the sink is."""
    sink = {"class": "hosting", "purposes": ["provide_service", "statistics"]}
    bench = decide.with_sinks(whole=sink, counts={**sink, "form": "aggregated"})
    found = bench([shop(policy="jane_ellen")], event("order.placed", region="US-NY"))
    assert (found.form("whole"), found.form("counts")) == ("deidentified", "aggregated")
    served = bench([shop(policy="jane_ellen")], event("order.placed", purpose="provide_service", region="US-NY"))
    assert served.form("whole") == "identified"


@pytest.mark.clause("X-subject")
def test_no_choice_makes_a_copy_more_identifying(decide: Bench) -> None:
    """An objection to the purpose that lowered the copy leaves it lowered."""
    bench = decide.with_sinks(whole={"class": "hosting", "purposes": ["provide_service", "statistics"]})
    found = bench([shop(policy="jane_ellen"), request("object", purpose="statistics")], ORDER)
    assert (found.purposes("whole"), found.form("whole")) == ({"provide_service"}, "deidentified")


@pytest.mark.clause("X-subject")
def test_no_choice_opens_an_authorized_copy_where_there_was_none(decide: Bench) -> None:
    """A sink that would get de-identified copies for two purposes gets none identified for the one left."""
    bench = decide.with_sinks(counts={"form": "deidentified", "purposes": ["statistics", "model_improvement"]})
    control = [shop(), authorization()]
    assert bench(control, ORDER).form("counts") == "deidentified"
    assert bench([*control, request("object", purpose="statistics")], ORDER).form("counts") == "deidentified"


@pytest.mark.clause("JL-5.no_training")
def test_training_copies_are_identified_under_an_authorization_alone(decide: Bench) -> None:
    """Model improvement rises above its sink's form under an authorization of shared models, which the copy names."""
    free, under = decide([shop()], ORDER), decide([shop(), authorization()], ORDER)
    assert (free.form("model_improvement"), under.form("model_improvement")) == ("deidentified", "identified")
    assert under.sinks["model_improvement"]["authorization"] == "auth-1"
    assert "JL-5.no_training" in under.clauses("model_improvement")
    assert "JL-5.improvement" in free.clauses("model_improvement")
    retailers = decide([shop(), authorization(models="retailer")], ORDER)
    assert (retailers.form("model_improvement"), "authorization" in retailers.sinks["model_improvement"]) == (
        "deidentified",
        False,
    )


@pytest.mark.clause("JL-5.no_training")
@pytest.mark.parametrize("models", ["shared", "retailer"])
def test_a_retailers_own_models_are_trained_under_an_authorization_alone(decide: Bench, models: str) -> None:
    """Without one the retailer's models get nothing, with one of either kind a pseudonymised copy that names it."""
    assert "JL-5.no_training" in decide([shop()], ORDER).barred("retailer_models")
    found = decide([shop(), authorization(models=models)], ORDER)
    assert (found.form("retailer_models"), found.sinks["retailer_models"]["authorization"]) == (
        "pseudonymised",
        "auth-1",
    )


@pytest.mark.clause("JL-5.no_training")
@pytest.mark.parametrize("policy", ["jewelry_odm", "jane_ellen", "parure_belle"])
def test_a_retailer_with_a_policy_of_its_own_cannot_authorize_training(decide: Bench, policy: str) -> None:
    """What its policy does not offer its customers no authorization of the retailer adds: every sink is as without."""
    note = event("crm.note.added", region="US-NY")
    without, under = decide([shop(policy=policy)], note), decide([shop(policy=policy), authorization()], note)
    assert under.line == without.line
    assert under.open.isdisjoint({"retailer_models", "ai_vendor_training", "ai_vendor_undeclared"})
