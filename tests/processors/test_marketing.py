"""Marketing waits for an opt-in or stands until an opt-out, by channel and by contact."""

import pytest

from tests.processors.bench import Bench
from tests.processors.building import (
    AT,
    BEFORE,
    NUMBER,
    OTHER_NUMBER,
    campaign,
    event,
    granted,
    person,
    shop,
    withdrawn,
)

MAIL, TEXTS = "email_service", "messaging_gateway"
OPT_OUTS = [
    (None, {"ST-email"}),
    ("jewelry_odm", {"ST-email", "JO-5.unsubscribe"}),
    ("jane_ellen", {"ST-email", "JE-7.gdpr"}),
    ("parure_belle", {"ST-email", "PB-7.preferences"}),
]


@pytest.mark.clause("ST-email")
@pytest.mark.clause("JO-5.unsubscribe")
@pytest.mark.clause("JE-7.gdpr")
@pytest.mark.clause("PB-7.preferences")
@pytest.mark.parametrize(("policy", "named"), OPT_OUTS)
@pytest.mark.parametrize(("preference", "channel", "sink"), [("email", "email", MAIL), ("sms", "sms", TEXTS)])
def test_on_stexcel_marketing_stands_until_it_is_withdrawn(
    decide: Bench, policy: str | None, named: set[str], preference: str, channel: str, sink: str
) -> None:
    """Stexcel and the three retailers send until the opt-out, and then each policy's clause is named."""
    control = [shop("stexcel", policy), person(region="US-NY")]
    assert decide(control, campaign(channel)).purposes(sink) == {"marketing"}
    closed = decide([*control, withdrawn(f"marketing_{preference}")], campaign(channel))
    assert (closed.clauses(sink), closed.sinks[sink]["allowed"]) == (named, False)


@pytest.mark.clause("JL-8.retailer_consent")
@pytest.mark.parametrize("policy", [None, "jewelry_odm", "jane_ellen", "parure_belle"])
def test_on_jewellink_marketing_waits_for_the_opt_in_whatever_the_policy(decide: Bench, policy: str | None) -> None:
    """A retailer's own policy that would send until the opt-out does not lift the platform's opt-in."""
    control = [shop(policy=policy)]
    assert "JL-8.retailer_consent" in decide(control, campaign("email")).barred(MAIL)
    assert MAIL in decide([*control, granted("marketing_email")], campaign("email")).open


@pytest.mark.clause("JL-8.retailer_consent")
@pytest.mark.parametrize("channel", ["sms", "mms", "webchat", "messenger", "instagram"])
def test_chats_and_texts_follow_the_choice_for_texts(decide: Bench, channel: str) -> None:
    """Texts and chats have one choice, mail another."""
    assert TEXTS in decide([shop(), granted("marketing_sms")], campaign(channel)).open
    assert TEXTS not in decide([shop(), granted("marketing_email")], campaign(channel)).open


@pytest.mark.clause("JL-8.retailer_consent")
def test_a_choice_for_texts_is_one_for_picture_messages(decide: Bench) -> None:
    """SMS and MMS are one channel, so a choice bound to the one binds the other, and no chat."""
    control = [shop(), granted("marketing_sms", channel="mms")]
    assert TEXTS in decide(control, campaign("sms")).open
    assert TEXTS in decide([shop(), granted("marketing_sms", channel="sms")], campaign("mms")).open
    assert TEXTS not in decide(control, campaign("webchat")).open
    assert TEXTS in decide([shop(), granted("marketing_sms", channel="webchat")], campaign("webchat")).open


@pytest.mark.clause("JL-8.retailer_consent")
@pytest.mark.parametrize("to", ["+1 (212) 555-0143", "212-555-0143", "+12125550143"])
def test_a_choice_bound_to_a_number_binds_that_number_however_written(decide: Bench, to: str) -> None:
    """Numbers are compared in E.164, and one without a country code is a US number."""
    control = [shop(), granted("marketing_sms", contact="(212) 555-0143")]
    assert TEXTS in decide(control, campaign("sms", {"to": to})).open
    assert TEXTS not in decide(control, campaign("sms", {"to": OTHER_NUMBER})).open


@pytest.mark.clause("JL-8.retailer_consent")
def test_of_a_choice_for_a_contact_and_one_for_all_the_later_counts(decide: Bench) -> None:
    """For one address the later of its own choice and the general one decides; the others have the general one."""
    control = [
        shop(),
        granted("marketing_email", at=BEFORE),
        withdrawn("marketing_email", at="2026-06-10T00:00:00Z", contact="Dana@mail.example"),
    ]
    assert MAIL not in decide(control, campaign("email")).open
    assert MAIL in decide(control, campaign("email", {"to": "lee@mail.example"})).open
    control.append(granted("marketing_email", at="2026-06-20T00:00:00Z", name="grant-2"))
    assert MAIL in decide(control, campaign("email")).open


@pytest.mark.clause("JL-8.retailer_consent")
def test_of_choices_of_one_time_the_one_that_narrows_wins(decide: Bench) -> None:
    """Withdrawn and granted in the same second is withdrawn, whatever their ids and their order in the file."""
    one, other = withdrawn("marketing_email", at=AT, name="a"), granted("marketing_email", at=AT, name="z")
    for control in ([shop(), one, other], [shop(), other, one]):
        assert MAIL not in decide(control, campaign("email")).open


