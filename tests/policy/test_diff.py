"""What counts as widening, table by table: a change narrows only where that is certain."""

from typing import Any

import pytest

from processors.policy.diff import Difference, differences
from tests.policy.packs import BUILT_IN_PACKS, POLICIES, Edit, drop, pack, set_at

OTHER_CLAUSE: dict[str, Any] = {"section": "1", "kind": "scope", "effect": "label", "says": "s", "must": "m"}


def changes(name: str, *edits: Edit) -> list[Difference]:
    """What differs from a built-in pack."""
    return differences(pack(name), pack(name, *edits), POLICIES.catalogue)


# Each widens a use, and its reverse narrows it: the pack, the place, what it says before and after.
WIDENING: tuple[tuple[str, str, Any, Any], ...] = (
    ("jane_ellen", "purposes/allowed_by/surveys", None, {"clause": "JE-3.purposes"}),
    (
        "parure_belle",
        "purposes/allowed_by/model_improvement",
        None,
        {"clause": "PB-3.purposes", "form": "deidentified"},
    ),
    ("parure_belle", "recipients/allowed_by/other", None, {"clause": "PB-4.1.providers", "consent": True}),
    ("jane_ellen", "recipients/allowed_by/other/consent", True, False),
    ("jane_ellen", "recipients/allowed_by/transaction/notice", True, False),
    ("parure_belle", "recipients/allowed_by/authority/named_fields", True, False),
    ("jane_ellen", "recipients/allowed_by/authority/opened", ["legal"], ["legal", "emergency"]),
    ("jane_ellen", "recipients/allowed_by/authority/opened", ["legal"], []),
    ("jewellink", "choices/marketing/ask", "opt_in", "opt_out"),
    ("parure_belle", "choices/marketing", {"ask": "opt_out", "clause": "PB-7.preferences"}, None),
    ("jewellink", "choices/targeted_advertising/ask", "opt_in", "opt_out"),
    ("parure_belle", "choices/surveys", "PB-7.preferences", None),
    ("jewellink", "choices/stop", "JL-8.stop", None),
    ("stexcel", "choices/email_opens", "ST-email", None),
    ("jewellink", "choices/sensitive_data", "JL-12.california", None),
    ("parure_belle", "choices/dnt/honoured", True, False),
    ("jane_ellen", "choices/site_analytics", {"cookieclass": "performance", "clause": "JE-4.4.ads"}, None),
    ("jane_ellen", "legal_basis/regions", ["DE", "FR"], ["DE"]),
    ("jewellink", "prohibited/passes", [], ["payment.card_number"]),
    ("jewellink", "prohibited/authorized_classes", ["hosting"], ["hosting", "internal"]),
    ("jane_ellen", "sensitive/trainers", True, False),
    ("jane_ellen", "sensitive/categories", ["certification", "preferences"], ["certification"]),
    ("jane_ellen", "minors/narrow_under", 18, 16),
    ("jane_ellen", "minors/narrowed", ["marketing", "model_improvement"], ["marketing"]),
    ("parure_belle", "minors/quarantine_under", 18, 13),
    ("parure_belle", "minors/unless", None, "guardian_permission"),
    ("stexcel", "residency", {"classes": ["hosting"], "country": "US", "clause": "ST-residency"}, None),
    ("stexcel", "residency/classes", ["hosting", "internal"], ["hosting"]),
    ("parure_belle", "transfer", {"clause": "PB-8.transfer"}, None),
    ("stexcel", "links", {"clause": "ST-link"}, None),
    ("parure_belle", "fields/anonymise_business", "PB-6.2.anonymise", None),
    ("jane_ellen", "retention/periods/order/period", "P7Y", "P8Y"),
    ("jane_ellen", "retention/periods/order/period", "P30D", "P2M"),
    ("jane_ellen", "retention/periods/activity/event", "opt_out", None),
    ("jane_ellen", "retention/periods/activity/period", "P2Y", None),
    ("parure_belle", "retention/periods/order/least", "P5Y", "P6Y"),
    ("parure_belle", "retention/periods/order/short", {"period": "P5Y", "jurisdictions": ["US-NY"]}, None),
    ("jane_ellen", "retention/unlimited", None, {"purposes": ["fraud_prevention"], "clause": "JE-6.2.exceptions"}),
    ("parure_belle", "changes/notice_days", 30, 10),
    ("parure_belle", "changes/notice_days", 30, None),
)


