"""What the label says of training, and the authorizations that it rests on."""

from typing import Any

import pytest

from contracts.problems import InvalidFact
from tests.processors.bench import Bench
from tests.processors.building import ALL_CATEGORIES, AT, BEFORE, authorization, event, request, revoked, shop

NOTE = event("crm.note.added", region="US")
LATER = "2026-06-20T00:00:00Z"


@pytest.mark.clause("JL-5.improvement")
@pytest.mark.clause("JO-2.purposes")
@pytest.mark.clause("JE-3.purposes")
@pytest.mark.clause("PB-3.purposes")
@pytest.mark.clause("ST-use")
@pytest.mark.parametrize(
    ("platform", "policy", "training"),
    [
        ("jewellink", None, "deidentified"),
        ("jewellink", "jewelry_odm", "deidentified"),
        ("jewellink", "jane_ellen", "deidentified"),
        ("jewellink", "parure_belle", "denied"),
        ("stexcel", None, "denied"),
        ("stexcel", "jane_ellen", "denied"),
    ],
)
@pytest.mark.parametrize("control", [[], [authorization()]])
def test_training_is_what_both_policies_let_stand(
    decide: Bench, platform: str, policy: str | None, training: str, control: list[dict[str, object]]
) -> None:
    """An authorization changes the label of a retailer with no policy of its own, on Jewellink alone."""
    found = decide([shop(platform, policy), *control], NOTE)
    own = control and platform == "jewellink" and policy is None
    assert found.label["training"] == ("authorized" if own else training)
    assert found.label.get("authorization") == ("auth-1" if own else None)


@pytest.mark.clause("JL-5.no_training")
def test_an_authorization_covers_every_category_there_is(decide: Bench) -> None:
    """One that lacks a single category of the event covers nothing of it; technical fields need none."""
    for lacking in ("identity", "communication"):
        categories = [name for name in ALL_CATEGORIES if name != lacking]
        assert decide([shop(), authorization(categories=categories)], NOTE).label["training"] == "deidentified"
    categories = ["identity", "communication"]
    assert decide([shop(), authorization(categories=categories)], NOTE).label["training"] == "authorized"
    form = event("crm.form.submitted")
    assert decide([shop(), authorization(categories=["communication"])], form).label["training"] == "authorized"


@pytest.mark.clause("JL-5.no_training")
def test_two_authorizations_do_not_add_up(decide: Bench) -> None:
    """Each must cover every category by itself."""
    one = authorization(categories=["identity"])
    other = authorization("auth-2", categories=["communication"], name="other")
    assert decide([shop(), one, other], NOTE).label["training"] == "deidentified"


@pytest.mark.clause("JL-5.no_training")
def test_of_several_that_cover_the_smallest_id_is_named(decide: Bench) -> None:
    """The label names the smallest id among those that cover, whichever was granted last."""
    control = [authorization("auth-3"), authorization("auth-2", at=LATER), authorization("auth-1", categories=["ai"])]
    assert decide([shop(), *control], NOTE).label["authorization"] == "auth-2"


@pytest.mark.clause("JL-5.no_training")
def test_an_authorization_of_the_retailers_models_leaves_the_label(decide: Bench) -> None:
    """With `models: retailer` training is `deidentified`, and a second one of shared models authorizes."""
    own = authorization(models="retailer")
    assert decide([shop(), own], NOTE).label["training"] == "deidentified"
    both = decide([shop(), own, authorization("auth-2", name="other")], NOTE)
    assert both.label["authorization"] == "auth-2"
    assert both.sinks["retailer_models"]["authorization"] == "auth-1"


@pytest.mark.clause("JL-5.no_training")
def test_of_two_grants_with_one_id_the_later_replaces_the_earlier(decide: Bench) -> None:
    """A later document under the same id takes the earlier one's categories away."""
    control = [shop(), authorization(), authorization(at=LATER, categories=["ai"], name="authorized-2")]
    assert decide(control, NOTE).label["training"] == "deidentified"
    assert decide(control, event("crm.note.added", at="2026-06-10T00:00:00Z")).label["training"] == "authorized"


