"""A choice, a number, a place or a person counts however it is written; what cannot be read never opens anything."""

import pytest

from tests.processors.bench import Bench
from tests.processors.building import NUMBER, PERSON, campaign, event, granted, person, shop, texted, withdrawn

NOTE = event("crm.note.added", name="note")


@pytest.mark.clause("JL-8.stop")
@pytest.mark.parametrize("number", ["(212) 555-0143", "+1 212 555 0143 (mobile)", "0012125550143", "tel:+12125550143"])
def test_a_stop_counts_for_the_number_however_it_is_written(decide: Bench, number: str) -> None:
    """A number is a number in E.164, with what people write around it or without."""
    control = [shop(), granted("marketing_sms")]
    assert "JL-8.stop" in decide(control, texted("STOP"), campaign("sms", {"to": number})).barred("messaging_gateway")
    stopped = texted("stop.", {"from": f"{NUMBER} / Dana"})
    assert "JL-8.stop" in decide(control, stopped, campaign("sms", {"to": number})).barred("messaging_gateway")


@pytest.mark.clause("JL-8.stop")
def test_a_full_width_stop_is_a_stop(decide: Bench) -> None:
    """Letters of another width are the same letters."""
    sent = decide([shop(), granted("marketing_sms")], texted("\uff33\uff34\uff2f\uff30"), campaign("sms"))
    assert "JL-8.stop" in sent.barred("messaging_gateway")


@pytest.mark.clause("ST-email")
@pytest.mark.parametrize(
    "address", ["Dana Reyes <dana@mail.example>", "mailto:DANA@mail.example", " dana@mail.example "]
)
def test_an_address_is_the_same_with_a_name_before_it(decide: Bench, address: str) -> None:
    """An opt-out bound to an address holds for that address."""
    control = [shop("stexcel"), withdrawn("marketing_email", contact="dana@mail.example")]
    assert decide(control, campaign("email", {"to": address})).barred("email_service") == {"ST-email"}


@pytest.mark.clause("JE-3.7.legal_basis")
@pytest.mark.parametrize("region", ["de", " DE ", "de-by", "UK"])
def test_a_region_is_read_in_small_letters_too(decide: Bench, region: str) -> None:
    """A European is asked first, however the region is spelt."""
    sent = decide([shop("stexcel", "jane_ellen")], campaign("email", region=region))
    assert "JE-3.7.legal_basis" in sent.barred("email_service")


@pytest.mark.clause("JE-3.7.legal_basis")
@pytest.mark.parametrize("region", ["Germany", "DEU", "DE_BY", "US-CA Jane Roe, 12 Elm St"])
def test_a_region_that_nobody_can_read_is_refused(decide: Bench, region: str) -> None:
    """It may not pass for a place where less is asked, nor go out in a copy."""
    refused = decide([shop("stexcel", "jane_ellen"), person(region="DE")], campaign("email", region=region))
    assert (refused.line["outcome"], refused.line["reason"]) == ("refused", "contract")


@pytest.mark.clause("X-subject")
def test_a_blank_subject_is_no_subject(decide: Bench) -> None:
    """The customer of the payload is then the person, with that person's choices."""
    control = [shop("stexcel"), withdrawn("marketing_email")]
    sent = campaign("email", {"customer_id": PERSON}, subject="  ")
    assert decide(control, sent).barred("email_service") == {"ST-email"}


@pytest.mark.clause("X-subject")
@pytest.mark.parametrize("bound", [{"channel": "email"}, {"cookieclass": "advertising"}, {"purpose": "sale"}])
def test_a_withdrawal_acts_where_nothing_tells_whether_it_is_meant(decide: Bench, bound: dict[str, str]) -> None:
    """An opt-out of sale bound to something that advertising never asks about still closes advertising."""
    control = [shop(), granted("targeted_advertising"), withdrawn("sale_or_sharing", **bound)]
    assert "JL-12.california" in decide(control, event("usage.page.viewed")).barred("advertising_network")


@pytest.mark.clause("PB-7.preferences")
def test_surveys_may_be_withdrawn_for_one_address(decide: Bench) -> None:
    """A survey then leaves for another address, and not for that one."""
    control = [shop("jewellink", "parure_belle"), withdrawn("surveys", contact="dana@mail.example")]
    survey = event("message.email.sent", purpose="surveys", region="US")
    elsewhere = event("message.email.sent", {"to": "other@mail.example"}, purpose="surveys", region="US")
    assert "PB-7.preferences" in decide(control, survey).barred("email_service")
    assert "email_service" in decide(control, elsewhere).open
