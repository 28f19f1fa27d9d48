"""Cookies, site analytics and Do Not Track."""

from typing import Any

import pytest

from tests.processors.bench import Bench
from tests.processors.building import AT, event, granted, person, shop, withdrawn

SITE = "web_analytics"
JANE = shop(policy="jane_ellen")
PARURE = [shop(policy="parure_belle"), person(region="US-NY")]


@pytest.mark.clause("JE-5.cookies")
@pytest.mark.parametrize("kind", ["performance", "functional", "advertising"])
def test_jane_ellen_waits_for_each_class_of_cookies(decide: Bench, kind: str) -> None:
    """A usage event of a class that was not accepted is stopped, and one that was accepted passes."""
    viewed = event("usage.page.viewed", cookieclass=kind)
    assert decide([JANE], viewed).clauses("crm_store") == {"JE-5.cookies"}
    assert decide([JANE, granted("cookies", cookieclass=kind)], viewed).open


@pytest.mark.clause("JE-5.cookies")
@pytest.mark.parametrize("kind", ["essential", None])
def test_essential_cookies_and_none_named_pass(decide: Bench, kind: str | None) -> None:
    """Jane Ellen lets essential events and those of no class through unasked."""
    assert decide([JANE], event("usage.page.viewed", cookieclass=kind)).open


@pytest.mark.clause("JE-5.cookies")
def test_a_security_signal_is_no_tracking(decide: Bench) -> None:
    """Cookie classes are asked for at usage events alone."""
    assert decide([JANE], event("security.signal.raised", cookieclass="performance")).open


@pytest.mark.clause("JE-5.cookies")
def test_a_grant_of_no_class_opens_nothing_and_a_withdrawal_of_none_ends_all(decide: Bench) -> None:
    """Cookies are accepted class by class; a withdrawal that names none withdraws every class."""
    viewed = event("usage.page.viewed", cookieclass="functional")
    assert not decide([JANE, granted("cookies")], viewed).open
    accepted = [JANE, granted("cookies", cookieclass="functional")]
    assert not decide([*accepted, withdrawn("cookies", at=AT)], viewed).open
    assert decide([*accepted, withdrawn("cookies", at=AT, cookieclass="advertising")], viewed).open


@pytest.mark.clause("JE-4.4.ads")
def test_site_analytics_at_jane_ellen_needs_performance_cookies(decide: Bench) -> None:
    """Web analytics gets an event of any class only from a visitor who accepted performance cookies."""
    for viewed in (event("usage.page.viewed"), event("usage.page.viewed", cookieclass="essential")):
        assert "JE-4.4.ads" in decide([JANE], viewed).barred(SITE)
        assert "JE-4.4.ads" in decide([JANE, granted("cookies", cookieclass="functional")], viewed).barred(SITE)
        assert SITE in decide([JANE, granted("cookies", cookieclass="performance")], viewed).open


@pytest.mark.clause("JE-4.4.ads")
def test_performance_cookies_withdrawn_close_site_analytics(decide: Bench) -> None:
    """A withdrawal closes web analytics again, and the events of other classes still pass."""
    control = [
        JANE,
        granted("cookies", cookieclass="performance"),
        withdrawn("cookies", cookieclass="performance", at=AT),
    ]
    found = decide(control, event("usage.page.viewed"))
    assert (SITE in found.open, "platform_store" in found.open) == (False, True)


@pytest.mark.clause("PB-7.dnt")
@pytest.mark.parametrize(
    ("signal", "stopped"), [("1", True), (1, True), (True, True), ("0", False), (0, False), (False, False)]
)
def test_parure_belle_honours_do_not_track_in_each_spelling(decide: Bench, signal: Any, stopped: bool) -> None:
    """`dnt` may be text, number or boolean, and stops a usage event that is not essential."""
    found = decide(PARURE, event("usage.feature.used", dnt=signal, cookieclass="functional"))
    assert (not found.open) is stopped
    assert decide(PARURE, event("usage.feature.used", dnt=signal, cookieclass="essential")).open


@pytest.mark.clause("PB-7.dnt")
def test_do_not_track_stops_usage_alone(decide: Bench) -> None:
    """A purchase, or a security signal, with Do Not Track set is no tracking."""
    assert decide(PARURE, event("order.placed", dnt="1")).open
    assert decide(PARURE, event("security.signal.raised", dnt="1")).open


@pytest.mark.clause("JL-4.purposes")
@pytest.mark.clause("ST-dnt")
@pytest.mark.clause("JE-5.7.dnt")
@pytest.mark.parametrize(
    ("control", "named"),
    [
        ([shop()], set()),
        ([shop("stexcel")], {"ST-dnt"}),
        ([shop("stexcel", "jewelry_odm")], {"ST-dnt"}),
        ([JANE], {"JE-5.7.dnt"}),
        ([shop("stexcel", "jane_ellen")], {"ST-dnt", "JE-5.7.dnt"}),
    ],
)
def test_elsewhere_do_not_track_changes_nothing_and_the_clause_says_so(
    decide: Bench, control: list[dict[str, Any]], named: set[str]
) -> None:
    """With Do Not Track set the same sinks are open, and allowances name the clause that lets the event pass."""
    signalled, silent = (
        decide(control, event("usage.feature.used", dnt="1")),
        decide(control, event("usage.feature.used")),
    )
    assert signalled.open == silent.open != set()
    for sink in signalled.open:
        assert signalled.clauses(sink) == silent.clauses(sink) | named


@pytest.mark.clause("JL-4.purposes")
@pytest.mark.parametrize("policy", [None, "jewelry_odm", "parure_belle"])
def test_cookie_classes_bind_at_jane_ellen_alone(decide: Bench, policy: str | None) -> None:
    """No other policy stops a usage event for a class that was not accepted."""
    control = [shop(policy=policy), person(region="US-NY"), withdrawn("cookies", cookieclass="performance")]
    found = decide(control, event("usage.page.viewed", cookieclass="performance"))
    assert {"platform_store", SITE} <= found.open