@pytest.mark.clause("JL-5.no_training")
def test_a_revocation_ends_its_own_authorization(decide: Bench) -> None:
    """Revoked is revoked from its time on, of one time the revocation wins, and a new grant stands again."""
    assert decide([shop(), authorization(), revoked(at=LATER)], NOTE).label["training"] == "deidentified"
    assert decide([shop(), authorization(name="z"), revoked(name="a")], NOTE).label["training"] == "deidentified"
    assert decide([shop(), authorization(), revoked("auth-2")], NOTE).label["training"] == "authorized"
    anew = authorization(at=AT, name="authorized-2")
    assert decide([shop(), authorization(), revoked(at=LATER), anew], NOTE).label["training"] == "authorized"


@pytest.mark.clause("JL-5.no_training")
def test_a_revocation_is_of_the_envelopes_retailer_where_its_data_names_none(decide: Bench) -> None:
    """The retailer in the data wins; a revocation of no retailer is no valid fact."""
    control = [shop(), authorization(), revoked(at=LATER, retailer="elsewhere")]
    assert decide(control, NOTE).label["training"] == "authorized"
    named = revoked(at=LATER, retailer="elsewhere")
    named["data"]["retailer"] = "harlow"
    assert decide([*control, named], NOTE).label["training"] == "deidentified"
    with pytest.raises(InvalidFact):
        decide([*control, revoked(at=LATER, retailer=None)], NOTE)


@pytest.mark.clause("JL-5.no_training")
@pytest.mark.parametrize(
    ("term", "covers"),
    [
        ({"starts": AT}, True),
        ({"starts": "2026-07-01T10:00:00.000001Z"}, False),
        ({"ends": AT}, False),
        ({"ends": "2026-07-01T10:00:00.000001Z"}, True),
        ({"starts": None, "ends": None}, True),
    ],
)
def test_a_term_includes_its_start_and_excludes_its_end(decide: Bench, term: dict[str, Any], covers: bool) -> None:
    """An open start or end is no limit."""
    assert (decide([shop(), authorization(**term)], NOTE).label["training"] == "authorized") is covers


@pytest.mark.clause("JL-5.no_training")
def test_an_event_not_meant_for_training_is_labelled_by_the_same_rules(decide: Bench) -> None:
    """The label speaks of the event as a whole, whatever purposes it declares."""
    declared = event("crm.note.added", purpose="crm")
    assert decide([shop()], declared).label["training"] == "deidentified"
    assert decide([shop(), authorization()], declared).label["training"] == "authorized"
    assert decide([shop(policy="parure_belle")], declared).label["training"] == "denied"


@pytest.mark.clause("JL-11.rights")
@pytest.mark.parametrize(
    "asked", [request("restrict"), request("object", purpose="model_improvement"), request("object")]
)
def test_who_restricts_or_objects_is_not_trained_on(decide: Bench, asked: dict[str, object]) -> None:
    """Under an authorization too training is denied, and no copy names one."""
    found = decide([shop(), authorization(), asked], NOTE)
    assert (found.label["training"], "authorization" in found.label) == ("denied", False)
    assert {"model_improvement", "retailer_models", "ai_vendor_training"}.isdisjoint(found.open)


@pytest.mark.clause("JL-5.no_training")
def test_an_objection_to_another_purpose_leaves_training(decide: Bench) -> None:
    """Who objects to aggregate analytics may still be trained on."""
    found = decide([shop(), authorization(), request("object", purpose="aggregate_analytics")], NOTE)
    assert found.label["training"] == "authorized"
    assert "authorized-1" in found.outcome.facts


@pytest.mark.clause("JL-5.no_training")
def test_an_authorization_counts_from_its_own_time(decide: Bench) -> None:
    """What happened before the document was recorded is not covered, and at that instant it is."""
    assert decide([shop(), authorization(at=AT)], NOTE).label["training"] == "authorized"
    assert decide([shop(), authorization(at=AT)], {**NOTE, "time": BEFORE}).label["training"] == "deidentified"
