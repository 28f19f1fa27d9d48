"""Prohibited data quarantines an event, unless a field of its own or a written authorization lets it pass."""

import pytest

from tests.processors.bench import Bench
from tests.processors.building import AFTER, AT, CARD, authorization, event, granted, revoked, shop, withdrawn

SSN, LICENCE = "SSN 536-22-8726", "driver's license number D6102349"
PAID = {**CARD, "card_number": "4539148803436467", "cvv": "318"}
SOLD = event("pos.sale.completed", {"payment": PAID})
NOTE = event("crm.note.added", {"text": SSN})
OPERATIONAL = {"hosting", "messaging", "payment", "integration", "security", "retailer"}


@pytest.mark.clause("JL-2.prohibited")
@pytest.mark.parametrize("policy", [None, "jewelry_odm", "jane_ellen", "parure_belle"])
def test_on_jewellink_prohibited_data_quarantines_whatever_the_policy(decide: Bench, policy: str | None) -> None:
    """A number in a note stops the event by the platform's clause, and the finding names class and path only."""
    found = decide([shop(policy=policy)], NOTE)
    assert (found.line["outcome"], found.clauses()) == ("quarantined", {"JL-2.prohibited"})
    assert found.line["findings"] == [{"class": "ssn", "path": "text"}]
    assert not found.outcome.copies()


@pytest.mark.clause("JL-2.cards")
def test_card_data_is_named_by_the_clause_of_cards_too(decide: Bench) -> None:
    """A card number or a security code adds the clause of cards; other classes do not."""
    for kind in ("card_number", "cvv"):
        sold = event("pos.sale.completed", {"payment": {**CARD, kind: PAID[kind]}})
        assert decide([shop()], sold).clauses() == {"JL-2.prohibited", "JL-2.cards"}
        assert decide([shop()], sold).line["findings"] == [{"class": kind, "path": f"payment.{kind}"}]


@pytest.mark.clause("JL-2.prohibited")
def test_each_class_is_found_once_at_each_path(decide: Bench) -> None:
    """Two numbers in one field are one finding; the same class in another field is another."""
    told = {"preferences": [SSN, SSN], "notes": f"{SSN} {LICENCE}"}
    findings = decide([shop()], event("crm.customer.upserted", told)).line["findings"]
    found = sorted((finding["class"], finding["path"]) for finding in findings)
    assert found == [("drivers_licence", "notes"), ("ssn", "notes"), ("ssn", "preferences")]


@pytest.mark.clause("JL-2.prohibited")
@pytest.mark.parametrize("policy", [None, "jewelry_odm", "jane_ellen", "parure_belle"])
def test_an_authorized_class_passes_to_operational_sinks_alone(decide: Bench, policy: str | None) -> None:
    """Every sink of another class is closed by the clause of prohibited data, and training is denied."""
    control = [shop(policy=policy), authorization(classes=["ssn"]), granted("marketing_sms")]
    found = decide(control, event("crm.note.added", {"text": SSN}, region="US"))
    sinks = decide.policies.catalogue.sinks
    assert "crm_store" in found.open
    assert {sinks[name].recipient for name in found.open} <= OPERATIONAL
    closed = [name for name, sink in sinks.items() if sink.recipient not in OPERATIONAL]
    assert all("JL-2.prohibited" in found.clauses(name) for name in closed)
    assert (found.label["training"], "authorization" in found.label) == ("denied", False)


@pytest.mark.clause("JL-5.no_training")
def test_nothing_trains_on_what_was_admitted(decide: Bench) -> None:
    """An authorization to train on everything does not reach data that another one let in, at any sink."""
    bench = decide.with_sinks(
        store={"class": "hosting", "purposes": ["crm", "model_improvement"]},
        models={"class": "hosting", "form": "deidentified", "purposes": ["model_improvement"]},
    )
    found = bench([shop(), authorization(classes=["ssn"])], NOTE)
    assert found.purposes("store") == {"crm"}
    assert "JL-2.prohibited" in found.barred("models")


@pytest.mark.clause("JL-2.prohibited")
def test_one_authorization_must_have_every_class(decide: Bench) -> None:
    """Two classes need one document that names both; one for each is none for both."""
    both = event("crm.note.added", {"text": f"{SSN} {LICENCE}"})
    one, other = authorization(classes=["ssn"]), authorization("auth-2", classes=["drivers_licence"], name="other")
    assert decide([shop(), one, other], both).line["outcome"] == "quarantined"
    assert decide([shop(), authorization(classes=["ssn", "drivers_licence"])], both).line["outcome"] == "governed"


@pytest.mark.clause("JL-2.prohibited")
def test_an_authorization_admits_only_while_it_is_in_force(decide: Bench) -> None:
    """Its start is inclusive, its end exclusive, and once revoked it admits nothing."""
    assert decide([shop(), authorization(classes=["ssn"], starts=AT, ends=AFTER)], NOTE).open
    assert not decide([shop(), authorization(classes=["ssn"], ends=AT)], NOTE).open
    assert not decide([shop(), authorization(classes=["ssn"], starts="2026-07-01T10:00:01Z")], NOTE).open
    assert not decide([shop(), authorization(classes=["ssn"]), revoked(at=AT)], NOTE).open
    assert not decide([shop(), authorization(classes=["ssn"], retailer="elsewhere")], NOTE).open


