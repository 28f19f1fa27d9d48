"""A copy keeps what its sink's job needs, and what the policies and the person let it have."""

from typing import Any

import pytest

from tests.processors.bench import Bench, read_badly, read_plainly
from tests.processors.building import ADDRESS, authorization, event, person, shop

ORDER = event("order.placed", region="US-NY")
SHIP_TO = {f"ship_to.{key}" for key in ("name", *ADDRESS)}


def needing(*categories: str, **sink: Any) -> dict[str, Any]:
    return {"class": "hosting", "purposes": ["provide_service", "crm"], "needs": list(categories), **sink}


@pytest.mark.clause("JL-4.purposes")
@pytest.mark.parametrize(
    ("category", "kept"),
    [
        ("contact", SHIP_TO),
        ("fulfilment", {*SHIP_TO, "lines.sku", "lines.category", "lines.quantity"}),
        ("payment", {"payment.method", "payment.brand", "payment.last4"}),
        ("identity", {"customer_id", "associate_id"}),
        (
            "transaction",
            {"lines.sku", "lines.category", "lines.quantity", "lines.unit_price", "total", "currency", "store_id"},
        ),
    ],
)
def test_a_field_is_kept_where_a_category_of_it_is_needed(decide: Bench, category: str, kept: set[str]) -> None:
    """Ship-to is contact and fulfilment, lines are transaction and fulfilment but for the price; ids of things stay."""
    found = decide.with_sinks(sink=needing(category))([shop()], ORDER)
    assert found.fields("sink") == kept | {"order_id"}
    assert "JL-4.purposes" in found.clauses("sink")


@pytest.mark.clause("ST-partners")
@pytest.mark.clause("JO-3.providers")
@pytest.mark.clause("JE-4.1.processors")
@pytest.mark.parametrize(
    ("platform", "policy", "clause"),
    [
        ("stexcel", None, "ST-partners"),
        ("jewellink", "jewelry_odm", "JO-3.providers"),
        ("jewellink", "jane_ellen", "JE-4.1.processors"),
    ],
)
def test_minimising_names_each_policys_clause(decide: Bench, platform: str, policy: str | None, clause: str) -> None:
    """Fields that the job does not need leave by the clause of providers, and only where some left."""
    bench = decide.with_sinks(none=needing("identity"), all={"class": "hosting", "purposes": ["crm"], "needs": "all"})
    found = bench([shop(platform, policy)], event("crm.note.added", {"author_id": None}))
    assert clause in found.clauses("none")
    assert found.fields("all") == {"customer_id", "text"}


@pytest.mark.clause("JL-4.purposes")
def test_a_copy_of_technical_fields_alone_is_denied(decide: Bench) -> None:
    """Where nothing but technical fields is left the copy does not go, and the clause that took the rest is named."""
    found = decide.with_sinks(sink=needing("learning"))([shop()], ORDER)
    assert (found.open, found.clauses("sink")) == (set(), {"JL-4.purposes"})


@pytest.mark.clause("JL-4.purposes")
def test_an_event_that_never_had_more_than_technical_fields_goes(decide: Bench) -> None:
    """A file's number alone, where the payload has no more, is a copy of it."""
    bare = {**event("media.file.uploaded"), "data": {"file_id": "F-1"}}
    assert decide.with_sinks(sink=needing("learning"))([shop()], bare).fields("sink") == {"file_id"}


@pytest.mark.clause("JL-4.purposes")
@pytest.mark.clause("ST-use")
@pytest.mark.clause("PB-2.categories")
@pytest.mark.parametrize(
    ("platform", "policy", "clause"),
    [
        ("jewellink", None, "JL-4.purposes"),
        ("jewellink", "jane_ellen", "JL-4.purposes"),
        ("stexcel", None, "ST-use"),
        ("stexcel", "parure_belle", "PB-2.categories"),
    ],
)
def test_tax_and_resale_numbers_are_kept_for_three_purposes(
    decide: Bench, platform: str, policy: str | None, clause: str
) -> None:
    """Account management, payment and legal keep a business's numbers; any one of a copy's purposes will do."""
    numbers = {"tax_id", "resale_certificate"}
    bench = decide.with_sinks(
        service={"class": "hosting", "purposes": ["provide_service"]},
        account={"class": "hosting", "purposes": ["provide_service", "account_management"]},
        paid={"class": "hosting", "purposes": ["payment"]},
        legal={"class": "hosting", "purposes": ["legal"]},
    )
    profile = event("business.profile.updated", purpose="provide_service,account_management,payment,legal", region="US")
    found = bench([shop(platform, policy)], profile)
    assert (found.fields("service"), clause in found.clauses("service")) == ({"company"}, True)
    for sink in ("account", "paid", "legal"):
        assert numbers <= found.fields(sink)


@pytest.mark.clause("PB-6.2.anonymise")
def test_companies_leave_the_de_identified_copies_of_parure_belle_alone(decide: Bench) -> None:
    """Business identity is taken out where Parure Belle's policy binds, and kept elsewhere."""
    bench = decide.with_sinks(counts={"form": "deidentified", "purposes": ["aggregate_analytics"]})
    profile = event("business.profile.updated", {"address": ADDRESS}, purpose="aggregate_analytics", region="US")
    found = bench([shop(policy="parure_belle")], profile)
    assert found.fields("counts") == {"address.region", "address.country"}
    assert "PB-6.2.anonymise" in found.clauses("counts")
    for policy in (None, "jewelry_odm", "jane_ellen"):
        assert "company" in bench([shop(policy=policy)], profile).fields("counts")


