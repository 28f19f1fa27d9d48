"""A STOP by text ends marketing texts to that number, until a START."""

import pytest

from tests.processors.bench import Bench
from tests.processors.building import AFTER, AT, BEFORE, NUMBER, OTHER_NUMBER, campaign, event, granted, shop, texted

TEXTS = "messaging_gateway"
OPTED_IN = [shop(), granted("marketing_sms")]


@pytest.mark.clause("JL-8.stop")
@pytest.mark.parametrize("word", ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "revoke"])
def test_each_stop_word_stops(decide: Bench, word: str) -> None:
    """Every one of the eight words stops, in any letters."""
    found = decide(OPTED_IN, texted(word.upper(), at=BEFORE), campaign("sms"))
    assert (found.open & {TEXTS}, found.clauses(TEXTS)) == (set(), {"JL-8.stop"})


@pytest.mark.clause("JL-8.stop")
@pytest.mark.parametrize("word", ["start", "yes", "unstop"])
def test_each_start_word_starts_again(decide: Bench, word: str) -> None:
    """Every one of the three words lifts a STOP."""
    found = decide(OPTED_IN, texted("STOP", at=BEFORE), texted(word, at=AT, name="text-2"), campaign("sms"))
    assert TEXTS in found.open


@pytest.mark.clause("JL-8.stop")
@pytest.mark.parametrize("body", [" Stop.\n", "S T O P", "stop all", "opt-out!", "un_subscribe"])
def test_blanks_and_punctuation_do_not_hide_a_stop(decide: Bench, body: str) -> None:
    """All blanks and punctuation are taken out of the body before it is compared."""
    assert TEXTS not in decide(OPTED_IN, texted(body, at=BEFORE), campaign("sms")).open


@pytest.mark.clause("JL-8.stop")
@pytest.mark.parametrize("body", ["please stop calling", "stopped", "STOP it", "no stops", "HELP", "info", ""])
def test_a_stop_is_the_whole_body(decide: Bench, body: str) -> None:
    """A word among others stops nothing, nor does HELP."""
    assert TEXTS in decide(OPTED_IN, texted(body, at=BEFORE), campaign("sms")).open


@pytest.mark.clause("JL-8.stop")
def test_a_stop_stops_picture_messages_and_comes_as_one(decide: Bench) -> None:
    """SMS and MMS are one channel, both ways; chats are others."""
    stopped = event("message.mms.received", {"body": "STOP"}, at=BEFORE, name="text-1")
    assert TEXTS not in decide(OPTED_IN, stopped, campaign("sms")).open
    assert TEXTS not in decide(OPTED_IN, stopped, campaign("mms")).open
    assert TEXTS in decide(OPTED_IN, stopped, campaign("webchat")).open


@pytest.mark.clause("JL-8.stop")
@pytest.mark.parametrize("kind", ["email", "webchat", "messenger", "instagram"])
def test_a_stop_that_comes_another_way_stops_no_text(decide: Bench, kind: str) -> None:
    """Only texts and picture messages carry a STOP."""
    said = event(f"message.{kind}.received", {"body": "STOP", "from": NUMBER}, at=BEFORE, name="text-1")
    assert TEXTS in decide(OPTED_IN, said, campaign("sms")).open


@pytest.mark.clause("JL-8.stop")
def test_a_stop_is_for_the_number_that_sent_it(decide: Bench) -> None:
    """The outbound number is compared with the inbound one in E.164, and no other number is stopped."""
    stopped = texted("STOP", {"from": "(212) 555-0143"}, at=BEFORE)
    assert TEXTS not in decide(OPTED_IN, stopped, campaign("sms", {"to": "+1 212 555 0143"})).open
    assert TEXTS in decide(OPTED_IN, stopped, campaign("sms", {"to": OTHER_NUMBER})).open
    assert TEXTS in decide(OPTED_IN, texted("STOP", {"from": None}, at=BEFORE), campaign("sms")).open


@pytest.mark.clause("JL-8.stop")
def test_a_stop_binds_whoever_the_number_belongs_to(decide: Bench) -> None:
    """It is the number that is stopped, whichever customer the promotion is about."""
    control = [shop(), granted("marketing_sms", subject="cust-2")]
    sent = campaign("sms", {"customer_id": "cust-2"}, subject="cust-2")
    assert TEXTS not in decide(control, texted("STOP", at=BEFORE, subject=None), sent).open