@pytest.mark.parametrize(("name", "place", "old", "new"), WIDENING, ids=[f"{c[0]}/{c[1]}:{c[3]}" for c in WIDENING])
def test_a_looser_rule_widens_and_a_stricter_one_does_not(name: str, place: str, old: Any, new: Any) -> None:
    """A change widens in one direction only."""
    looser, as_it_was = (set_at(place, value) if value is not None else _dropped(place) for value in (new, old))
    before, after = pack(name, as_it_was), pack(name, looser)
    assert any(found.widens for found in differences(before, after, POLICIES.catalogue))
    assert not any(found.widens for found in differences(after, before, POLICIES.catalogue))


def _dropped(place: str) -> Edit:
    def edit(parsed: dict[str, Any]) -> None:
        *holders, last = place.split("/")
        for key in holders:
            parsed = parsed[key]
        parsed.pop(last, None)

    return edit


# What nobody can say of that it narrows: it widens both ways.
DOUBTFUL: tuple[tuple[str, str, Any, Any], ...] = (
    ("jane_ellen", "controller", "Jane Ellen", "Somebody Else"),
    ("stexcel", "residency/country", "US", "DE"),
    ("jewellink", "rights/sink", "retailer_referral", "privacy_team"),
    ("jane_ellen", "retention/periods/order/from", "completed_at", None),
    ("jane_ellen", "retention/periods/media", None, {"period": "P1Y"}),
    ("jewelry_odm", "retention/as_platform", True, False),
    ("jane_ellen", "retention/periods/account/event", "account_closed", "inactive_3y"),
    ("jane_ellen", "retention/periods/order/period", "P30D", "P1M"),
)


@pytest.mark.parametrize(("name", "place", "old", "new"), DOUBTFUL, ids=[f"{c[0]}/{c[1]}" for c in DOUBTFUL])
def test_a_doubtful_change_widens(name: str, place: str, old: Any, new: Any) -> None:
    """When in doubt a change counts as widening, in either direction."""
    one, other = (set_at(place, value) if value is not None else _dropped(place) for value in (old, new))
    first, second = pack(name, one), pack(name, other)
    assert any(found.widens for found in differences(first, second, POLICIES.catalogue))
    assert any(found.widens for found in differences(second, first, POLICIES.catalogue))


@pytest.mark.parametrize("name", BUILT_IN_PACKS)
def test_a_pack_does_not_differ_from_itself(name: str) -> None:
    """Equal packs have no differences."""
    assert changes(name) == []


def test_a_changed_text_is_told_and_widens_nothing() -> None:
    """What a clause says is told; what the rules do is what counts."""
    (found,) = changes("stexcel", set_at("clauses/ST-use/says", "Other words."))
    assert (found.clause, found.table, found.key, found.widens) == ("ST-use", "clauses", "ST-use", False)
    assert found.new["says"] == "Other words."


def test_clauses_come_and_go() -> None:
    """A new clause has no old text, and a dropped one no new text."""
    (added,) = changes("stexcel", set_at("clauses/ST-new", OTHER_CLAUSE))
    assert (added.clause, added.old) == ("ST-new", None)
    (removed,) = differences(pack("stexcel", set_at("clauses/ST-new", OTHER_CLAUSE)), pack("stexcel"))
    assert (removed.clause, removed.new) == ("ST-new", None)


def test_another_clause_for_the_same_rule_widens_nothing() -> None:
    """A rule that moves under another clause does what it did."""
    (found,) = changes("jane_ellen", set_at("choices/restrict", "JE-7.gdpr"))
    assert (found.clause, found.old, found.new, found.widens) == ("JE-7.gdpr", "acts", "acts", False)


def test_a_purpose_that_kept_the_form_of_others_low_widens_when_it_is_denied() -> None:
    """A sink's copy is as little identifying as its least identifying purpose, so losing that one may raise it."""
    denied = pack("parure_belle", drop("purposes/allowed_by/statistics"))
    (alone,) = differences(pack("parure_belle"), denied, POLICIES.catalogue)
    assert alone.widens is False
    sink = POLICIES.catalogue.sinks["crm_store"].model_copy(update={"purposes": ("statistics", "crm")})
    shared = POLICIES.catalogue.model_copy(update={"sinks": {"both": sink}})
    assert [found.widens for found in differences(pack("parure_belle"), denied, shared)] == [True]
    assert [found.widens for found in differences(pack("parure_belle"), denied)] == [True]
