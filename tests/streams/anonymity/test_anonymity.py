"""`assay anonymity`: copies of a run that few others look like."""

import json
from pathlib import Path
from typing import Any

import pytest

from streams.anonymity.groups import copy_of, grouped
from streams.cli import ended
from streams.verbs.anonymity import command
from tests.streams.run.command import write_lines

CANARY = "Marguerite Delacroix"
DEFAULT = ("region", "month", "category")


def copy(form: str = "deidentified", **attributes: Any) -> dict[str, Any]:
    """A copy of a run."""
    told = {"region": "US-TX", "time": "2026-05-01T00:00:00Z", "datacategory": "identity", "type": "crm.note.added"}
    return {**told, "retailer": "shop", "form": form, "data": {"text": CANARY}, **attributes}


def lines(*copies: dict[str, Any]) -> list[bytes]:
    """Lines of a sink's file."""
    return [json.dumps(one).encode() + b"\n" for one in copies]


def folder(path: Path, **sinks: list[Any]) -> Path:
    """The folder of a finished run."""
    (path / "summary.json").write_text("{}")
    for sink, copies in sinks.items():
        write_lines(path / f"sink.{sink}.jsonl", copies)
    return path


def anonymity(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[dict[str, Any]], str]:
    """Run the verb; its exit code, its records, its messages."""
    code = ended(lambda: command.main([*map(str, arguments), "--json"], standalone_mode=False))
    printed = capsys.readouterr()
    return code, [json.loads(line) for line in printed.out.splitlines()], printed.err


def test_copies_are_alone_where_no_other_has_their_region_month_and_category() -> None:
    """Each trait alone tells copies apart, and a day within a month does not."""
    others = copy(region="US-NY"), copy(time="2026-06-01T00:00:00Z"), copy(datacategory="contact")
    found, unread = grouped(lines(copy(), copy(time="2026-05-09T10:00:00Z"), *others), DEFAULT)
    report = found["deidentified"].report(2)
    assert (*(report[n] for n in ("members", "groups", "smallest", "unique", "below")), unread) == (5, 4, 1, 3, 3, 0)


def test_tokens_and_not_copies_are_counted_where_there_are_any() -> None:
    """Ten copies of one person make nobody less unique."""
    found, _ = grouped(lines(*[copy("pseudonymised", subject="t-1")] * 10), DEFAULT)
    report = found["pseudonymised"].report(5)
    assert (report["copies"], report["members"], report["unique"], report["below"]) == (10, 1, 1, 1)


def test_identified_copies_are_passed_over() -> None:
    """A sink that may know people has no anonymity to report."""
    assert grouped(lines(copy("identified")), DEFAULT) == ({}, 0)


def test_a_copy_without_region_is_of_a_group_of_its_own() -> None:
    """What a copy does not tell is a value like any other."""
    unplaced = copy()
    del unplaced["region"]
    found, _ = grouped(lines(unplaced, copy()), DEFAULT)
    assert found["deidentified"].report(2)["unique"] == 2


@pytest.mark.parametrize(
    "line",
    [b"{", b"[]", b"null", b'{"form": 3}', b"{}", b"\xff\xfe", b'{"form": "deidentified", "region": {"a": 1}}'],
)
def test_what_is_no_copy_is_counted_as_unread(line: bytes) -> None:
    """A spoilt line stops nothing, and is told."""
    assert copy_of(line) is None
    assert grouped([line + b"\n", b"\n"], DEFAULT)[1] == 1


def test_the_report_names_every_sink_and_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line for each, in order, with the k that was asked for."""
    path = folder(tmp_path, b=[copy()], a=[copy(), copy("pseudonymised", subject="t")], c=[copy("identified")])
    code, records, err = anonymity(capsys, path, "--least", 3)
    told = [(record["sink"], record["form"], record["least"], record["below"]) for record in records]
    assert (code, err) == (0, "")
    assert told == [("a", "deidentified", 3, 1), ("a", "pseudonymised", 3, 1), ("b", "deidentified", 3, 1)]


def test_other_traits_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By retailer alone, copies of many months look alike."""
    path = folder(tmp_path, a=[copy(time=f"2026-0{month}-01T00:00:00Z") for month in range(1, 8)])
    assert anonymity(capsys, path, "--by", "retailer")[1][0]["groups"] == 1
    assert anonymity(capsys, path)[1][0]["groups"] == 7


def test_spoilt_lines_are_findings_told_without_what_they_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The copies around them are counted, and the exit code is that of findings."""
    code, records, err = anonymity(capsys, folder(tmp_path, a=[f'{{"{CANARY}'.encode() + b"\n", copy()]))
    assert (code, records[0]["copies"]) == (1, 1)
    assert err == "assay: sink.a.jsonl: 1 lines are no copies\n"


def test_what_is_no_finished_run_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run under way has no summary; a file is no folder."""
    write_lines(tmp_path / "sink.a.jsonl", [copy()])
    assert anonymity(capsys, tmp_path)[0] == 2
    assert anonymity(capsys, tmp_path / "sink.a.jsonl")[0] == 2
    assert anonymity(capsys, tmp_path / "nowhere")[0] == 2


def test_an_empty_sink_has_nothing_to_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No line, and no finding."""
    assert anonymity(capsys, folder(tmp_path, a=[])) == (0, [], "")


def test_the_table_says_the_same_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json there is a sentence for each sink and form."""
    path = folder(tmp_path, a=[copy(), copy(), copy(region="US-NY")])
    assert ended(lambda: command.main([str(path)], standalone_mode=False)) == 0
    assert capsys.readouterr().out == (
        "a, deidentified: 3 copies, 3 members of 2 groups, the smallest of 1; 1 alone (33.33%), "
        "3 in groups below 5 (100.00%)\n"
    )
