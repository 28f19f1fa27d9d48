"""Where data may be stored and sent, and the legal basis that a region asks for."""

import pytest

from tests.processors.bench import Bench
from tests.processors.building import AT, campaign, event, granted, person, shop

NOTE = event("crm.note.added")
ARCHIVE = {"class": "hosting", "purposes": ["crm"], "region": "DE"}


@pytest.mark.clause("ST-residency")
def test_stexcel_stores_in_the_united_states_alone(decide: Bench) -> None:
    """A store elsewhere is denied on Stexcel whoever the person is; what only works abroad is not."""
    bench = decide.with_sinks(
        archive=ARCHIVE,
        state={**ARCHIVE, "region": "US-CA"},
        factory={**ARCHIVE, "class": "integration", "purposes": ["customer_support"]},
    )
    found = bench([shop("stexcel")], event("crm.note.added", region="DE"))
    assert (found.open, found.clauses("archive")) == ({"state", "factory"}, {"ST-residency"})
    assert bench([shop()], NOTE).open == {"archive", "state", "factory"}


@pytest.mark.clause("PB-8.transfer")
@pytest.mark.parametrize(
    ("of_event", "of_record", "crosses"),
    [("DE", None, False), ("DE-BY", "FR", False), (None, "DE", False), ("FR", "DE", True), (None, None, True)],
)
def test_parure_belle_sends_abroad_under_a_mechanism_alone(
    decide: Bench, of_event: str | None, of_record: str | None, crosses: bool
) -> None:
    """The event's region wins over the record's, only countries count, and one that is unknown is another."""
    bench = decide.with_sinks(archive=ARCHIVE, covered={**ARCHIVE, "transfer_mechanism": "scc"})
    control = [shop(policy="parure_belle"), person(region=of_record)]
    found = bench(control, event("crm.note.added", region=of_event))
    assert ("archive" not in found.open) is crosses
    assert ("PB-8.transfer" in found.clauses("archive")) is crosses
    assert ("PB-8.transfer" in found.clauses("covered")) is crosses
    assert "covered" in found.open


@pytest.mark.clause("PB-8.transfer")
@pytest.mark.parametrize("policy", [None, "jewelry_odm", "jane_ellen"])
def test_no_other_policy_asks_for_a_transfer_mechanism(decide: Bench, policy: str | None) -> None:
    """Elsewhere a store abroad is open to everybody."""
    found = decide.with_sinks(archive=ARCHIVE)([shop(policy=policy)], event("crm.note.added", region="FR"))
    assert (found.open, "PB-8.transfer" in found.clauses("archive")) == ({"archive"}, False)


@pytest.mark.clause("JE-3.7.legal_basis")
@pytest.mark.parametrize(
    ("purpose", "basis"),
    [
        *((name, "consent") for name in ("targeted_advertising", "personalisation", "marketing")),
        ("legal", "legal_obligation"),
        *((name, "legitimate_interests") for name in ("security", "fraud_prevention", "product_improvement")),
        *((name, "legitimate_interests") for name in ("aggregate_analytics", "statistics", "model_improvement")),
        *((name, "legitimate_interests") for name in ("reporting", "learning", "enforcement", "integration_sync")),
        *((name, "contract") for name in ("provide_service", "crm", "payment", "fulfilment", "messaging")),
    ],
)
def test_each_purpose_has_its_legal_basis(decide: Bench, purpose: str, basis: str) -> None:
    """At Jane Ellen a European's copy names the basis of its purpose."""
    control = [
        shop(policy="jane_ellen"),
        *(granted(name, name=name) for name in ("personalisation", "targeted_advertising", "marketing_email")),
        granted("integration", recipient="sink", name="link"),
        granted("cookies", cookieclass="performance", name="cookies"),
    ]
    bench = decide.with_sinks(
        sink={"class": "hosting", "form": "deidentified", "purposes": [purpose]},
        contract={"class": "hosting", "purposes": ["account_management"]},
    )
    found = bench(control, event("crm.wishlist.updated", purpose=f"{purpose},account_management", region="FR-ARA"))
    assert found.sinks["sink"]["legalbasis"] == basis
    assert (found.sinks["contract"]["legalbasis"], "JE-3.7.legal_basis" in found.clauses("sink")) == ("contract", True)


@pytest.mark.clause("JE-3.7.legal_basis")
def test_of_several_purposes_the_strictest_basis_is_named(decide: Bench) -> None:
    """Consent before legal obligation before legitimate interests before contract."""
    order = ["marketing", "legal", "security", "crm"]
    names = ["consent", "legal_obligation", "legitimate_interests", "contract"]
    sinks = {name: {"class": "hosting", "purposes": order[n:][::-1]} for n, name in enumerate(names)}
    control = [shop(policy="jane_ellen"), granted("marketing_email")]
    found = decide.with_sinks(**sinks)(control, event("crm.note.added", purpose=",".join(order), region="GB"))
    assert {name: found.sinks[name]["legalbasis"] for name in names} == {name: name for name in names}


@pytest.mark.clause("JE-3.7.legal_basis")
@pytest.mark.parametrize(
    ("region", "asks"), [("DE", True), ("IS", True), ("GB-LND", True), ("CH", False), ("US-NY", False)]
)
def test_the_basis_is_asked_for_in_the_eu_the_eea_and_britain(decide: Bench, region: str, asks: bool) -> None:
    """A person elsewhere has no legal basis named, and personalisation stands unasked."""
    wished = event("crm.wishlist.updated", region=region)
    found = decide([shop(policy="jane_ellen"), person(region="US" if asks else "DE")], wished)
    assert ("legalbasis" in found.sinks["crm_store"]) is asks
    assert ("recommendations" not in found.open) is asks
    for policy in (None, "jewelry_odm", "parure_belle"):
        assert "legalbasis" not in decide([shop(policy=policy)], wished).sinks["crm_store"]


@pytest.mark.clause("JE-3.7.legal_basis")
def test_a_purpose_that_rests_on_consent_waits_for_the_matching_grant(decide: Bench) -> None:
    """Personalisation waits for its own preference, site analytics for performance cookies, mail for its opt-in."""
    jane = shop("stexcel", "jane_ellen")
    cookies = granted("cookies", cookieclass="performance", at=AT)
    viewed = event("usage.page.viewed", region="DE")
    assert "JE-3.7.legal_basis" in decide([jane], viewed).barred("web_analytics")
    assert decide([jane, cookies], viewed).sinks["web_analytics"]["legalbasis"] == "consent"
    assert "JE-3.7.legal_basis" in decide([jane], campaign("email", region="DE")).barred("email_service")
    jane = shop(policy="jane_ellen")
    assert "JE-3.7.legal_basis" in decide([jane], viewed).barred("recommendations")
    assert "recommendations" in decide([jane, granted("personalisation")], viewed).open
