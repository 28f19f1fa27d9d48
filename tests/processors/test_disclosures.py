"""Disclosures that were opened, to an authority or to an acquirer."""

import pytest

from tests.processors.bench import Bench
from tests.processors.building import AFTER, AT, BEFORE, disclosure, event, shop

COURT, BUYER = "authority", "acquirer"
ORDER = event("order.placed", region="US-NY")
CLOSED = [
    ("jewellink", None, {"JL-4.purposes", "JL-6.recipients"}),
    ("stexcel", None, {"ST-legal"}),
    ("jewellink", "jewelry_odm", {"JL-6.recipients", "JO-3.legal"}),
    ("stexcel", "jane_ellen", {"ST-legal", "JE-4.2.legal"}),
    ("stexcel", "parure_belle", {"PB-4.2.minimum"}),
]


@pytest.mark.clause("JL-6.recipients")
@pytest.mark.clause("ST-legal")
@pytest.mark.clause("JO-3.legal")
@pytest.mark.clause("JE-4.2.legal")
@pytest.mark.clause("PB-4.2.minimum")
@pytest.mark.parametrize(("platform", "policy", "named"), CLOSED)
def test_the_authority_is_closed_until_a_disclosure_is_opened(
    decide: Bench, platform: str, policy: str | None, named: set[str]
) -> None:
    """A closed authority names the legal cell of each policy; an opened one gets the named fields for `legal`."""
    control = [shop(platform, policy)]
    assert named <= decide(control, ORDER).barred(COURT)
    found = decide([*control, disclosure(fields=["total"])], ORDER)
    assert (found.purposes(COURT), found.fields(COURT)) == ({"legal"}, {"total"})


@pytest.mark.clause("ST-legal")
def test_an_emergency_opens_the_authority_on_stexcel_alone(decide: Bench) -> None:
    """An emergency opens Stexcel's authority sink, not Jewellink's, nor that of a retailer's own policy."""
    emergency = disclosure("emergency", fields=["total"])
    assert COURT in decide([shop("stexcel"), emergency], ORDER).open
    assert COURT not in decide([shop(), emergency], ORDER).open
    for policy in ("jewelry_odm", "jane_ellen", "parure_belle"):
        assert COURT not in decide([shop("stexcel", policy), emergency], ORDER).open


@pytest.mark.clause("X-time")
def test_a_disclosure_opens_from_its_time(decide: Bench) -> None:
    """What happened before a disclosure was opened is not disclosed by it, what happened at that instant is."""
    assert COURT in decide([shop(), disclosure(at=AT)], ORDER).open
    assert COURT not in decide([shop(), disclosure(at=AFTER)], ORDER).open


@pytest.mark.clause("JL-6.recipients")
def test_a_disclosure_is_of_one_persons_events_or_of_all(decide: Bench) -> None:
    """One person's disclosure opens that person's events; one of nobody in particular all of the retailer's."""
    other = event("order.placed", {"customer_id": "cust-2"}, subject="cust-2")
    nobody = event("pos.inventory.updated", subject=None)
    assert COURT not in decide([shop(), disclosure()], other).open
    assert COURT not in decide([shop(), disclosure()], nobody).open
    for item in (ORDER, other, nobody):
        assert COURT in decide([shop(), disclosure(subject=None)], item).open
        assert COURT not in decide([shop(), disclosure(subject=None, retailer="elsewhere")], item).open


@pytest.mark.clause("JL-6.recipients")
def test_a_disclosure_without_a_reference_opens_nothing(decide: Bench) -> None:
    """Nothing is disclosed that refers to no case."""
    assert COURT not in decide([shop(), disclosure(reference=None)], ORDER).open


@pytest.mark.clause("JL-6.recipients")
def test_a_disclosure_opens_its_own_sink_for_its_own_kind(decide: Bench) -> None:
    """A legal disclosure opens no acquirer, a transaction no authority, whichever sink they name."""
    assert decide([shop(), disclosure("legal", sink=BUYER)], ORDER).open.isdisjoint({COURT, BUYER})
    assert decide([shop(), disclosure("transaction", sink=COURT)], ORDER).open.isdisjoint({COURT, BUYER})


@pytest.mark.clause("JL-4.purposes")
def test_a_disclosure_adds_its_purpose_and_declaring_it_opens_nothing(decide: Bench) -> None:
    """`legal` comes with the opened disclosure, whatever the event declares."""
    declared = event("order.placed", purpose="crm")
    found = decide([shop(), disclosure()], declared)
    assert (found.purposes(COURT), found.purposes("crm_store")) == ({"legal"}, {"crm"})
    assert COURT not in decide([shop()], event("order.placed", purpose="legal")).open


@pytest.mark.clause("JE-4.2.legal")
def test_named_fields_are_paths_or_prefixes_and_several_lists_are_united(decide: Bench) -> None:
    """A prefix stands for all below it; an open disclosure of all fields makes the union all."""
    control = [shop(policy="jane_ellen"), disclosure(fields=["ship_to.city", "payment", "lines[].sku", "tot"])]
    assert decide(control, ORDER).fields(COURT) == {
        *("ship_to.city", "payment.method", "payment.brand", "payment.last4", "lines.sku")
    }
    second = disclosure(fields=["total"], name="disclosure-2")
    assert decide([*control, second], ORDER).fields(COURT) >= {"total", "lines.sku"}
    whole = disclosure(fields=None, name="disclosure-3")
    assert decide([*control, whole], ORDER).fields(COURT) >= {"customer_id", "ship_to.street", "total"}


