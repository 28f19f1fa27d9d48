"""How long the copies of an event may be kept."""

import pytest

from tests.processors.bench import Bench
from tests.processors.building import AFTER, AT, BEFORE, PERSON, campaign, event, hold, shop

STORE = "store"
YEARS = {  # Of each kind of event: the column of the table that it falls under, and the platforms' default in years.
    "certification.recorded": ("certification", 10),
    "appraisal.recorded": ("certification", 10),
    "pos.sale.completed": ("order", 7),
    "pos.inventory.updated": ("order", 7),
    "order.placed": ("order", 7),
    "shipment.updated": ("order", 7),
    "payment.captured": ("order", 7),
    "billing.invoice.issued": ("order", 7),
    "usage.page.viewed": ("activity", 2),
    "usage.email.opened": ("activity", 2),
    "security.signal.raised": ("activity", 2),
    "crm.form.submitted": ("support", 3),
    "message.sms.received": ("support", 3),
    "message.instagram.received": ("support", 3),
    "crm.note.added": ("crm", 3),
    "message.email.sent": ("message", 3),
    "message.call.logged": ("message", 3),
    "transcript.roleplay.completed": ("transcript", 2),
    "learning.progress.recorded": ("learning", 3),
    "ai.feedback.given": ("ai", 1),
    "media.file.uploaded": ("media", 3),
    "mobile.device.registered": ("mobile", 1),
}
ACCOUNTS = ["account.registered", "account.closed", "business.profile.updated"]


@pytest.fixture(scope="module")
def keep(decide: Bench) -> Bench:
    """One store that takes events of every kind."""
    return decide.with_sinks(
        store={"class": "hosting", "purposes": ["provide_service", "learning", "fraud_prevention"]}
    )


def kept(kind: str, *, at: str = AT, **data: object) -> dict[str, object]:
    return event(kind, data, at=at, purpose="provide_service", region="US-NY")


@pytest.mark.clause("JL-9.retention")
@pytest.mark.parametrize("platform", ["jewellink", "stexcel"])
@pytest.mark.parametrize("kind", YEARS)
def test_each_kind_of_event_has_the_platforms_default(keep: Bench, platform: str, kind: str) -> None:
    """A copy goes as many years after its event as the first column that fits says; Stexcel's names no clause."""
    found = keep([shop(platform)], kept(kind))
    assert found.until(STORE) == (f"{2026 + YEARS[kind][1]}-07-01T10:00:00Z", None)
    assert ("JL-9.retention" in found.clauses(STORE)) is (platform == "jewellink")


@pytest.mark.clause("JL-9.retention")
@pytest.mark.parametrize("kind", ACCOUNTS)
def test_accounts_are_kept_until_they_are_closed(keep: Bench, kind: str) -> None:
    """An account's or a business's data ends with the account, on both platforms."""
    for platform in ("jewellink", "stexcel"):
        assert keep([shop(platform)], kept(kind)).until(STORE) == (None, "account_closed")


@pytest.mark.clause("JL-9.retention")
@pytest.mark.parametrize("kind", YEARS)
def test_a_registered_period_alone_replaces_the_default(keep: Bench, kind: str) -> None:
    """A retailer's schedule for the column counts, shorter or longer; one for another column does not."""
    column, years = YEARS[kind]
    for platform in ("jewellink", "stexcel"):
        for period, until in (("P90D", "2026-09-29"), ("P12Y", "2038-07-01")):
            registered = shop(platform, retention={column: period})
            assert keep([registered], kept(kind)).until(STORE) == (f"{until}T10:00:00Z", None)
        other = shop(platform, retention={"ai" if column != "ai" else "crm": "P90D"})
        assert keep([other], kept(kind)).until(STORE) == (f"{2026 + years}-07-01T10:00:00Z", None)


