"""Which recipients get an event at all, and which clause closes the others."""

from typing import Any

import pytest

from tests.processors.bench import Bench
from tests.processors.building import authorization, event, granted, shop

NOTE = event("crm.note.added", region="US")
POLICIES = [None, "jewelry_odm", "jane_ellen", "parure_belle"]


@pytest.mark.clause("X-default")
def test_a_class_that_no_policy_names_is_denied(decide: Bench) -> None:
    """A sink of an unknown class gets nothing, and X-default says so."""
    bench = decide.with_sinks(stars={"class": "astrology", "purposes": ["crm"]})
    for platform in ("jewellink", "stexcel"):
        assert bench([shop(platform)], NOTE).clauses("stars") == {"X-default"}


@pytest.mark.clause("JE-4.10.secure")
@pytest.mark.parametrize("lacking", ["agreement", "encrypted"])
def test_a_sink_out_of_order_is_denied_every_event(decide: Bench, lacking: str) -> None:
    """Without an agreement on record, or without encryption, a sink gets nothing on any platform."""
    bench = decide.with_sinks(sink={"purposes": ["crm"], lacking: False})
    for platform in ("jewellink", "stexcel"):
        found = bench([shop(platform)], NOTE)
        assert (found.open, found.clauses("sink")) == (set(), {"JE-4.10.secure"})


@pytest.mark.clause("JL-6.no_sale")
@pytest.mark.clause("ST-no_sale")
@pytest.mark.clause("JE-4.8.no_sale")
@pytest.mark.clause("PB-4.4.no_sale")
@pytest.mark.parametrize("purpose", ["sale", "crm"])
@pytest.mark.parametrize(
    ("platform", "own"), [("jewellink", {"JL-6.no_sale", "JL-6.recipients"}), ("stexcel", {"ST-no_sale"})]
)
@pytest.mark.parametrize(
    ("policy", "also"),
    [(None, set()), ("jewelry_odm", set()), ("jane_ellen", {"JE-4.8.no_sale"}), ("parure_belle", {"PB-4.4.no_sale"})],
)
def test_a_list_broker_is_refused_by_every_no_sale_clause(
    decide: Bench, purpose: str, platform: str, own: set[str], policy: str | None, also: set[str]
) -> None:
    """The sale of data is refused by name always, declared or not."""
    found = decide([shop(platform, policy)], event("crm.note.added", purpose=purpose, region="US"))
    assert found.barred("list_broker") >= own | also


@pytest.mark.clause("JL-5.ai_providers")
@pytest.mark.parametrize("trains", [True, None])
def test_an_ai_provider_that_trains_or_does_not_say_needs_an_authorization(decide: Bench, trains: bool | None) -> None:
    """Silence on training counts as training: only an authorization of shared models opens such a provider."""
    said = {} if trains is None else {"trains_models": trains}
    bench = decide.with_sinks(vendor={"class": "ai_provider", "purposes": ["ai_features"], **said})
    assert "JL-5.ai_providers" in bench([shop()], NOTE).barred("vendor")
    opened = bench([shop(), authorization()], NOTE)
    assert (opened.form("vendor"), opened.sinks["vendor"]["authorization"]) == ("identified", "auth-1")
    assert bench([shop(), authorization(models="retailer")], NOTE).open == set()


@pytest.mark.clause("JL-5.ai_providers")
@pytest.mark.clause("JO-3.providers")
def test_an_ai_provider_that_does_not_train_names_the_clause_of_providers(decide: Bench) -> None:
    """The assistant is open on Jewellink, alone and for JewelryODM, and rests on no authorization."""
    assert "JL-5.ai_providers" in decide([shop(), authorization()], NOTE).clauses("ai_assistant")
    found = decide([shop(policy="jewelry_odm"), authorization()], NOTE)
    assert {"JL-5.ai_providers", "JO-3.providers"} <= found.clauses("ai_assistant")
    assert "authorization" not in found.sinks["ai_assistant"]
    assert "JL-5.ai_providers" in found.barred("ai_vendor_training") & found.barred("ai_vendor_undeclared")


@pytest.mark.clause("ST-partners")
@pytest.mark.clause("JE-4.1.processors")
@pytest.mark.clause("PB-4.1.providers")
@pytest.mark.parametrize(
    ("platform", "policy", "clause"),
    [
        ("stexcel", None, "ST-partners"),
        ("jewellink", "jane_ellen", "JE-4.1.processors"),
        ("jewellink", "parure_belle", "PB-4.1.providers"),
    ],
)
def test_a_closed_cell_names_the_packs_clause_of_recipients(
    decide: Bench, platform: str, policy: str | None, clause: str
) -> None:
    """Where a policy has no AI providers its clause of recipients says so."""
    assert clause in decide([shop(platform, policy)], NOTE).barred("ai_assistant")


