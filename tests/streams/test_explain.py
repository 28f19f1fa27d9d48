"""`assay explain`: why an event went where it went, from the ledger alone."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from streams.cli import assay, ended
from tests.policy.packs import as_version, drop, edited, set_at, write_packs

Json = dict[str, Any]
GOVERNED: Json = {
    "id": "evt-1",
    "source": "/hub",
    "outcome": "governed",
    "label": {
        "retailer": "shop",
        "role": "processor",
        "sourcekind": "retailer",
        "training": "denied",
        "datacategory": "identity,communication,technical",
        "policyversion": "jewellink@2026-05-01,jane_ellen@1",
    },
    "sinks": {
        "crm_store": {
            "allowed": True,
            "form": "identified",
            "purpose": ["crm"],
            "fields": ["customer_id", "text"],
            "clauses": ["JL-4.purposes", "JE-3.purposes"],
            "expirytime": "2029-06-02T10:00:00Z",
            "legalbasis": "contract",
        },
        "list_broker": {
            "allowed": False,
            "clauses": ["JL-6.no_sale", "X-default"],
            "reason": "no purpose of the event",
        },
        "web_analytics": {
            "allowed": False,
            "clauses": ["JL-6.no_sale", "X-default"],
            "reason": "no purpose of the event",
        },
    },
    "type": "crm.note.added",
    "time": "2026-06-02T10:00:00Z",
    "retailer": "shop",
    "subject": "tok_1",
    "facts": ["ctl-1", "ctl-2"],
    "controlposition": "7",
}
QUARANTINED: Json = {
    "id": "evt-2",
    "source": "/hub",
    "outcome": "quarantined",
    "clauses": ["JL-2.prohibited", "JE-4.10.secure"],
    "findings": [{"class": "ssn", "path": "text"}],
    "type": "crm.note.added",
    "time": "2026-06-02T10:00:00Z",
    "retailer": "shop",
    "subject": None,
    "facts": [],
    "controlposition": "7",
}
REFUSED: Json = {
    "id": "evt-3",
    "source": None,
    "outcome": "refused",
    "reason": "unknown_type",
    "clauses": ["JL-2.categories"],
}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with a decision of each outcome."""
    return written(tmp_path / "ledger.jsonl", GOVERNED, QUARANTINED, REFUSED, {**GOVERNED, "outcome": "duplicate"})


def written(path: Path, *entries: Json | str) -> Path:
    """A ledger of some lines."""
    lines = [entry if isinstance(entry, str) else json.dumps(entry) for entry in entries]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf8")
    return path


def explain(*arguments: object) -> int:
    """Run the verb to its exit code."""
    return ended(lambda: assay.main(["explain", *map(str, arguments)], standalone_mode=False))


