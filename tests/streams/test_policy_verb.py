"""`assay policy`: packs checked, and versions compared by what they say and by what they decide."""

import json
from pathlib import Path
from typing import Any

import pytest

from streams.cli import assay, ended
from tests.policy.packs import as_version, drop, edited, set_at, write_packs

CANARY = "Marguerite Delacroix"


def policy(*arguments: object) -> int:
    """Run the verb to its exit code."""
    return ended(lambda: assay.main(["policy", *map(str, arguments)], standalone_mode=False))


def event(number: int, event_type: str, data: dict[str, Any]) -> dict[str, Any]:
    """An event of one retailer."""
    attributes = {"specversion": "1.0", "id": f"evt-{number}", "source": "/hub", "type": event_type}
    return {**attributes, "time": f"2026-06-02T10:00:0{number}Z", "retailer": "shop", "subject": "cust-1", "data": data}


@pytest.fixture
def stream(tmp_path: Path) -> tuple[Path, Path]:
    """Some events of a retailer with Jane Ellen's policy, and the facts about it."""
    registered = {"retailer": "shop", "platform": "jewellink", "policy": "jane_ellen", "jurisdiction": None}
    control = event(0, "governance.retailer.registered", {**registered, "retention": {}})
    note = {"customer_id": "cust-1", "author_id": "a-1", "text": f"{CANARY} likes pearls."}
    events = [
        event(1, "crm.note.added", note),
        event(2, "pos.inventory.updated", {"store_id": "s", "sku": "k", "quantity": 1}),
    ]
    paths = tmp_path / "events.jsonl", tmp_path / "control.jsonl"
    for path, lines in zip(paths, (events, [control]), strict=True):
        path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf8")
    return paths


def version(folder: Path, name: str, *edits: Any) -> Path:
    """A file with a later version of a built-in pack."""
    file = folder / f"{name}_2.yaml"
    file.write_text(edited(name, as_version("2", "2026-10-01", "2026-09-01"), *edits), encoding="utf8")
    return file


