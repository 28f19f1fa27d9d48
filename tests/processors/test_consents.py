"""Links, appraisers and testimonials: what a person opens, for what it names."""

from typing import Any

import pytest

from tests.processors.bench import Bench
from tests.processors.building import AFTER, AT, BEFORE, PERSON, event, granted, shop, withdrawn

LINKED, APPRAISER, PAGE = "linked_account", "appraiser_partner", "testimonial_page"
LATER = "2026-06-20T00:00:00Z"


def linked(happened: str = "linked", data: dict[str, Any] | None = None, **attributes: Any) -> dict[str, Any]:
    return event(f"account.{happened}", data, **{"name": happened, "at": BEFORE, **attributes})


@pytest.mark.clause("X-default")
@pytest.mark.clause("ST-link")
@pytest.mark.parametrize(
    ("platform", "clause"),
    [
        ("jewellink", "X-default"),
        ("stexcel", "ST-link"),
    ],
)
@pytest.mark.parametrize("policy", [None, "jewelry_odm", "jane_ellen", "parure_belle"])
def test_synchronising_needs_a_link_on_every_platform(
    decide: Bench, platform: str, clause: str, policy: str | None
) -> None:
    """Without a link the outside account gets nothing, with one it does, whatever the retailer's policy."""
    control = [shop(platform, policy)]
    wished = event("crm.wishlist.updated", region="US-NY")
    assert clause in decide(control, wished).barred(LINKED)
    assert LINKED in decide(control, linked(), wished).open
    assert LINKED in decide([*control, granted("integration", recipient=LINKED)], wished).open


@pytest.mark.clause("JE-2.3.third_party")
def test_a_link_is_of_one_person_to_one_integration(decide: Bench) -> None:
    """A link opens its own integration for its own person; an event that names nobody links nobody."""
    wished = event("crm.wishlist.updated")
    assert LINKED not in decide([shop()], linked(subject="cust-2"), wished).open
    assert LINKED not in decide([shop()], linked(data={"integration": "elsewhere"}), wished).open
    assert LINKED not in decide([shop()], linked(subject=None), wished).open


@pytest.mark.clause("ST-link")
def test_of_a_link_and_an_unlink_of_one_time_the_unlink_wins(decide: Bench) -> None:
    """Unlinked closes at once, in whichever order the two come."""
    wished = event("crm.wishlist.updated")
    link, unlink = linked(at=AT), linked("unlinked", at=AT)
    assert LINKED not in decide([shop("stexcel")], link, unlink, wished).open
    assert LINKED not in decide([shop("stexcel")], unlink, link, wished).open
    again = linked(at=AT, name="again")
    assert LINKED in decide([shop("stexcel")], linked("unlinked"), again, wished).open


@pytest.mark.clause("X-time")
def test_what_an_event_carries_is_known_from_its_place_on(decide: Bench) -> None:
    """A link binds later events of the input whose time is not earlier, and none that stood before it."""
    wished = event("crm.wishlist.updated", name="wish")
    before, _, after = decide.all([shop()], wished, linked(), {**wished, "id": "wish-2"})
    assert (LINKED in before.open, LINKED in after.open) == (False, True)
    assert LINKED not in decide([shop()], linked(at=AFTER), wished).open


@pytest.mark.clause("ST-link")
def test_a_link_event_binds_itself(decide: Bench) -> None:
    """Where a link event is declared for synchronising, its own link counts for it."""
    bench = decide.with_sinks(linked_account={"class": "integration", "purposes": ["integration_sync"]})
    assert bench([shop("stexcel")], linked(purpose="integration_sync", at=AT)).open == {LINKED}
    assert bench([shop("stexcel")], linked(), linked("unlinked", purpose="integration_sync", at=AT)).open == set()


@pytest.mark.clause("X-default")
def test_a_link_names_its_recipient(decide: Bench) -> None:
    """A grant without a recipient opens nothing; a withdrawal without one ends every link, recorded or carried."""
    wished = event("crm.wishlist.updated")
    assert LINKED not in decide([shop(), granted("integration")], wished).open
    assert LINKED not in decide([shop(), withdrawn("integration", at=LATER)], linked(), wished).open
    assert LINKED in decide([shop(), withdrawn("integration", at=LATER, recipient="elsewhere")], linked(), wished).open


