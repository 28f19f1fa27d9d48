"""What `assay policy check` tells that keeps no run from beginning."""

from typing import Any

import pytest

from processors.policy.catalogue import Catalogue
from processors.policy.faults import faults, findings
from processors.policy.load import load_catalogue, load_keeping, load_types
from processors.policy.packs import Packs
from streams.policies import BUILT_IN, composition
from tests.policy.packs import BUILT_IN_PACKS, POLICIES, Edit, pack, set_at

KEEPING = load_keeping((BUILT_IN / "kept_by.yaml").read_text(encoding="utf8"))
CLAUSE = {"section": "1", "kind": "scope", "effect": "label", "says": "s", "must": "m"}
SINK = "class: hosting, region: US, form: identified, purposes: [crm], needs: all, agreement: true, encrypted: true"


def findings_of(*edits: Edit, catalogue: Catalogue = POLICIES.catalogue) -> list[str]:
    """The findings of the built-in packs, Jane Ellen's edited."""
    others = [pack(name) for name in BUILT_IN_PACKS if name != "jane_ellen"]
    return findings(Packs([*others, pack("jane_ellen", *edits)]), catalogue, KEEPING)


def with_sink(sink: str, name: str = "store") -> Catalogue:
    """A catalogue with the rights sinks and one more."""
    rights = "".join(f"  {rights}: {{{SINK}}}\n" for rights in ("retailer_referral", "privacy_team"))
    return load_catalogue(f"sinks:\n{rights}  '{name}': {{{sink}}}\n")


def test_nothing_is_found_in_what_is_shipped() -> None:
    """The built-in packs and sinks are in order."""
    assert findings_of() == []


def test_a_clause_that_nothing_keeps_is_found() -> None:
    """A clause is named by a rule, or kept by code, or listed as open."""
    assert findings_of(set_at("clauses/JE-13.new", CLAUSE)) == [
        "jane_ellen@1: clause JE-13.new is named by no rule, and not listed as open"
    ]


def test_a_pack_may_list_its_own_open_clauses() -> None:
    """Whoever writes a pack can say of a clause that nothing keeps it."""
    assert findings_of(set_at("clauses/JE-13.new", CLAUSE), set_at("open", {"JE-13.new": "no data in it"})) == []


def test_one_id_with_two_meanings_is_found() -> None:
    """A decision that names a clause can be explained in one way."""
    found = findings_of(set_at("clauses/PB-3.purposes", CLAUSE), set_at("open", {"PB-3.purposes": "a slip"}))
    assert found == ["parure_belle@1: clause PB-3.purposes says something else in jane_ellen@1"]


def test_packs_without_a_platform_are_found() -> None:
    """Retailers' packs alone decide nothing."""
    assert "no pack is a platform's, so every event is quarantined" in findings(
        Packs([pack("jane_ellen")]), POLICIES.catalogue, KEEPING
    )


@pytest.mark.clause("JE-4.10.secure")
@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("agreement: true", "agreement: false", "no agreement on record, so every event is denied (JE-4.10.secure)"),
        ("encrypted: true", "encrypted: false", "no encryption in transit, so every event is denied (JE-4.10.secure)"),
        ("hosting", "cloud", "class 'cloud' is none that a policy names, so every event is denied (X-default)"),
        ("purposes: [crm]", "purposes: []", "no purpose, so every event is denied"),
        ("region: US", "region: usa", "region 'usa' is no ISO 3166 code, so it counts as abroad"),
    ],
)
def test_a_sink_that_gets_nothing_is_found(old: str, new: str, found: str) -> None:
    """A sink that is not in order is told, and its events are denied."""
    assert findings_of(catalogue=with_sink(SINK.replace(old, new))) == [f"sink store: {found}"]


@pytest.mark.clause("JE-4.10.secure")
def test_an_authority_needs_no_agreement() -> None:
    """An authority is bound by law and not by a contract."""
    authority = SINK.replace("hosting", "authority").replace("agreement: true", "agreement: false")
    assert findings_of(catalogue=with_sink(authority)) == []


def test_rights_requests_need_their_sink() -> None:
    """A catalogue without the sink that requests go to is told."""
    catalogue = load_catalogue(f"sinks: {{privacy_team: {{{SINK}}}}}")
    assert findings_of(catalogue=catalogue) == [
        "jewellink@2026-05-01: rights.sink retailer_referral is not in the catalogue, so requests go nowhere"
    ]


@pytest.mark.parametrize("name", ["../out", "a sink", "", ".hidden", "a/b", "x" * 202])
def test_a_sink_name_that_is_no_file_name_is_a_fault(name: str) -> None:
    """A sink's name becomes part of a file's name and of a topic's, and of no other path."""
    found = faults(POLICIES.packs, with_sink(SINK, name), POLICIES.types, composition())
    assert found == [f"sink {name!r}: not a name that a topic and a file can have"]


def test_types_that_are_not_there_are_faults() -> None:
    """The tables by type name types that there are, and leave none without a purpose."""
    text = (BUILT_IN / "types.yaml").read_text(encoding="utf8")
    wrong = text.replace("  billing: [account_management, payment]\n", "  bills: [payment]\n").replace(
        "controllers: [business,", "controllers: [businesses,"
    )
    found = faults(POLICIES.packs, POLICIES.catalogue, load_types(wrong), composition())
    assert found == [
        "types: controllers names businesses, which is no event type",
        "types: purposes names bills, which is no event type",
        "types: billing.invoice.issued has no purposes",
    ]


def test_everything_found_is_one_line() -> None:
    """Each finding is a line of its own, whatever names stand in it."""
    found: list[Any] = findings_of(catalogue=with_sink(SINK.replace("hosting", '"a\\nb"')))
    assert len(found) == 1
    assert "\n" not in found[0]
