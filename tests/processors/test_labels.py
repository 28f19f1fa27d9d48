"""What an event is for by itself, whose it is, and which versions judge it."""

import pytest

from tests.processors.bench import Bench
from tests.processors.building import AT, PAYLOADS, event, shop

CONTROLLED = {
    "business.profile.updated",
    "billing.invoice.issued",
    "learning.progress.recorded",
    "usage.feature.used",
    "security.signal.raised",
    "ai.feedback.given",
    "ai.evaluation.recorded",
}
MESSAGES = ["message.sms.sent", "message.email.received", "message.webchat.received", "message.call.logged"]
KINDS = {
    "retailer_system": ("pos.", "order.", "shipment.", "payment.", "certification.", "billing."),
    "customer": ("message.email.received", "message.webchat.received", "crm.form", "crm.testimonial"),
    "automated": ("usage.", "security.", "mobile."),
}


@pytest.mark.clause("JL-1.roles")
@pytest.mark.parametrize("kind", [*PAYLOADS, *MESSAGES])
def test_the_platform_is_controller_of_its_own_data_alone(decide: Bench, kind: str) -> None:
    """For seven kinds of event the platform answers itself; for all others it processes for the retailer."""
    assert decide([shop()], event(kind)).label["role"] == ("controller" if kind in CONTROLLED else "processor")


@pytest.mark.clause("JL-3.sources")
@pytest.mark.parametrize("kind", [*PAYLOADS, *MESSAGES])
def test_each_kind_of_event_has_its_source(decide: Bench, kind: str) -> None:
    """Systems, customers and devices are the sources of theirs, the retailer of the rest; an event may name its own."""
    expected = next((source for source, begins in KINDS.items() if kind.startswith(begins)), "retailer")
    assert decide([shop()], event(kind)).label["sourcekind"] == expected
    assert decide([shop()], event(kind, sourcekind="public")).label["sourcekind"] == "public"


@pytest.mark.clause("JL-4.purposes")
@pytest.mark.parametrize(
    ("kind", "purposes"),
    [
        ("crm.note.added", "provide_service crm customer_support ai_features aggregate_analytics model_improvement"),
        ("crm.appointment.booked", "provide_service crm service_messages"),
        ("pos.inventory.updated", "provide_service reporting aggregate_analytics"),
        ("message.sms.sent", "provide_service messaging crm service_messages aggregate_analytics model_improvement"),
        ("message.call.logged", "provide_service messaging crm"),
        ("transcript.roleplay.completed", "learning ai_features aggregate_analytics model_improvement"),
        ("ai.evaluation.recorded", "product_improvement aggregate_analytics model_improvement"),
        ("mobile.device.registered", "provide_service account_management security"),
        ("account.closed", "account_management provide_service security"),
        ("business.profile.updated", "account_management provide_service"),
        ("billing.invoice.issued", "account_management payment"),
        ("media.file.uploaded", "provide_service crm"),
    ],
)
def test_each_kind_of_event_has_default_purposes(decide: Bench, kind: str, purposes: str) -> None:
    """An event that declares nothing is for what its kind is for, and a declaration replaces that."""
    every = "provide_service account_management crm messaging service_messages personalisation payment fulfilment "
    every += "customer_support ai_features learning reporting product_improvement aggregate_analytics statistics "
    every += "site_analytics security fraud_prevention enforcement"
    sinks = {name: {"class": "hosting", "purposes": [name]} for name in every.split()}
    sinks["model_improvement"] = {"form": "deidentified", "purposes": ["model_improvement"]}
    bench = decide.with_sinks(**sinks)
    assert bench([shop()], event(kind)).open == set(purposes.split())
    assert bench([shop()], event(kind, purpose="enforcement, crm")).open == {"enforcement", "crm"}


@pytest.mark.clause("JL-4.purposes")
def test_a_copys_purposes_are_those_of_its_sink_that_stand(decide: Bench) -> None:
    """A copy may serve what both its sink is for and the event is for, and nothing else."""
    found = decide([shop()], event("crm.note.added", purpose="messaging,crm,reporting,legal"))
    assert (found.purposes("crm_store"), found.purposes("platform_store")) == ({"crm", "messaging"}, {"reporting"})


@pytest.mark.clause("JE-11.versions")
@pytest.mark.parametrize(
    ("platform", "policy", "versions"),
    [
        ("jewellink", None, "jewellink@2026-05-01"),
        ("stexcel", "jane_ellen", "stexcel@2021-11-01,jane_ellen@1"),
        ("jewellink", "parure_belle", "jewellink@2026-05-01,parure_belle@1"),
    ],
)
def test_the_label_names_the_version_of_each_policy(
    decide: Bench, platform: str, policy: str | None, versions: str
) -> None:
    """Platform first, then the retailer's own."""
    assert decide([shop(platform, policy)], event("crm.note.added")).label["policyversion"] == versions


@pytest.mark.clause("JL-14.versions")
@pytest.mark.clause("ST-changes")
@pytest.mark.parametrize(
    ("platform", "eve", "day", "clause"),
    [
        ("jewellink", "2026-04-30", "2026-05-01", "JL-14.versions"),
        ("stexcel", "2021-10-31", "2021-11-01", "ST-changes"),
    ],
)
def test_an_event_before_every_version_says_so_at_every_sink(
    decide: Bench, platform: str, eve: str, day: str, clause: str
) -> None:
    """The earliest version judges it, and each sink's entry, allowed or denied, names the clause of versions."""
    for policy in (None, "jane_ellen"):
        early = decide([shop(platform, policy)], event("crm.note.added", at=f"{eve}T23:59:59Z"))
        assert all(clause in early.clauses(sink) for sink in early.sinks)
        assert early.label["policyversion"].startswith(f"{platform}@{day}")
        then = decide([shop(platform, policy)], event("crm.note.added", at=f"{day}T00:00:00Z"))
        assert all(clause not in then.clauses(sink) for sink in then.sinks)


@pytest.mark.clause("JL-14.versions")
def test_what_gate_9_stops_early_names_the_versions_too(decide: Bench) -> None:
    """Every sink's entry has the clause of versions beside that of the gate."""
    viewed = event("usage.page.viewed", cookieclass="performance", at="2026-04-01T00:00:00Z")
    found = decide([shop(policy="jane_ellen")], viewed)
    assert all(found.clauses(sink) == {"JE-5.cookies", "JL-14.versions"} for sink in found.sinks)


@pytest.mark.clause("JL-4.purposes")
def test_a_declaration_is_read_whatever_blanks_it_has(decide: Bench) -> None:
    """Blanks around the commas are none of the purposes' names."""
    spaced, tight = (
        event("crm.note.added", purpose=" crm , reporting "),
        event("crm.note.added", purpose="crm,reporting"),
    )
    assert decide([shop()], spaced).line == decide([shop()], tight).line
    assert decide([shop()], event("crm.note.added", at=AT)).outcome.facts == ["registration"]
