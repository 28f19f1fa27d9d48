"""What a run writes."""

import base64
import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from streams.run import report
from tests.streams.run import stream
from tests.streams.run.command import contents, read_lines, run_assay, write_lines
from tests.streams.run.conftest import Files


def summary_of(folder: Path) -> stream.Json:
    summary: stream.Json = json.loads((folder / "summary.json").read_text())
    return summary


def ledger_of(folder: Path) -> list[stream.Json]:
    return read_lines(folder / "ledger.jsonl")


def test_every_line_that_is_not_blank_is_accounted_for(files: Files, tmp_path: Path) -> None:
    """The ledger has one line for each event, and each outcome is where it belongs."""
    ended = files.run(tmp_path / "out")
    given = [line for line in files.events.read_bytes().splitlines() if line.strip()]
    summary, ledger = summary_of(tmp_path / "out"), ledger_of(tmp_path / "out")
    outcomes = Counter(line["outcome"] for line in ledger)
    assert ended.code == 1
    assert len(given) == len(ledger) == summary["events"]
    assert outcomes["refused"] == summary["dead_letters"] == len(read_lines(tmp_path / "out" / "dead-letters.jsonl"))
    assert outcomes["quarantined"] == summary["quarantined"]
    assert outcomes["duplicate"] == summary["duplicates"] > 0
    assert summary["events"] == sum(summary[key] for key in ("governed", "quarantined", "dead_letters", "duplicates"))


def test_copies_are_those_that_the_ledger_allows(files: Files, tmp_path: Path) -> None:
    """Each sink's file has the allowed events in input order, and requests of the control input before them."""
    files.run(tmp_path / "out")
    summary, ledger = summary_of(tmp_path / "out"), ledger_of(tmp_path / "out")
    requests = {fact["id"] for fact in read_lines(files.control) if fact["type"].endswith("request.received")}
    for sink, count in summary["sinks"].items():
        copies = read_lines(tmp_path / "out" / f"sink.{sink}.jsonl")
        allowed = [line["id"] for line in ledger if line.get("sinks", {}).get(sink, {}).get("allowed")]
        assert len(copies) == count
        assert allowed == [copy["causationid"] for copy in copies if copy["causationid"] not in requests]
        assert all(copy["sink"] == sink and copy["source"] == "/assay" for copy in copies)
    assert summary["sinks"]["privacy_team"] + summary["sinks"]["retailer_referral"] == len(requests) - 1


def test_denials_are_counted_by_clause(files: Files, tmp_path: Path) -> None:
    """Each clause of each denial counts one."""
    files.run(tmp_path / "out")
    counted: dict[str, Counter[str]] = {}
    for line in ledger_of(tmp_path / "out"):
        for sink, entry in line.get("sinks", {}).items():
            if not entry["allowed"]:
                counted.setdefault(sink, Counter()).update(entry["clauses"])
    assert counted == summary_of(tmp_path / "out")["denied"]


def test_a_dead_letter_has_its_place_and_its_bytes(tmp_path: Path, files: Files) -> None:
    """Bytes that are no text come back as they were, by file and line."""
    good = next(stream.lines(1, seed=7))
    files.events.write_bytes(b"\n" + good + b"\xff{\x00\r\n" + b'{"specversion": "1.0", "id": "x", "source": "s"}\n')
    assert files.run(tmp_path / "out").code == 1
    letters = read_lines(tmp_path / "out" / "dead-letters.jsonl")
    assert [(letter["line"], letter["reason"]) for letter in letters] == [(3, "malformed"), (4, "malformed")]
    assert base64.b64decode(letters[0]["raw"]) == b"\xff{\x00"
    assert (letters[1]["id"], letters[1]["source"]) == ("x", "s")
    assert letters[0]["file"] == str(files.events)


def test_a_fault_in_the_payload_is_named_by_its_path(tmp_path: Path, files: Files) -> None:
    """A dead letter of a broken contract says where."""
    event = json.loads(next(stream.lines(1, seed=7)))
    event = {**event, "type": "usage.page.viewed", "data": {"page": 7}}
    write_lines(files.events, [event])
    files.run(tmp_path / "out")
    assert read_lines(tmp_path / "out" / "dead-letters.jsonl")[0]["path"] == "page"


def test_a_quarantined_event_is_whole_but_for_what_was_found(tmp_path: Path, files: Files) -> None:
    """Values found by their field and in text are masked; everything else of the event stands, nulls and all."""
    data = {
        "order_id": "o1", "customer_id": "c1", "associate_id": "a", "store_id": "s", "total": 1, "currency": "USD",
        "lines": [{"sku": "RNG", "category": "ring", "quantity": 1}],
        "payment": {"method": "card", "card_number": "4111111111111111", "cvv": "123"}, "ship_to": None,
    }  # fmt: skip
    order = {**json.loads(next(stream.lines(1, seed=7))), "id": "order", "retailer": "gems", "subject": "c99"}
    order |= {"type": "order.completed", "data": data, "custom": "kept", "copied": "card 4111111111111111"}
    turns = [{"speaker": "customer", "text": "hello"}, {"speaker": "customer", "text": "my ssn is 536-22-1234 ok"}]
    call = {**order, "id": "call", "type": "transcript.call.completed"}
    call["data"] = {"transcript_id": "t", "customer_id": "c99", "associate_id": "a", "turns": turns}
    write_lines(files.events, [order, call])
    files.run(tmp_path / "out")
    records = {record["id"]: record for record in read_lines(tmp_path / "out" / "quarantine.jsonl")}
    payment = {"method": "card", "card_number": "[CARD_NUMBER]", "cvv": "[CVV]"}
    masked = {**order, "copied": "card [CARD_NUMBER]", "data": {**data, "payment": payment}}
    assert records["order"]["event"] == masked
    assert records["call"]["event"]["data"]["turns"][1]["text"] == "my ssn is [SSN] ok"
    assert records["call"]["findings"] == [{"class": "ssn", "path": "turns.text"}]