@pytest.mark.clause("ST-partners")
@pytest.mark.clause("ST-link")
def test_stexcels_integrations_have_their_own_jobs(decide: Bench) -> None:
    """On Stexcel an integration serves fulfilment, support and a linked account, and nothing else."""
    jobs: dict[str, dict[str, Any]] = {
        name: {"class": "integration", "purposes": [purpose]}
        for name, purpose in (("carrier", "fulfilment"), ("desk", "customer_support"), ("desk_crm", "crm"))
    }
    bench = decide.with_sinks(**jobs, linked_account={"class": "integration", "purposes": ["integration_sync"]})
    declared = event("crm.note.added", purpose="fulfilment,customer_support,crm,integration_sync")
    found = bench([shop("stexcel"), granted("integration", recipient="linked_account")], declared)
    assert found.open == {"carrier", "desk", "linked_account"}
    assert found.clauses("desk_crm") == {"ST-partners"}
    assert found.clauses("carrier") == {"ST-partners"}
    assert found.clauses("linked_account") == {"ST-use", "ST-link"}


@pytest.mark.clause("ST-partners")
def test_an_integration_of_several_purposes_serves_those_of_its_jobs(decide: Bench) -> None:
    """The copy's purposes leave out what Stexcel's partners are not for."""
    bench = decide.with_sinks(desk={"class": "integration", "purposes": ["customer_support", "crm"]})
    assert bench([shop("stexcel")], NOTE).purposes("desk") == {"customer_support"}
    assert bench([shop()], NOTE).purposes("desk") == {"customer_support", "crm"}


@pytest.mark.clause("ST-collect")
@pytest.mark.clause("JE-4.1.processors")
def test_the_payment_partner_is_named_by_each_policy(decide: Bench) -> None:
    """A payment copy names the clause by which each policy lets the partner have it."""
    paid = event("payment.captured")
    assert {"ST-use", "ST-collect"} <= decide([shop("stexcel")], paid).clauses("payment_processor")
    assert "ST-partners" not in decide([shop("stexcel")], event("payment.captured", {"payment": None})).clauses(
        "authority"
    )
    assert "JE-4.1.processors" in decide([shop("stexcel", "jane_ellen")], paid).clauses("payment_processor")


@pytest.mark.clause("X-explain")
def test_every_failing_test_is_named(decide: Bench) -> None:
    """A denial names purpose, recipient, order and choice alike, without stopping at the first."""
    bench = decide.with_sinks(bad={"class": "advertising", "purposes": ["targeted_advertising"], "encrypted": False})
    found = bench([shop("stexcel")], event("usage.page.viewed", gpc="1", purpose="targeted_advertising"))
    assert found.clauses("bad") == {"ST-use", "ST-partners", "X-subject", "JE-4.10.secure"}
    assert set(found.sinks["bad"]) == {"allowed", "clauses", "reason"}


@pytest.mark.clause("X-meet")
@pytest.mark.parametrize("policy", POLICIES[1:])
def test_a_sink_without_a_purpose_of_the_event_is_denied_by_both_stating_clauses(decide: Bench, policy: str) -> None:
    """Where the event has none of the sink's purposes both packs' stating clauses are named."""
    stating = {"jewelry_odm": "JO-2.purposes", "jane_ellen": "JE-3.purposes", "parure_belle": "PB-3.purposes"}[policy]
    found = decide([shop(policy=policy)], event("crm.note.added", purpose="reporting", region="US"))
    assert found.clauses("crm_store") == {"JL-4.purposes", stating}
    assert found.open == {"platform_store"}


@pytest.mark.clause("X-meet")
@pytest.mark.parametrize("policy", POLICIES[1:])
def test_an_allowance_names_purpose_and_recipient_clauses_of_both_packs(decide: Bench, policy: str) -> None:
    """What is allowed is allowed by name, twice over for two policies."""
    own = {
        "jewelry_odm": {"JO-2.purposes", "JO-3.providers"},
        "jane_ellen": {"JE-3.purposes", "JE-4.1.processors"},
        "parure_belle": {"PB-3.purposes", "PB-4.1.providers"},
    }[policy]
    found = decide([shop(policy=policy)], event("crm.note.added", purpose="crm", region="US"))
    assert found.clauses("crm_store") >= own | {"JL-4.purposes", "JL-6.recipients"}