def test_the_built_in_packs_are_well_formed(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is told of packs and sinks that are in order."""
    assert policy("check") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.clause("JE-4.10.secure")
def test_a_sink_out_of_order_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sink without an agreement is told in one line."""
    sinks = tmp_path / "sinks.yaml"
    sink = "class: internal, region: US, form: identified, purposes: [rights_requests], needs: all, encrypted: true"
    sinks.write_text(f"sinks:\n  retailer_referral: {{{sink}}}\n  privacy_team: {{{sink}, agreement: true}}\n")
    assert policy("check", "--sinks", sinks) == 1
    assert capsys.readouterr().out == (
        "finding: sink retailer_referral: no agreement on record, so every event is denied (JE-4.10.secure)\n"
    )


def test_every_fault_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pack with two faults is told in two lines, and exits 1."""
    folder = write_packs(tmp_path, stexcel=edited("stexcel", drop("links"), drop("rights")))
    assert policy("check", "--packs", folder) == 1
    assert capsys.readouterr().out.splitlines() == [
        "fault: stexcel@2021-11-01: a platform's pack needs rights",
        "fault: stexcel@2021-11-01: a platform's pack needs links",
    ]


def test_a_pack_of_the_wrong_form_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the form does not allow is told by file and place."""
    folder = write_packs(tmp_path, stexcel=edited("stexcel", set_at("purposes/allowed", ["profiling"])))
    assert policy("check", "--packs", folder) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("fault: stexcel.yaml: purposes.allowed.0: ")


@pytest.mark.clause("PB-11.notice")
def test_a_widening_without_notice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The check refuses a version that widens a use under 30 days after its notice."""
    wider = edited(
        "parure_belle",
        as_version("2", "2026-09-20", "2026-09-01"),
        set_at("purposes/allowed_by/publication", {"clause": "PB-3.purposes"}),
    )
    assert policy("check", "--packs", write_packs(tmp_path, parure_belle_2=wider)) == 1
    assert capsys.readouterr().out == (
        "fault: parure_belle: version 2 widens purposes.publication 19 days after its notice, which must be 30 or more "
        "(PB-11.notice)\n"
    )


def test_what_is_no_folder_is_unusable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there cannot be checked."""
    assert policy("check", "--packs", tmp_path / "none") == 2
    assert capsys.readouterr().err == "assay: none is no folder of packs\n"


def test_equal_packs_do_not_differ(capsys: pytest.CaptureFixture[str]) -> None:
    """A built-in pack is named by pack and version."""
    assert policy("diff", "stexcel@2021-11-01", "stexcel") == 0
    assert capsys.readouterr().out == "stexcel@2021-11-01 to stexcel@2021-11-01\nno difference\n"


def test_differences_are_told_clause_by_clause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Texts and rules that come, go and change stand under their clause, and what widens is marked."""
    new = version(
        tmp_path,
        "jane_ellen",
        set_at("clauses/JE-9.minors/says", "Services are for adults."),
        set_at("minors/quarantine_under", 16),
        set_at("purposes/allowed_by/surveys", {"clause": "JE-3.purposes"}),
        drop("retention/periods/activity"),
    )
    assert policy("diff", "jane_ellen@1", new) == 0
    told = capsys.readouterr().out
    assert told.startswith("jane_ellen@1 to jane_ellen@2\n")
    assert "  JE-3.purposes\n    rule changed: purposes.surveys: denied to identified (widens)\n" in told
    assert "    rule changed: minors.quarantine_under: 13 to 16\n" in told
    assert 'removed: retention.activity: {"period":"P2Y","event":"opt_out"} to no rule (widens)\n' in told
    assert "    says changed: Services are for adults (18+); " in told
    assert told.endswith("4 differences, 2 of them widen a use\n")


def test_differences_in_json_have_the_same_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json each difference has its kind, place, values, and whether it widens."""
    assert policy("diff", "jane_ellen", version(tmp_path, "jane_ellen", set_at("links", None), _surveys), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["old"], told["new"], told["widens"]) == ("jane_ellen@1", "jane_ellen@2", True)
    assert told["differences"] == [
        {
            "kind": "rule changed",
            "clause": "JE-3.purposes",
            "table": "purposes",
            "key": "surveys",
            "old": "denied",
            "new": "identified",
            "widens": True,
        }
    ]


def _surveys(parsed: dict[str, Any]) -> None:
    parsed["purposes"]["allowed_by"]["surveys"] = {"clause": "JE-3.purposes"}


def test_a_replay_counts_what_is_decided_otherwise(
    tmp_path: Path, stream: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Events decided under both versions are counted by sink and clause, and no value of theirs is told."""
    inputs, control = stream
    new = version(tmp_path, "jane_ellen", set_at("recipients/allowed", ["hosting"]))
    assert policy("diff", "jane_ellen@1", new, "--input", inputs, "--control", control) == 0
    told = capsys.readouterr().out
    assert "2 of 2 events are decided otherwise\n" in told
    assert "  aggregate_analytics: 2 closed\n" in told
    assert "  crm_store: " not in told
    assert "By clause\n" in told
    assert CANARY not in told


def test_a_replay_under_equal_packs_changes_nothing(
    stream: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The same policy decides alike."""
    inputs, control = stream
    assert policy("diff", "jane_ellen", "jane_ellen", "--input", inputs, "--control", control, "--json") == 0
    assert json.loads(capsys.readouterr().out)["replay"] == {
        "events": 2,
        "undecided": 0,
        "changed": 0,
        "outcomes": {},
        "sinks": {},
        "clauses": {},
    }


def test_events_are_not_replayed_under_two_policies(
    stream: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Texts of two policies can be compared, decisions of two versions of one alone."""
    inputs, control = stream
    assert policy("diff", "jane_ellen", "parure_belle", "--input", inputs, "--control", control) == 2
    assert capsys.readouterr().err == "assay: events can be decided under two versions of one pack alone\n"


def test_an_unknown_pack_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """What is neither a file nor a pack is told, with the packs there are."""
    assert policy("diff", "jane_ellen@7", "jane_ellen") == 2
    assert "jane_ellen@7 is neither a file nor a pack that is there: jane_ellen@1, " in capsys.readouterr().err


def test_the_contracts_are_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One schema a type is written, and their number told."""
    code = ended(lambda: assay.main(["contracts", "export", str(tmp_path / "schemas")], standalone_mode=False))
    written = len(list((tmp_path / "schemas").iterdir()))
    assert (code, capsys.readouterr().out) == (0, f"{written} schemas in {tmp_path / 'schemas'}\n")