@pytest.mark.clause("JL-9.retention")
@pytest.mark.parametrize("channel", ["sms", "email", "webchat"])
def test_a_promotion_is_marketing_before_it_is_a_message(keep: Bench, channel: str) -> None:
    """Marketing by its flag or its purpose is kept two years, or as the retailer's column for marketing says."""
    flagged = campaign(channel, purpose="provide_service")
    declared = event(f"message.{channel}.sent", purpose="provide_service,marketing")
    for sent in (flagged, declared):
        assert keep([shop()], sent).until(STORE) == ("2028-07-01T10:00:00Z", None)
        assert keep([shop(retention={"marketing": "P1Y"})], sent).until(STORE) == ("2027-07-01T10:00:00Z", None)


OWN = [
    ("jane_ellen", "certification.recorded", "2036-07-01", None, "JE-6.1.sensitive"),
    ("jane_ellen", "order.placed", "2033-07-01", None, "JE-6.1.orders"),
    ("jane_ellen", "usage.feature.used", "2028-07-01", "opt_out", "JE-6.1.activity"),
    ("jane_ellen", "account.closed", None, "account_closed", "JE-6.1.account"),
    ("parure_belle", "order.placed", "2033-07-01", None, "PB-6.orders"),
    ("parure_belle", "crm.form.submitted", "2029-07-01", None, "PB-6.support"),
    ("parure_belle", "account.closed", None, "inactive_3y", "PB-6.inactive"),
    ("jewelry_odm", "crm.note.added", "2029-07-01", None, "JO-6.retention"),
]


@pytest.mark.clause("JE-6.1.sensitive")
@pytest.mark.clause("JE-6.1.orders")
@pytest.mark.clause("JE-6.1.activity")
@pytest.mark.clause("JE-6.1.account")
@pytest.mark.clause("PB-6.orders")
@pytest.mark.clause("PB-6.support")
@pytest.mark.clause("PB-6.inactive")
@pytest.mark.clause("JO-6.retention")
@pytest.mark.parametrize(("policy", "kind", "day", "ending", "clause"), OWN)
def test_a_retailers_policy_has_periods_of_its_own(
    keep: Bench, policy: str, kind: str, day: str | None, ending: str | None, clause: str
) -> None:
    """The pack's period or event stands where the retailer registered nothing, and its clause is named."""
    found = keep([shop("stexcel", policy)], kept(kind))
    assert found.until(STORE) == (f"{day}T10:00:00Z" if day else None, ending)
    assert clause in found.clauses(STORE)


@pytest.mark.clause("JE-6.1.sensitive")
@pytest.mark.clause("JE-6.1.orders")
@pytest.mark.clause("JE-6.1.activity")
@pytest.mark.clause("JE-6.1.account")
@pytest.mark.clause("PB-6.orders")
@pytest.mark.clause("PB-6.support")
@pytest.mark.clause("PB-6.inactive")
@pytest.mark.clause("JO-6.retention")
@pytest.mark.parametrize(("policy", "kind", "day", "ending", "clause"), OWN)
def test_of_a_registered_and_a_packs_own_period_the_shorter_counts(
    keep: Bench, policy: str, kind: str, day: str | None, ending: str | None, clause: str
) -> None:
    """Six years registered shorten what is longer and leave what is shorter; an event stands beside them."""
    column = YEARS.get(kind, ("activity" if kind.startswith("usage") else "account",))[0]
    found = keep([shop(policy=policy, retention={column: "P6Y"})], kept(kind))
    assert found.until(STORE) == (f"{min(day or '9', '2032-07-01')}T10:00:00Z", ending)
    assert clause in found.clauses(STORE)


@pytest.mark.clause("JE-6.1.marketing")
def test_jane_ellens_promotions_are_kept_until_the_opt_out(keep: Bench) -> None:
    """Marketing of Jane Ellen has no date, but the one that was registered."""
    sent = campaign("sms", purpose="provide_service", region="US")
    found = keep([shop("stexcel", "jane_ellen")], sent)
    assert (found.until(STORE), "JE-6.1.marketing" in found.clauses(STORE)) == ((None, "marketing_opt_out"), True)
    registered = shop("stexcel", "jane_ellen", retention={"marketing": "P1Y"})
    assert keep([registered], sent).until(STORE) == ("2027-07-01T10:00:00Z", "marketing_opt_out")