@pytest.mark.clause("JL-8.retailer_consent")
@pytest.mark.parametrize(("data", "purpose"), [({"marketing": True}, None), ({}, "marketing"), ({}, "crm,marketing")])
def test_a_message_is_marketing_by_its_flag_or_by_its_purpose(
    decide: Bench, data: dict[str, bool], purpose: str | None
) -> None:
    """Either of the two makes a message marketing, and it waits for the opt-in."""
    sent = event("message.email.sent", data, purpose=purpose)
    assert "JL-8.retailer_consent" in decide([shop()], sent).barred(MAIL)
    assert decide([shop(), granted("marketing_email")], sent).purposes(MAIL) == {"marketing"}


@pytest.mark.clause("JL-8.retailer_consent")
def test_a_flagged_message_is_held_back_whatever_else_it_serves(decide: Bench) -> None:
    """A promotion declared as a service message does not leave without the opt-in."""
    sent = campaign("email", purpose="service_messages")
    assert decide([shop()], sent).barred(MAIL) >= {"JL-8.retailer_consent"}
    assert MAIL not in decide([shop()], sent).open
    assert decide([shop(), granted("marketing_email")], sent).purposes(MAIL) == {"service_messages"}


@pytest.mark.clause("JL-8.retailer_consent")
def test_the_sinks_channel_tells_which_choice_counts_for_what_is_no_message(decide: Bench) -> None:
    """A customer record goes to the mail service by the choice for mail, to the gateway by the one for texts."""
    record = event("crm.customer.upserted", purpose="marketing")
    assert decide([shop(), granted("marketing_email")], record).open == {MAIL}
    assert decide([shop(), granted("marketing_sms")], record).open == {TEXTS}


@pytest.mark.clause("JL-8.retailer_consent")
def test_a_sink_of_no_channel_follows_the_choice_for_mail(decide: Bench) -> None:
    """Where neither names a channel the choice for mail counts; where the sink has several, the one for texts."""
    bench = decide.with_sinks(
        plain={"class": "hosting", "purposes": ["marketing"]},
        both={"class": "messaging", "purposes": ["marketing"], "channels": ["email", "sms"]},
    )
    record = event("crm.customer.upserted", purpose="marketing")
    assert bench([shop(), granted("marketing_email")], record).open == {"plain"}
    assert bench([shop(), granted("marketing_sms")], record).open == {"both"}


@pytest.mark.clause("X-default")
def test_a_sink_takes_messages_of_its_channels_only(decide: Bench) -> None:
    """The mail service gets no text, and the gateway no mail; what is no message is not tested."""
    control = [shop(), granted("marketing_email"), granted("marketing_sms", name="grant-2")]
    texted, mailed = decide(control, campaign("sms")), decide(control, campaign("email"))
    assert (texted.clauses(MAIL), mailed.clauses(TEXTS)) == ({"X-default"}, {"X-default"})
    assert decide(control, event("crm.appointment.booked")).open >= {MAIL, TEXTS}


@pytest.mark.clause("JE-3.7.legal_basis")
@pytest.mark.parametrize("platform", ["stexcel", "jewellink"])
def test_a_european_of_jane_ellen_is_asked_first(decide: Bench, platform: str) -> None:
    """For a person in the EU Jane Ellen's marketing waits for the opt-in, on Stexcel too, and rests on consent."""
    control = [shop(platform, "jane_ellen")]
    assert "JE-3.7.legal_basis" in decide(control, campaign("email", region="DE")).barred(MAIL)
    asked = decide([*control, granted("marketing_email")], campaign("email", region="DE"))
    assert asked.sinks[MAIL]["legalbasis"] == "consent"


@pytest.mark.clause("ST-email")
def test_opens_follow_the_opt_out_from_mail_and_no_choice_of_one_contact(decide: Bench) -> None:
    """On Stexcel opens stop with the opt-out from mail; one that is bound to an address does not bind them."""
    control = [shop("stexcel")]
    opened = event("usage.email.opened")
    stopped = decide([*control, withdrawn("marketing_email")], opened)
    assert (stopped.open, stopped.clauses("platform_store")) == (set(), {"ST-email"})
    assert "platform_store" in decide([*control, withdrawn("marketing_email", contact=NUMBER)], opened).open
    assert "platform_store" in decide([*control, withdrawn("marketing_sms")], opened).open


@pytest.mark.clause("ST-email")
@pytest.mark.parametrize("policy", [None, "jewelry_odm", "jane_ellen", "parure_belle"])
def test_on_jewellink_opens_lose_their_marketing_purpose_only(decide: Bench, policy: str | None) -> None:
    """Off Stexcel an open after the opt-out is reported all the same; it goes to no one for marketing."""
    control = [shop(policy=policy), person(region="US-NY"), withdrawn("marketing_email")]
    found = decide(control, event("usage.email.opened"))
    assert found.purposes("platform_store") == {"reporting"}
    assert MAIL not in found.open