@pytest.mark.clause("JE-2.4.sensitive")
@pytest.mark.parametrize("kind", ["certification.recorded", "appraisal.recorded"])
@pytest.mark.parametrize("purpose", ["aggregate_analytics", "statistics", "site_analytics", "model_improvement"])
def test_certificates_reach_no_analytics_or_training_at_jane_ellen(decide: Bench, kind: str, purpose: str) -> None:
    """No certificate or appraisal is counted or trained on at Jane Ellen, in any form; elsewhere it is."""
    bench = decide.with_sinks(sink={"form": "deidentified", "purposes": [purpose]})
    shipped = event(kind, purpose=purpose)
    found = bench([shop(policy="jane_ellen")], shipped)
    assert (found.open, "JE-2.4.sensitive" in found.barred("sink")) == (set(), True)
    assert bench([shop()], shipped).open == {"sink"}


@pytest.mark.clause("JE-2.4.sensitive")
@pytest.mark.parametrize("kind", ["certification.recorded", "appraisal.recorded"])
def test_certificates_reach_no_provider_that_trains_at_jane_ellen(decide: Bench, kind: str) -> None:
    """Both providers that may train name the clause of sensitive data, the assistant does not."""
    found = decide([shop(policy="jane_ellen")], event(kind, purpose="ai_features"))
    assert "JE-2.4.sensitive" in found.barred("ai_vendor_training") & found.barred("ai_vendor_undeclared")
    assert "JE-2.4.sensitive" not in found.clauses("ai_assistant")


@pytest.mark.clause("JL-5.improvement")
def test_a_text_that_nobody_vouches_for_is_left_out_of_model_improvement(decide: Bench) -> None:
    """The field is withheld and the copy goes with the others; no other sink withholds it."""
    told = event("crm.wishlist.updated")
    found = decide.reading(read_badly)([shop()], told)
    assert found.fields("model_improvement") == {"items.sku", "items.price"}
    assert "JL-5.improvement" in found.clauses("model_improvement")
    assert "items.description" in found.fields("aggregate_analytics")
    assert "items.description" in decide.reading(read_plainly)([shop()], told).fields("model_improvement")


@pytest.mark.clause("JL-5.improvement")
def test_a_withheld_text_that_was_all_there_was_keeps_the_copy_back(decide: Bench) -> None:
    """With no other field left model improvement is denied, and the identified copy of an authorization is not."""
    note = event("crm.note.added")
    assert "JL-5.improvement" in decide.reading(read_badly)([shop()], note).barred("model_improvement")
    found = decide.reading(read_badly)([shop(), authorization()], note)
    assert "text" in found.fields("model_improvement")


@pytest.mark.clause("JL-5.improvement")
def test_a_date_that_cannot_be_read_leaves_de_identified_copies(decide: Bench) -> None:
    """What cannot be made coarser is left out there, and kept where the person is named."""
    record = event("crm.customer.upserted", {"birthday": "in May", "anniversary": "2024-02-29", "notes": "Kind."})
    found = decide([shop()], record)
    assert found.fields("model_improvement") == {"anniversary", "notes"}
    assert {"birthday", "anniversary"} <= found.fields("crm_store")
    assert "birthday" in found.fields("recommendations")


@pytest.mark.clause("PB-8.transfer")
def test_a_crossing_copy_loses_nothing_where_its_sink_needs_all(decide: Bench) -> None:
    """A transfer under a mechanism takes nothing beyond what the sink's job does not need."""
    control = [shop(policy="parure_belle"), person(region="FR")]
    found = decide(control, event("crm.note.added"))
    assert "PB-8.transfer" in found.clauses("crm_store")
    assert found.fields("crm_store") == {"customer_id", "author_id", "text"}


@pytest.mark.clause("JL-2.categories")
def test_null_and_an_empty_list_are_no_fields(decide: Bench) -> None:
    """What is null or empty is not among the fields nor the categories."""
    record = {**event("crm.customer.upserted"), "data": {"customer_id": "cust-1", "email": None, "preferences": []}}
    found = decide([shop()], record)
    assert found.fields("crm_store") == {"customer_id"}
    assert found.label["datacategory"] == "identity"


@pytest.mark.clause("JL-2.categories")
@pytest.mark.parametrize(
    ("kind", "categories"),
    [
        ("shipment.updated", {"identity", "fulfilment", "technical"}),
        ("mobile.device.registered", {"identity", "mobile"}),
        ("account.linked", {"identity", "account"}),
        ("media.file.uploaded", {"identity", "media", "technical"}),
        ("order.placed", {"identity", "contact", "transaction", "payment", "fulfilment", "technical"}),
    ],
)
def test_the_label_names_the_categories_that_are_there(decide: Bench, kind: str, categories: set[str]) -> None:
    """`datacategory` holds the categories of the fields present, technical ones included."""
    assert set(decide([shop()], event(kind)).label["datacategory"].split(",")) == categories