@pytest.mark.clause("JL-9.retention")
@pytest.mark.parametrize("policy", ["jane_ellen", "parure_belle"])
def test_where_the_pack_is_silent_the_platforms_default_stands(keep: Bench, policy: str) -> None:
    """A pack without a period for a column leaves the platform's, and a registered one replaces it."""
    assert keep([shop(policy=policy)], kept("transcript.roleplay.completed")).until(STORE)[0] == "2028-07-01T10:00:00Z"
    registered = shop(policy=policy, retention={"transcript": "P9Y"})
    assert keep([registered], kept("transcript.roleplay.completed")).until(STORE)[0] == "2035-07-01T10:00:00Z"


@pytest.mark.clause("PB-6.orders")
@pytest.mark.parametrize(("period", "until"), [("P2Y", "2031"), ("P5Y", "2031"), ("P6Y", "2032"), ("P9Y", "2033")])
def test_parure_belles_orders_are_kept_five_years_at_the_least(keep: Bench, period: str, until: str) -> None:
    """A registered period under five years is read as five, one over seven as seven."""
    registered = shop(policy="parure_belle", retention={"order": period})
    assert keep([registered], kept("order.placed")).until(STORE)[0] == f"{until}-07-01T10:00:00Z"


@pytest.mark.clause("JE-6.1.orders")
@pytest.mark.parametrize(
    ("completed", "until"),
    [
        ("2026-06-20T23:00:00-05:00", "2033-06-21T04:00:00Z"),
        ("2026-06-20", "2033-06-20T00:00:00Z"),
        ("not yet", "2033-07-01T10:00:00Z"),
        (None, "2033-07-01T10:00:00Z"),
    ],
)
def test_jane_ellens_orders_run_from_their_completion(keep: Bench, completed: str | None, until: str) -> None:
    """Where the completion is given and can be read the period runs from it, at Jane Ellen alone."""
    order = kept("order.completed", completed_at=completed)
    assert keep([shop(policy="jane_ellen")], order).until(STORE)[0] == until
    assert keep([shop(policy="parure_belle")], order).until(STORE)[0] == "2033-07-01T10:00:00Z"


@pytest.mark.clause("JL-9.retention")
@pytest.mark.parametrize(
    ("at", "period", "until"),
    [
        ("2024-02-29T08:00:00Z", "P1Y", "2025-02-28T08:00:00Z"),
        ("2024-02-29T08:00:00Z", "P4Y", "2028-02-29T08:00:00Z"),
        ("2026-08-31T08:00:00Z", "P6M", "2027-02-28T08:00:00Z"),
        ("2026-07-01T12:00:00.750+02:00", "P26W", "2026-12-30T10:00:00Z"),
        ("2026-07-01T10:00:00Z", "P1Y2M3DT4H5M6S", "2027-09-04T14:05:06Z"),
    ],
)
def test_delete_by_is_reckoned_by_the_calendar_in_utc(keep: Bench, at: str, period: str, until: str) -> None:
    """Months and years are the calendar's, 29 February becomes the 28th, and the time is whole seconds of UTC."""
    assert keep([shop(retention={"crm": period})], kept("crm.note.added", at=at)).until(STORE)[0] == until


@pytest.mark.clause("JE-6.2.exceptions")
@pytest.mark.parametrize("policy", [None, "jewelry_odm", "jane_ellen", "parure_belle"])
def test_a_legal_hold_stands_in_place_of_every_date(keep: Bench, policy: str | None) -> None:
    """Under a hold a copy has no date and ends when it is lifted, for every policy."""
    found = keep([shop(policy=policy), hold()], kept("order.placed"))
    assert (found.until(STORE), "JE-6.2.exceptions" in found.clauses(STORE)) == ((None, "hold_lifted"), True)
    assert found.outcome.facts == ["registration", "hold-1"]