def test_the_same_run_gives_the_same_bytes_whatever_the_order_of_facts(files: Files, tmp_path: Path) -> None:
    """Control facts count by their own time, not by their place in a file or the file that they are in."""
    facts = stream.control(seed=2)
    stream.seeded(5).shuffle(facts)
    one = write_lines(tmp_path / "one.jsonl", facts[:60])
    other = tmp_path / "other.jsonl.gz"
    other.write_bytes(gzip.compress(write_lines(tmp_path / "plain", facts[60:]).read_bytes()))
    files.run(tmp_path / "out")
    args = ("--input", files.events, "--control", one, other, "--key", files.key, "--output", tmp_path / "again")
    assert run_assay("run", *args).code == 1
    assert contents(tmp_path / "out") == contents(tmp_path / "again")


def test_plain_and_gzip_inputs_may_be_mixed(files: Files, tmp_path: Path) -> None:
    """Several inputs are read one after the other; a gzip of several members is read to its end."""
    lines = files.events.read_bytes().splitlines(keepends=True)
    first = tmp_path / "first.jsonl.gz"
    first.write_bytes(gzip.compress(b"".join(lines[:100])) + gzip.compress(b"".join(lines[100:150])) + b"\0\0")
    second = write_lines(tmp_path / "second.jsonl", lines[150:])
    files.run(tmp_path / "out")
    args = ("--control", files.control, "--key", files.key, "--output", tmp_path / "mixed")
    run_assay("run", "--input", first, second, *args)
    mixed, whole = contents(tmp_path / "mixed"), contents(tmp_path / "out")
    assert mixed.keys() == whole.keys()
    assert all(mixed[name] == whole[name] for name in whole if name != "dead-letters.jsonl")


def test_another_key_gives_other_tokens(files: Files, tmp_path: Path) -> None:
    """Pseudonyms depend on the key, decisions do not."""
    files.run(tmp_path / "out")
    files.key.write_text("another key of these tests")
    files.run(tmp_path / "other")
    tokens = [{line["subject"] for line in ledger_of(tmp_path / name)} - {None} for name in ("out", "other")]
    assert not tokens[0] & tokens[1]
    assert all(token.startswith("tok_") for token in tokens[0])


def test_an_empty_input_is_a_run_without_events(files: Files, tmp_path: Path) -> None:
    """Every file is there, and the rate is no division by zero."""
    files.events.write_bytes(b"\n \r\n")
    assert files.run(tmp_path / "out").code == 0
    summary = summary_of(tmp_path / "out")
    assert summary["events"] == 0
    assert {f"sink.{sink}.jsonl" for sink in summary["sinks"]} < {path.name for path in (tmp_path / "out").iterdir()}


def test_the_closing_report_is_json_where_asked_for(files: Files, tmp_path: Path) -> None:
    """`--json` prints the summary itself."""
    ended = files.run(tmp_path / "out", "--json")
    assert json.loads(ended.out) == summary_of(tmp_path / "out")


@pytest.mark.parametrize("name", ["sinks", "packs"])
def test_sinks_and_packs_can_be_those_of_a_deployment(files: Files, tmp_path: Path, name: str) -> None:
    """One sink in the catalogue, one file of a sink; packs without the platform make every registration a bad fact."""
    if name == "sinks":
        catalogue = tmp_path / "sinks.yaml"
        sink = "{class: hosting, region: US, form: identified, purposes: [crm], needs: all, agreement: true}"
        catalogue.write_text(f"sinks:\n  only: {sink}\n")
        assert files.run(tmp_path / "out", "--sinks", catalogue).code == 1
        assert [path.name for path in (tmp_path / "out").glob("sink.*")] == ["sink.only.jsonl"]
    else:
        (tmp_path / "packs").mkdir()
        ended = files.run(tmp_path / "out", "--packs", tmp_path / "packs")
        assert (ended.code, ended.err) == (2, "assay: packs holds no pack\n")
        assert not (tmp_path / "out").exists()


def test_a_sink_whose_name_makes_no_file_is_refused(files: Files, tmp_path: Path) -> None:
    """No catalogue writes outside of the output folder."""
    catalogue = tmp_path / "sinks.yaml"
    catalogue.write_text(
        "sinks: {a/../../b: {class: hosting, region: US, form: identified, purposes: [crm], needs: all}}"
    )
    ended = files.run(tmp_path / "out", "--sinks", catalogue)
    assert ended.code == 2
    assert not (tmp_path / "out").exists()


def test_a_terminal_gets_a_bar_and_a_table(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The closing table names every sink and the counts of the summary."""
    monkeypatch.setenv("COLUMNS", "120")
    with report.progress_bar(100) as progress:
        progress(50)
    files.run(tmp_path / "out")
    capsys.readouterr()
    report.print_table(summary_of(tmp_path / "out"))
    shown, summary = capsys.readouterr().out, summary_of(tmp_path / "out")
    assert all(f"{sink} " in shown for sink in summary["sinks"])
    assert f"{summary['events']} events: {summary['governed']} governed" in shown
