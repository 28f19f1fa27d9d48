"""What `assay decide` prints."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contracts.decode import decode_line
from streams.verbs import decide
from tests.streams.run.command import read_lines, run_assay, write_lines
from tests.streams.run.conftest import Files


def test_decisions_are_those_of_a_run(files: Files, tmp_path: Path) -> None:
    """One line for each event, in order, as it stands in the ledger of a run."""
    files.run(tmp_path / "out")
    decided = run_assay("decide", "--control", files.control, "--input", files.events)
    ledger = read_lines(tmp_path / "out" / "ledger.jsonl")
    more = {"type", "time", "retailer", "subject", "facts", "controlposition"}
    assert decided.code == 1
    assert decided.records == [{key: line[key] for key in line if key not in more} for line in ledger]


def test_standard_input_is_read_where_no_input_is_named(files: Files) -> None:
    """A pipe works, with or without control facts."""
    named = run_assay("decide", "--control", files.control, "--input", files.events)
    piped = run_assay("decide", "--control", files.control, given=files.events.read_bytes())
    dashed = run_assay("decide", "--control", files.control, "--input", "-", given=files.events.read_bytes())
    assert named.out == piped.out == dashed.out
    assert all(
        line["outcome"] in ("quarantined", "refused")
        for line in run_assay("decide", given=files.events.read_bytes()).records
    )


def test_nothing_refused_is_exit_0(files: Files) -> None:
    """Quarantined events are no findings of the command; no input at all is none either."""
    page = {"specversion": "1.0", "id": "1", "source": "s", "type": "usage.page.viewed", "retailer": "nobody"}
    write_lines(files.events, [{**page, "time": "2026-06-01T00:00:00Z", "data": {"page": "/"}}])
    assert run_assay("decide", "--input", files.events).code == 0
    assert run_assay("decide").out == ""


def test_what_has_no_id_is_refused_without_one() -> None:
    """`id` and `source` are null where a line tells none."""
    refused: dict[str, Any] = {"id": None, "source": None, "outcome": "refused", "reason": "malformed", "clauses": []}
    assert run_assay("decide", given=b"[]\n\n\xff\n").records == [refused, refused]


def test_a_stage_that_fails_refuses_that_event_alone(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is told by type and place; what it says is not."""
    original = decode_line

    def failing(line: bytes) -> object:
        if b'"e7"' in line:
            raise LookupError("canary")
        return original(line)

    monkeypatch.setattr(decide, "decode_line", failing)
    ended = run_assay("decide", "--control", files.control, "--input", files.events)
    failed = [line for line in ended.records if line.get("reason") == "undecidable"]
    assert failed == [
        {"id": None, "source": None, "outcome": "refused", "reason": "undecidable", "clauses": ["X-default"]}
    ]
    assert "canary" not in ended.err
    assert ended.err.startswith("assay: undecidable: LookupError at tests.streams.run.test_decide:")


def test_a_reader_that_goes_away_is_no_error(files: Files) -> None:
    """`assay decide | head -1` prints one line and no traceback."""
    code = "from streams import cli; cli.main()"
    lines = [line for line in files.events.read_bytes().splitlines(keepends=True) if b"nobody" in line] * 40
    write_lines(files.events, lines)
    command = [sys.executable, "-c", code, "decide", "--input", str(files.events)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["outcome"]
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_an_unexpected_error_is_told_without_its_text(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a command fails of, nobody sees a traceback or a value."""

    def failing(*_: object) -> None:
        raise RuntimeError("canary")

    monkeypatch.setattr(decide, "check_readable", failing)
    ended = run_assay("decide", "--input", files.events)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("assay: unexpected RuntimeError at tests.streams.run.test_decide:")
    assert "canary" not in ended.err


def test_help_names_every_verb_and_version_is_told() -> None:
    """The group's help needs no verb's imports."""
    assert run_assay("--help").code == 0
    assert {"run", "decide", "redact"} <= {
        line.split()[0] for line in run_assay("--help").out.splitlines() if line.strip()
    }
    assert run_assay("--version").out.startswith("assay ")
    for verb in ("run", "decide", "redact"):
        assert run_assay(verb, "--help").code == 0


def test_a_full_standard_output_is_told(files: Files) -> None:
    """A decision that cannot be printed is no finding."""
    code = "from streams import cli; cli.main()"
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", code, "decide", "--input", str(files.events)]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, env=dict(os.environ))
    assert ended.returncode == 3
    assert b"Traceback" not in ended.stderr
    assert ended.stderr.count(b"\n") == 1