@pytest.mark.clause("PB-4.2.minimum")
def test_parure_belle_discloses_named_fields_alone(decide: Bench) -> None:
    """A disclosure of all fields is none at Parure Belle, and adds nothing to one that names some."""
    control = [shop(policy="parure_belle"), disclosure(fields=None)]
    assert "PB-4.2.minimum" in decide(control, ORDER).barred(COURT)
    found = decide([*control, disclosure(fields=["total"], name="disclosure-2")], ORDER)
    assert found.fields(COURT) == {"total"}


@pytest.mark.clause("JL-4.purposes")
def test_a_disclosed_copy_may_be_of_technical_fields_alone(decide: Bench) -> None:
    """Where a disclosure asks for the order's number alone the copy goes, and with none of its fields it does not."""
    assert decide([shop(), disclosure(fields=["order_id"])], ORDER).fields(COURT) == {"order_id"}
    denied = decide([shop(), disclosure(fields=["body"])], ORDER)
    assert (COURT in denied.open, "JL-4.purposes" in denied.barred(COURT)) == (False, True)


@pytest.mark.clause("JL-6.recipients")
@pytest.mark.clause("JE-4.3.transfer")
@pytest.mark.clause("PB-4.3.transfer")
@pytest.mark.clause("JO-3.providers")
@pytest.mark.clause("ST-partners")
@pytest.mark.parametrize(
    ("platform", "policy", "notice", "opens"),
    [
        ("jewellink", None, None, True),
        ("jewellink", None, "2026-07-02", False),
        ("jewellink", None, "2026-07-01", True),
        ("jewellink", "jane_ellen", "2026-07-01", True),
        ("jewellink", "jane_ellen", None, False),
        ("jewellink", "parure_belle", "2026-07-01", True),
        ("jewellink", "parure_belle", None, False),
        ("jewellink", "jewelry_odm", "2026-07-01", False),
        ("stexcel", None, "2026-07-01", False),
    ],
)
def test_an_acquirer_waits_for_the_notice(
    decide: Bench, platform: str, policy: str | None, notice: str | None, opens: bool
) -> None:
    """A transaction opens at 00:00Z of its notice date; without one it stays closed at Jane Ellen and Parure Belle."""
    control = [shop(platform, policy), disclosure("transaction", notice_date=notice)]
    for time in ("2026-07-01T00:00:00Z", AT):
        found = decide(control, {**ORDER, "time": time})
        assert (BUYER in found.open) is opens
        assert found.purposes(BUYER) == ({"business_transfer"} if opens else set())


@pytest.mark.clause("JE-4.3.transfer")
def test_a_notice_that_passed_opens_nothing_before_the_disclosure(decide: Bench) -> None:
    """A transaction opens from the later of its time and its notice date; a legal case has no notice to wait for."""
    control = [shop(policy="jane_ellen"), disclosure("transaction", at=AFTER, notice_date="2026-01-01")]
    assert BUYER not in decide(control, ORDER).open
    assert BUYER in decide(control, {**ORDER, "time": "2026-09-01T00:00:00Z"}).open
    assert COURT in decide([shop(), disclosure(at=BEFORE, notice_date="2027-01-01")], ORDER).open


@pytest.mark.clause("JL-6.recipients")
@pytest.mark.clause("ST-use")
@pytest.mark.clause("JO-2.purposes")
@pytest.mark.clause("JE-4.3.transfer")
@pytest.mark.clause("PB-4.3.transfer")
@pytest.mark.parametrize(
    ("platform", "policy", "named"),
    [
        ("jewellink", None, {"JL-4.purposes", "JL-6.recipients"}),
        ("stexcel", None, {"ST-partners", "ST-use"}),
        ("jewellink", "jewelry_odm", {"JO-3.providers", "JO-2.purposes"}),
        ("jewellink", "jane_ellen", {"JE-4.3.transfer"}),
        ("jewellink", "parure_belle", {"PB-4.3.transfer"}),
    ],
)
def test_a_closed_acquirer_names_the_cell_of_the_transfer(
    decide: Bench, platform: str, policy: str | None, named: set[str]
) -> None:
    """With nothing opened the acquirer is closed by the clause of each policy's cell for a transfer."""
    assert named <= decide([shop(platform, policy)], ORDER).barred(BUYER)


@pytest.mark.clause("JE-4.10.secure")
def test_the_authority_needs_no_agreement(decide: Bench) -> None:
    """A court signs no agreement and gets what was disclosed; encrypted it has to be."""
    court = {"class": "authority", "purposes": ["legal"], "agreement": False}
    assert decide.with_sinks(authority=court)([shop(), disclosure()], ORDER).open == {COURT}
    assert decide.with_sinks(authority={**court, "encrypted": False})([shop(), disclosure()], ORDER).open == set()
