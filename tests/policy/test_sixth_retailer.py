"""Another retailer's policy is another file: no code knows which packs there are."""

from pathlib import Path

import pytest

from streams.policies import check_policies, load_policies
from tests.governing import Json, governor_of, outcomes
from tests.policy.deciding import NOTE, SALE, event, registered, unread
from tests.policy.packs import write_packs

PACK = """
pack: gilt_and_ash
controller: Gilt & Ash
role: retailer
version: "3"
effective: 2026-03-01
notice: 2026-01-01
document: {file: gilt_and_ash.txt, sha256: "ab00000000000000000000000000000000000000000000000000000000000000"}
clauses:
  GA-1.uses: {section: "1", kind: purpose, effect: allow, says: "Orders and care.", must: "These purposes only."}
  GA-2.partners: {section: "2", kind: recipient, effect: allow, says: "Hosts and carriers.", must: "These classes."}
  GA-3.young: {section: "3", kind: minors, effect: quarantine, says: "Nobody under 21.", must: "They are quarantined."}
  GA-4.keeping: {section: "4", kind: retention, effect: expire, says: "Ninety days.", must: "Delete-by is 90 days."}
  GA-5.changes: {section: "5", kind: versioning, effect: version, says: "Sixty days.", must: "As PB-11.notice."}
  GA-6.care: {section: "6", kind: security, effect: report, says: "A safe.", must: "Nothing that data shows."}
open: {GA-6.care: "It is about a safe, and no data shows one."}
purposes:
  stated_by: GA-1.uses
  allowed: [provide_service, crm, fulfilment, account_management]
  allowed_by: {aggregate_analytics: {clause: GA-1.uses, form: deidentified}}
recipients: {stated_by: GA-2.partners, allowed: [hosting, integration, internal]}
minors: {clause: GA-3.young, quarantine_under: 21}
retention: {periods: {crm: {period: P90D, clause: GA-4.keeping}}}
changes: {clause: GA-5.changes, notice_days: 60}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in packs and one that nobody has seen before."""
    return write_packs(tmp_path_factory.mktemp("packs"), gilt_and_ash=PACK)


def decided(folder: Path, made: Json, *control: Json) -> Json:
    """The decision about one event of the new retailer."""
    governor = governor_of(load_policies(folder), unread)
    (outcome,) = outcomes(governor, [registered("gilt_and_ash"), *control], [made])
    return outcome.line


def test_a_new_policy_is_well_formed(folder: Path) -> None:
    """The made-up pack has no fault, and nothing in it is found wanting."""
    checked = check_policies(folder)
    assert (checked.faults, checked.findings) == ([], [])


def test_a_new_policy_allows_by_its_own_clauses(folder: Path) -> None:
    """What both packs allow passes, with the new pack's clauses and delete-by."""
    line = decided(folder, event("crm.note.added", NOTE))
    assert line["label"]["policyversion"] == "jewellink@2026-05-01,gilt_and_ash@3"
    store = line["sinks"]["crm_store"]
    assert (store["allowed"], store["form"], store["expirytime"]) == (True, "identified", "2026-08-31T10:00:00Z")
    assert {"GA-1.uses", "GA-2.partners", "GA-4.keeping"} <= set(store["clauses"])


def test_a_new_policy_lowers_the_form(folder: Path) -> None:
    """A purpose in de-identified form only comes out so, and without a delete-by."""
    entry = decided(folder, event("pos.sale.completed", SALE))["sinks"]["aggregate_analytics"]
    assert entry["form"] == "deidentified"
    assert "expirytime" not in entry


@pytest.mark.parametrize(("sink", "clause"), [("ai_assistant", "GA-2.partners"), ("support_desk", "GA-1.uses")])
def test_a_new_policy_denies_what_it_does_not_name(folder: Path, sink: str, clause: str) -> None:
    """A purpose or a class that the pack does not allow is denied by its stating clause."""
    entry = decided(folder, event("crm.note.added", NOTE))["sinks"][sink]
    assert entry["allowed"] is False
    assert clause in entry["clauses"]


def test_a_new_policy_has_an_age_of_its_own(folder: Path) -> None:
    """Whom the new pack takes for too young is quarantined by its clause."""
    young = registered("gilt_and_ash") | {
        "id": "ctl-young",
        "type": "governance.person.updated",
        "data": {"retailer": "shop", "subject": "cust-1", "birth_year": 2006},
    }
    line = decided(folder, event("crm.note.added", NOTE), young)
    assert (line["outcome"], line["clauses"]) == ("quarantined", ["GA-3.young"])


def test_an_event_before_the_first_version_says_so(folder: Path) -> None:
    """An event older than the pack is judged by it, and names its versioning clause."""
    early = event("crm.note.added", NOTE, time="2026-02-01T10:00:00Z")
    assert "GA-5.changes" in decided(folder, early)["sinks"]["crm_store"]["clauses"]