@pytest.mark.clause("JE-6.2.exceptions")
def test_a_hold_stands_until_its_own_matter_is_lifted(keep: Bench) -> None:
    """A lifted hold gives the date back, unless another matter holds; of one time the hold wins."""
    dated, held = ("2033-07-01T10:00:00Z", None), (None, "hold_lifted")
    lifted = hold("lifted", at="2026-06-20T00:00:00Z", name="lifted-1")
    assert keep([shop(), hold(), lifted], kept("order.placed")).until(STORE) == dated
    other = hold(reference="matter-2", name="hold-2")
    assert keep([shop(), hold(), other, lifted], kept("order.placed")).until(STORE) == held
    assert keep([shop(), hold(name="a"), hold("lifted", name="z")], kept("order.placed")).until(STORE) == held
    assert keep([shop(), hold(at=AFTER)], kept("order.placed")).until(STORE) == dated


@pytest.mark.clause("JE-6.2.exceptions")
def test_a_hold_is_on_one_person_or_on_all_of_a_retailers(keep: Bench) -> None:
    """A hold of nobody in particular holds everybody's data, and that of no other shop."""
    assert keep([shop(), hold(subject="cust-2")], kept("order.placed")).until(STORE)[1] is None
    assert keep([shop(), hold(subject=None)], kept("order.placed")).until(STORE)[1] == "hold_lifted"
    nobody = event("pos.inventory.updated", purpose="provide_service", subject=None)
    assert keep([shop(), hold(subject=None)], nobody).until(STORE)[1] == "hold_lifted"
    assert keep([shop(), hold(subject=PERSON)], nobody).until(STORE)[1] is None


@pytest.mark.clause("JE-6.2.exceptions")
def test_one_lifted_for_all_lifts_the_hold_of_all(keep: Bench) -> None:
    """A hold on everybody is lifted by the fact that lifts it for everybody."""
    control = [shop(), hold(subject=None), hold("lifted", subject=None, at="2026-06-20T00:00:00Z", name="lifted-1")]
    assert keep(control, kept("order.placed")).until(STORE)[1] is None
    assert keep(control, kept("order.placed", at=BEFORE)).until(STORE)[1] == "hold_lifted"


@pytest.mark.clause("JE-6.2.exceptions")
def test_jane_ellens_copies_against_fraud_alone_carry_no_date(keep: Bench) -> None:
    """A copy for fraud prevention alone is kept without a date, unless it is held; with another purpose it has one."""
    alone, shared = (
        event("order.placed", purpose="fraud_prevention"),
        event("order.placed", purpose="fraud_prevention,learning"),
    )
    control = [shop(policy="jane_ellen")]
    assert (keep(control, alone).until(STORE), keep(control, shared).until(STORE)[0]) == (
        (None, None),
        "2033-07-01T10:00:00Z",
    )
    assert "JE-6.2.exceptions" in keep(control, alone).clauses(STORE)
    assert keep([*control, hold()], alone).until(STORE) == (None, "hold_lifted")
    assert keep([shop()], alone).until(STORE)[0] == "2033-07-01T10:00:00Z"


@pytest.mark.clause("JE-6.2.exceptions")
def test_de_identified_copies_carry_no_delete_by_not_even_under_a_hold(decide: Bench) -> None:
    """What identifies nobody may be kept; a pseudonymised copy may not."""
    sink = {"class": "hosting", "purposes": ["provide_service"]}
    bench = decide.with_sinks(
        tokens={**sink, "form": "pseudonymised"},
        none={**sink, "form": "deidentified"},
        sums={**sink, "form": "aggregated"},
    )
    for control, until in (([shop()], ("2033-07-01T10:00:00Z", None)), ([shop(), hold()], (None, "hold_lifted"))):
        found = bench(control, kept("order.placed"))
        assert found.until("tokens") == until
        assert found.until("none") == found.until("sums") == (None, None)


@pytest.mark.clause("JL-9.retention")
def test_copies_carry_the_delete_by_of_their_decision(decide: Bench) -> None:
    """The label of a copy has the time and the event that its decision says, and no others."""
    found = decide([shop(policy="jane_ellen")], event("usage.feature.used"))
    for sink, copy in found.outcome.copies().items():
        assert (copy.get("expirytime"), copy.get("expiryevent")) == found.until(sink)