@pytest.mark.clause("JL-6.recipients")
@pytest.mark.parametrize(
    ("kind", "reference"),
    [("order.placed", "O-1"), ("pos.sale.completed", "S-1"), ("certification.recorded", "2141438171")],
)
def test_an_appraiser_is_asked_for_one_order_sale_or_certificate(decide: Bench, kind: str, reference: str) -> None:
    """The event's order, sale or certificate is what the person's consent must refer to."""
    assert APPRAISER in decide([shop(), granted("appraiser", reference=reference)], event(kind)).open
    other = decide([shop(), granted("appraiser", reference="another")], event(kind))
    assert "JL-6.recipients" in other.barred(APPRAISER)
    assert APPRAISER not in decide([shop(), granted("appraiser")], event(kind)).open


@pytest.mark.clause("JL-6.recipients")
def test_a_return_may_be_referred_to_by_its_order_or_its_sale(decide: Bench) -> None:
    """Where an event has several references any one of them will do."""
    returned = event("pos.return.completed", {"sale_id": "S-1", "order_id": "O-1"})
    for reference in ("S-1", "O-1"):
        assert APPRAISER in decide([shop(), granted("appraiser", reference=reference)], returned).open
    assert APPRAISER not in decide([shop(), granted("appraiser", reference="R-1")], returned).open


@pytest.mark.clause("JL-6.recipients")
@pytest.mark.clause("JO-3.consent")
@pytest.mark.clause("JE-4.5.consent")
@pytest.mark.parametrize(
    ("policy", "named"),
    [
        (None, {"JL-6.recipients"}),
        ("jewelry_odm", {"JL-6.recipients", "JO-3.consent"}),
        ("jane_ellen", {"JL-6.recipients", "JE-4.5.consent"}),
    ],
)
def test_a_testimonial_is_published_with_the_consent_to_it(decide: Bench, policy: str | None, named: set[str]) -> None:
    """Publication needs the consent to this very testimonial, and names each policy's clause of consent."""
    control, told = [shop(policy=policy)], event("crm.testimonial.submitted")
    assert named <= decide(control, told).barred(PAGE)
    found = decide([*control, granted("testimonial", reference="T-1")], told)
    assert (found.purposes(PAGE), named <= found.clauses(PAGE)) == ({"publication"}, True)
    assert PAGE not in decide([*control, granted("testimonial", reference="T-2")], told).open
    assert PAGE not in decide([*control, granted("appraiser", reference="T-1")], told).open


@pytest.mark.clause("JL-6.recipients")
def test_consent_may_name_its_recipient_and_may_be_withdrawn_for_all(decide: Bench) -> None:
    """A consent for one page opens no other; a withdrawal without a reference ends each, one for another none."""
    told = event("crm.testimonial.submitted")
    assert PAGE in decide([shop(), granted("testimonial", reference="T-1", recipient=PAGE)], told).open
    assert PAGE not in decide([shop(), granted("testimonial", reference="T-1", recipient=APPRAISER)], told).open
    consented = [shop(), granted("testimonial", reference="T-1")]
    assert PAGE not in decide([*consented, withdrawn("testimonial", at=LATER)], told).open
    assert PAGE not in decide([*consented, withdrawn("testimonial", at=LATER, reference="T-1")], told).open
    assert PAGE in decide([*consented, withdrawn("testimonial", at=LATER, reference="T-2")], told).open


@pytest.mark.clause("PB-4.1.providers")
@pytest.mark.clause("ST-partners")
@pytest.mark.parametrize(
    ("platform", "policy", "clause"),
    [
        ("jewellink", "parure_belle", "PB-4.1.providers"),
        ("stexcel", None, "ST-partners"),
        ("stexcel", "jewelry_odm", "ST-partners"),
    ],
)
def test_where_there_is_no_consent_to_ask_for_consent_opens_nothing(
    decide: Bench, platform: str, policy: str | None, clause: str
) -> None:
    """Stexcel and Parure Belle serve no other recipients, consent or not."""
    control = [shop(platform, policy), granted("testimonial", reference="T-1")]
    assert clause in decide(control, event("crm.testimonial.submitted", region="US")).barred(PAGE)


@pytest.mark.clause("JL-6.recipients")
def test_other_recipients_are_served_for_what_was_consented_to_alone(decide: Bench) -> None:
    """A sink of class `other` gets appraisals and testimonials, and nothing for its other purposes."""
    bench = decide.with_sinks(press={"class": "other", "purposes": ["crm", "publication"]})
    consented = [shop(), granted("testimonial", reference="T-1")]
    assert bench(consented, event("crm.testimonial.submitted")).purposes("press") == {"publication"}
    assert bench(consented, event("crm.note.added", {"customer_id": PERSON})).open == set()
