"""Clauses that no golden case is for, each kept by an event that goes through."""

from typing import Any

import pytest

from processors.policy.load import load_catalogue
from tests.governing import governor_of, outcomes
from tests.policy.deciding import NOTE, PAGE, SALE, TIME, decided, event, fact, registered, unread
from tests.policy.packs import POLICIES, as_version, drop, pack

REGISTRATION: dict[str, Any] = {"email": "a@example.com", "name": "A"}
SINK = "class: hosting, region: US, form: identified, purposes: [crm], needs: all"


@pytest.mark.clause("JE-2.2.automatic")
@pytest.mark.parametrize(("cookieclass", "reaches"), [(None, True), ("essential", True), ("functional", False)])
def test_a_usage_event_carries_its_cookie_class(cookieclass: str | None, reaches: bool) -> None:
    """The cookie class of a usage event decides whether it goes anywhere before it is accepted."""
    attributes = {"cookieclass": cookieclass} if cookieclass else {}
    sinks = decided([registered("jane_ellen")], event("usage.page.viewed", PAGE, **attributes))["sinks"]
    assert any(entry["allowed"] for entry in sinks.values()) is reaches


@pytest.mark.clause("JE-6.1.account")
def test_an_account_of_jane_ellen_is_kept_until_it_is_closed() -> None:
    """The delete-by of an account is an event, and no date."""
    kept = decided([registered("jane_ellen")], event("account.registered", REGISTRATION))["sinks"]["crm_store"]
    assert kept["expiryevent"] == "account_closed"
    assert "expirytime" not in kept
    assert "JE-6.1.account" in kept["clauses"]


@pytest.mark.clause("JE-6.1.orders")
@pytest.mark.parametrize(
    ("completed", "expected"),
    [("2026-05-30T08:00:00Z", "2033-05-30T08:00:00Z"), ("2024-02-29T08:00:00Z", "2031-02-28T08:00:00Z")],
)
def test_an_order_of_jane_ellen_is_kept_seven_years_after_completion(completed: str, expected: str) -> None:
    """The delete-by of an order counts from its completion."""
    sale = event("pos.sale.completed", {**SALE, "completed_at": completed})
    kept = decided([registered("jane_ellen")], sale)["sinks"]["crm_store"]
    assert kept["expirytime"] == expected
    assert "JE-6.1.orders" in kept["clauses"]


@pytest.mark.clause("PB-6.inactive")
def test_an_account_of_parure_belle_ends_with_inactivity() -> None:
    """The label of an account names three years of inactivity as its end."""
    made = event("account.registered", REGISTRATION, region="US")
    kept = decided([registered("parure_belle")], made)["sinks"]["crm_store"]
    assert kept["expiryevent"] == "inactive_3y"
    assert "PB-6.inactive" in kept["clauses"]


@pytest.mark.clause("PB-7.rights")
def test_a_restricted_person_of_parure_belle_is_stored_and_nothing_else() -> None:
    """After a verified request to restrict, hosting sinks alone get copies."""
    asked = fact(
        "request.received", request_id="r-1", subject="cust-1", right="restrict", verified=True, categories=None
    )
    sinks = decided([registered("parure_belle"), asked], event("crm.note.added", NOTE, region="US"))["sinks"]
    assert {name for name, entry in sinks.items() if entry["allowed"]} <= {"crm_store", "eu_archive", "platform_store"}
    assert sinks["crm_store"]["allowed"] is True
    assert "PB-7.rights" in sinks["support_desk"]["clauses"]


@pytest.mark.clause("JO-5.rights")
@pytest.mark.clause("JE-7.5.verify")
@pytest.mark.parametrize("policy", ["jewelry_odm", "jane_ellen"])
def test_a_request_that_is_not_verified_changes_nothing(policy: str) -> None:
    """An unverified restriction leaves every sink as it was."""
    asked = fact("request.received", request_id="r-1", subject="cust-1", right="restrict", verified=False)
    note = event("crm.note.added", NOTE)
    assert decided([registered(policy), asked], note)["sinks"] == decided([registered(policy)], note)["sinks"]


@pytest.mark.clause("ST-no_sale")
@pytest.mark.parametrize("policy", [None, "jewelry_odm", "jane_ellen", "parure_belle"])
def test_nothing_of_stexcel_is_sold(policy: str | None) -> None:
    """No event reaches a sink for sale, whatever it declares and whatever was granted."""
    granted = fact("preference.changed", subject="cust-1", preference="sale_or_sharing", choice="granted")
    note = event("crm.note.added", NOTE, purpose="sale,crm", region="US")
    entry = decided([registered(policy, "stexcel"), granted], note)["sinks"]["list_broker"]
    assert entry["allowed"] is False
    assert "ST-no_sale" in entry["clauses"]


@pytest.mark.clause("JE-4.10.secure")
@pytest.mark.parametrize("order", ["agreement: false, encrypted: true", "agreement: true, encrypted: false"])
@pytest.mark.parametrize("policy", [None, "jane_ellen"])
def test_a_sink_out_of_order_gets_nothing(order: str, policy: str | None) -> None:
    """A sink without an agreement or without encryption is denied every event, whichever pack binds."""
    catalogue = load_catalogue(f"sinks: {{store: {{{SINK}, {order}}}}}")
    governor = governor_of(POLICIES, unread, catalogue)
    (outcome,) = outcomes(governor, [registered(policy)], [event("crm.note.added", NOTE)])
    assert outcome.line["sinks"]["store"] == {
        "allowed": False,
        "clauses": ["JE-4.10.secure"],
        "reason": "sink not in order",
    }


@pytest.mark.clause("JE-11.versions")
def test_a_past_decision_is_made_again_under_its_own_version() -> None:
    """With a later version loaded, an event of before is decided as it was."""
    later = pack("jane_ellen", as_version("2", "2026-09-01", "2026-07-01"), drop("purposes/allowed_by/appraisal"))
    note = event("crm.note.added", NOTE, time=TIME)
    control = [registered("jane_ellen")]
    assert decided(control, note, packs=(later,)) == decided(control, note)
    after = decided(control, {**note, "time": "2026-09-01T00:00:00Z"}, packs=(later,))
    assert after["label"]["policyversion"] == "jewellink@2026-05-01,jane_ellen@2"