@pytest.mark.clause("X-default")
@pytest.mark.parametrize("policy", [None, "jewelry_odm", "jane_ellen", "parure_belle"])
def test_on_stexcel_an_authorization_admits_nothing(decide: Bench, policy: str | None) -> None:
    """Stexcel collects none of the list, so its text is quarantined by default, authorized or not."""
    found = decide([shop("stexcel", policy), authorization(classes=["ssn"])], NOTE)
    assert (found.line["outcome"], found.clauses()) == ("quarantined", {"X-default"})


@pytest.mark.clause("ST-collect")
@pytest.mark.clause("JE-2.1.payment")
@pytest.mark.parametrize("policy", [None, "jewelry_odm", "jane_ellen", "parure_belle"])
def test_on_stexcel_card_data_goes_to_the_payment_sink_alone(decide: Bench, policy: str | None) -> None:
    """Card number and code pass in their own fields; every other copy has method, brand and last four at most."""
    found = decide([shop("stexcel", policy)], {**SOLD, "region": "US"})
    cards = {"payment.card_number", "payment.cvv"}
    assert cards <= found.fields("payment_processor")
    for sink in found.open - {"payment_processor"}:
        assert found.fields(sink).isdisjoint(cards)
    assert {"payment.method", "payment.brand", "payment.last4"} <= found.fields("crm_store")
    assert "ST-collect" in found.clauses("crm_store")
    assert ("JE-2.1.payment" in found.clauses("crm_store")) is (policy == "jane_ellen")


@pytest.mark.clause("JE-2.1.payment")
def test_at_jane_ellen_an_authorized_card_goes_to_payment_alone(decide: Bench) -> None:
    """On Jewellink an authorization lets a card in, and Jane Ellen's own clause keeps it at payment."""
    control = [shop(policy="jane_ellen"), authorization(classes=["card_number", "cvv"])]
    found = decide(control, SOLD)
    assert "payment.card_number" in found.fields("payment_processor")
    assert "payment.card_number" not in found.fields("crm_store")
    assert "JE-2.1.payment" in found.clauses("crm_store")
    assert "payment.card_number" in decide([shop(), *control[1:]], SOLD).fields("crm_store")


@pytest.mark.clause("JE-2.1.payment")
def test_bank_data_let_in_at_jane_ellen_reaches_no_store(decide: Bench) -> None:
    """A note that names a bank account is left out of every copy but one for payment."""
    note = event("crm.note.added", {"text": "bank account number 123456789"}, purpose="crm,payment")
    bench = decide.with_sinks(
        store={"class": "hosting", "purposes": ["crm"]}, bank={"class": "payment", "purposes": ["payment"]}
    )
    found = bench([shop(policy="jane_ellen"), authorization(classes=["bank_account"])], note)
    assert found.fields("store") == {"customer_id", "author_id"}
    assert found.fields("bank") == {"customer_id", "author_id", "text"}


@pytest.mark.clause("ST-collect")
@pytest.mark.clause("JO-1.collect")
@pytest.mark.parametrize(
    ("platform", "policy", "clause"),
    [
        ("stexcel", None, "ST-collect"),
        ("stexcel", "jewelry_odm", "JO-1.collect"),
        ("jewellink", "jewelry_odm", "JO-1.collect"),
    ],
)
def test_a_password_is_left_out_of_every_copy(decide: Bench, platform: str, policy: str | None, clause: str) -> None:
    """On Stexcel, and at JewelryODM where it was authorized, a registration goes on without its password."""
    control = [shop(platform, policy), authorization(classes=["password"])]
    found = decide(control, event("account.registered", {"password": "Moonstone#4412"}))
    assert found.open
    for sink in found.open:
        assert "password" not in found.fields(sink)
    assert "password" not in str(found.outcome.copies())
    assert clause in found.clauses("crm_store")


@pytest.mark.clause("X-default")
def test_a_password_elsewhere_than_in_its_field_quarantines_on_stexcel(decide: Bench) -> None:
    """The same word in a note is no field of its own."""
    found = decide([shop("stexcel")], event("crm.note.added", {"text": "her password is Moonstone"}))
    assert found.clauses() == {"X-default"}


@pytest.mark.clause("X-default")
def test_card_data_in_its_field_does_not_excuse_another_finding(decide: Bench) -> None:
    """A sale on Stexcel whose goods name a social security number is quarantined, and only that finding is told."""
    lines = [{"sku": "RNG-075", "category": SSN}]
    found = decide([shop("stexcel")], event("pos.sale.completed", {"payment": PAID, "lines": lines}))
    assert found.line["findings"] == [{"class": "ssn", "path": "lines.category"}]


@pytest.mark.clause("JL-12.california")
def test_admitted_data_counts_as_sensitive(decide: Bench) -> None:
    """Where sensitive data is limited, an admitted text leaves the copies that serve no service purpose."""
    told = event("message.sms.sent", {"body": SSN})
    control = [shop(), authorization(classes=["ssn"]), withdrawn("sensitive_data")]
    found = decide(control, told)
    assert "body" in found.fields("crm_store")
    assert "body" not in found.fields("messaging_gateway")
    assert "body" in decide(control[:2], told).fields("messaging_gateway")