@pytest.mark.clause("JL-8.stop")
def test_a_stop_at_one_shop_is_none_at_another(decide: Bench) -> None:
    """A number that stopped one retailer's texts still gets another's."""
    control = [*OPTED_IN, {**shop(), "data": {**shop()["data"], "retailer": "elsewhere"}}]
    assert TEXTS in decide(control, texted("STOP", at=BEFORE, retailer="elsewhere"), campaign("sms")).open


@pytest.mark.clause("JL-8.stop")
def test_only_marketing_is_stopped(decide: Bench) -> None:
    """A service text goes out after a STOP."""
    assert TEXTS in decide(OPTED_IN, texted("STOP", at=BEFORE), event("message.sms.sent")).open


@pytest.mark.clause("JL-8.stop")
def test_marketing_by_purpose_is_stopped_like_marketing_by_flag(decide: Bench) -> None:
    """A text declared for marketing is stopped without the flag."""
    sent = event("message.sms.sent", purpose="marketing")
    assert "JL-8.stop" in decide(OPTED_IN, texted("STOP", at=BEFORE), sent).barred(TEXTS)


@pytest.mark.clause("JL-8.stop")
def test_a_stop_counts_from_its_own_time(decide: Bench) -> None:
    """A STOP binds events that are not earlier than itself, wherever they stand in the input after it."""
    assert TEXTS in decide(OPTED_IN, texted("STOP", at=AFTER), campaign("sms")).open
    assert TEXTS not in decide(OPTED_IN, texted("STOP", at=AT), campaign("sms")).open


@pytest.mark.clause("JL-8.stop")
def test_of_a_stop_and_a_start_of_one_time_the_stop_wins(decide: Bench) -> None:
    """In the same second the one that narrows counts, in whichever order they come."""
    stop, start = texted("STOP", at=AT, name="a"), texted("START", at=AT, name="z")
    assert TEXTS not in decide(OPTED_IN, stop, start, campaign("sms")).open
    assert TEXTS not in decide(OPTED_IN, start, stop, campaign("sms")).open


@pytest.mark.clause("JL-8.stop")
def test_a_later_opt_in_does_not_lift_a_stop(decide: Bench) -> None:
    """After a STOP only a START lifts, not an opt-in recorded since."""
    control = [shop(), granted("marketing_sms", at=AT)]
    assert decide(control, texted("STOP", at=BEFORE), campaign("sms")).clauses(TEXTS) == {"JL-8.stop"}


@pytest.mark.clause("JL-8.stop")
@pytest.mark.clause("X-subject")
@pytest.mark.parametrize("policy", [None, "jewelry_odm", "jane_ellen", "parure_belle"])
def test_a_stop_acts_on_stexcel_too_as_a_choice_of_the_person(decide: Bench, policy: str | None) -> None:
    """On Stexcel no clause of the packs is for a STOP, and it acts all the same."""
    control = [shop("stexcel", policy)]
    assert TEXTS in decide(control, campaign("sms")).open
    assert decide(control, texted("STOP", at=BEFORE), campaign("sms")).clauses(TEXTS) == {"X-subject"}


@pytest.mark.clause("JL-8.stop")
def test_a_stop_of_a_quarantined_text_counts(decide: Bench) -> None:
    """A STOP is heard though the text that carries it is quarantined for the sender's age."""
    child = {**shop(), "type": "governance.person.updated", "id": "person-1"}
    child["data"] = {"retailer": "harlow", "subject": "cust-9", "birth_year": 2018}
    stopped = texted("STOP", {"customer_id": "cust-9"}, at=BEFORE, subject="cust-9")
    quarantined, sent = decide.all([*OPTED_IN, child], stopped, campaign("sms"))
    assert quarantined.line["outcome"] == "quarantined"
    assert TEXTS not in sent.open


@pytest.mark.clause("JL-8.stop")
@pytest.mark.parametrize("body", ["HELP", "info", "Help?"])
def test_a_call_for_help_reaches_the_support_desk(decide: Bench, body: str) -> None:
    """HELP goes to the support desk like any message that came in, by the tests that hold for it."""
    assert "support_desk" in decide([shop()], texted(body)).open
    assert "support_desk" not in decide([shop()], texted(body, purpose="crm")).open