@pytest.mark.clause("X-explain")
def test_a_governed_event_is_explained_sink_by_sink(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Allowed or denied, the form, and each clause with document, section and version are told."""
    assert explain("evt-1", "--ledger", ledger) == 0
    told = capsys.readouterr().out
    for expected in (
        "evt-1 from /hub\n",
        "judged by jewellink@2026-05-01, jane_ellen@1\n",
        "  crm_store\n    identified, for crm\n    keeps customer_id, text\n",
        "to be deleted by 2029-06-02T10:00:00Z\n",
        "legal basis contract\n",
        "  list_broker, web_analytics\n    no purpose of the event, by JL-6.no_sale, X-default\n",
        "JE-3.purposes (002_8a1f7c0b6c31f1c1.txt, section 3.1-3.6, jane_ellen version 1)\n    Fulfil orders, accounts",
        "JL-6.no_sale (000_a30860dc49321064.txt, section 6, jewellink version 2026-05-01)\n",
        "X-default (across packs)\n    What no clause allows is denied.",
        "Control facts\n  ctl-1, ctl-2\n  the control log had been read up to 7\n",
        "Seen again, with no effect: 1\n",
    ):
        assert expected in told
    assert "\x1b" not in told


def test_one_sink_alone_cites_its_own_clauses(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --sink the others and their clauses are left out."""
    assert explain("evt-1", "--ledger", ledger, "--sink", "crm_store") == 0
    told = capsys.readouterr().out
    assert "JL-4.purposes (" in told
    assert "JL-6.no_sale" not in told
    assert "list_broker" not in told


def test_json_has_the_same_content(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json everything that is told can be read by a machine."""
    assert explain("evt-1", "--ledger", ledger, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {name: told[name] for name in ("outcome", "label", "sinks", "facts", "controlposition", "repeated")} == {
        **{name: GOVERNED[name] for name in ("outcome", "label", "sinks", "facts", "controlposition")},
        "repeated": 1,
    }
    assert list(told["citations"]) == ["JL-4.purposes", "JE-3.purposes", "JL-6.no_sale", "X-default"]
    assert told["citations"]["JL-6.no_sale"] == {
        "pack": "jewellink",
        "version": "2026-05-01",
        "document": "000_a30860dc49321064.txt",
        "section": "6",
        "says": "Retailer customer lists are not sold.",
    }


def test_a_quarantined_event_is_explained_by_the_latest_versions(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was found is told by class and path, and the clauses of any pack are cited."""
    assert explain("evt-2", "--ledger", ledger) == 0
    told = capsys.readouterr().out
    assert "Quarantined: no sink has it\n" in told
    assert "found: ssn at text\n" in told
    assert "JE-4.10.secure (002_8a1f7c0b6c31f1c1.txt, section 4.10, jane_ellen version 1)\n" in told
    assert "none mattered\n" in told


def test_a_refused_event_is_explained(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A refusal tells its reason."""
    assert explain("evt-3", "--ledger", ledger) == 0
    assert "Refused: it went to the dead letters (unknown type)\n  by JL-2.categories\n" in capsys.readouterr().out


def test_an_event_that_is_not_there_is_a_finding(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown event is told in one line."""
    assert explain("evt-9", "--ledger", ledger) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"assay: no event evt-9 in {ledger}\n")


def test_one_id_from_two_sources_needs_a_choice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Identity is source and id: two events of one id are told apart by --source."""
    ledger = written(tmp_path / "ledger.jsonl", GOVERNED, {**QUARANTINED, "id": "evt-1", "source": "/pos"})
    assert explain("evt-1", "--ledger", ledger) == 2
    assert capsys.readouterr().err.splitlines()[1:] == ["assay: /hub", "assay: /pos"]
    assert explain("evt-1", "--ledger", ledger, "--source", "/pos") == 0
    assert "Quarantined" in capsys.readouterr().out
    assert explain("evt-1", "--ledger", ledger, "--source", "/web") == 1
    assert "this id came from /hub, /pos" in capsys.readouterr().err


def test_an_unknown_sink_is_bad_usage(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sink that was not decided cannot be explained."""
    assert explain("evt-1", "--ledger", ledger, "--sink", "nowhere") == 2
    assert capsys.readouterr().err == "assay: no sink nowhere was decided for this event\n"


def test_a_ledger_that_is_not_there_is_bad_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger that cannot be read is told by name."""
    assert explain("evt-1", "--ledger", tmp_path / "none.jsonl") == 2
    assert "none.jsonl" in capsys.readouterr().err


def test_a_gzip_is_read_up_to_its_break(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger that is broken off explains what stands before the break."""
    zipped = ledger.with_suffix(".jsonl.gz")
    zipped.write_bytes(gzip.compress(ledger.read_bytes())[:-8])
    assert explain("evt-1", "--ledger", zipped) == 0
    out, err = capsys.readouterr()
    assert "evt-1 from /hub" in out
    assert err == f"assay: {zipped}: the gzip ends too early\n"


def test_a_line_cut_off_is_told(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line that may be about the event and cannot be read is not passed over in silence."""
    with ledger.open("a", encoding="utf8") as file:
        file.write(json.dumps(GOVERNED)[:40])
    assert explain("evt-1", "--ledger", ledger) == 0
    assert capsys.readouterr().err == f"assay: {ledger}: 1 lines that may be about it cannot be read\n"


def test_an_id_that_is_escaped_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An id is compared as it is read, however its line spells it."""
    ledger = written(tmp_path / "ledger.jsonl", json.dumps({**GOVERNED, "id": 'é"/1'}).replace("/1", "\\/1"))
    assert explain('é"/1', "--ledger", ledger) == 0
    assert capsys.readouterr().out.startswith('é"/1 from /hub\n')


def test_what_a_ledger_names_steers_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names come from outside, and are shown without control characters."""
    ledger = written(tmp_path / "ledger.jsonl", {**REFUSED, "type": "\x1b[2Jcleared"})
    assert explain("evt-3", "--ledger", ledger) == 0
    assert "type \N{REPLACEMENT CHARACTER}[2Jcleared" in capsys.readouterr().out


def test_a_decision_is_explained_in_the_version_that_judged_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The clause is cited as it stood then, though a later version says it otherwise."""
    later = edited(
        "jane_ellen",
        as_version("2", "2026-09-01", "2026-09-01"),
        set_at("clauses/JE-3.purposes/says", "Anything goes."),
    )
    folder = write_packs(tmp_path / "packs", jane_ellen_2=later)
    ledger = written(tmp_path / "ledger.jsonl", GOVERNED, {**QUARANTINED, "clauses": ["JE-3.purposes"]})
    assert explain("evt-1", "--ledger", ledger, "--packs", folder) == 0
    assert "jane_ellen version 1)\n    Fulfil orders" in capsys.readouterr().out
    assert explain("evt-2", "--ledger", ledger, "--packs", folder) == 0
    assert "jane_ellen version 2)\n    Anything goes." in capsys.readouterr().out


def test_a_clause_that_no_pack_has_is_told_to_be_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger may name clauses of packs that are not there any more."""
    ledger = written(tmp_path / "ledger.jsonl", {**REFUSED, "clauses": ["ZZ-1"]})
    assert explain("evt-3", "--ledger", ledger) == 0
    assert "ZZ-1 (unknown)\n    This clause stands in none of the packs.\n" in capsys.readouterr().out


def test_bad_packs_explain_nothing(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Packs at fault are not cited from."""
    folder = write_packs(tmp_path / "packs", stexcel=edited("stexcel", drop("links")))
    assert explain("evt-1", "--ledger", ledger, "--packs", folder) == 2
    assert capsys.readouterr().err == "assay: stexcel@2021-11-01: a platform's pack needs links\n"
