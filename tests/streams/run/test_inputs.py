"""What cannot be run is told before anything is written; what can be read in part is read to there."""

import base64
import gzip
import json
import os
import shutil
import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from streams import lines as lines_module
from tests.streams.run import stream
from tests.streams.run.command import contents, read_lines, run_assay, write_lines
from tests.streams.run.conftest import Files

NOBODY = 65_534


def refused(files: Files, output: Path, *more: object) -> str:
    """The message of a run that could not begin, and left nothing behind."""
    ended = files.run(output, *more)
    assert (ended.code, ended.out) == (2, "")
    assert not output.exists()
    return ended.err


@pytest.mark.parametrize("option", ["events", "control"])
def test_files_that_cannot_be_read_are_named(files: Files, tmp_path: Path, option: str) -> None:
    """A missing file, a folder and a gzip that is none stop the run before anything is written."""
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "plain.gz").write_bytes(b"{}\n")
    expected = {
        "missing": "cannot be read: No such file or directory",
        "folder.jsonl": "is a folder",
        "plain.gz": "is no gzip",
    }
    for name, message in expected.items():
        told = refused(files._replace(**{option: tmp_path / name}), tmp_path / "out")
        assert told == f"assay: {tmp_path / name} {message}\n"


def test_inputs_must_be_there_to_be_read_again(files: Files, tmp_path: Path) -> None:
    """A pipe could not be read a second time by a run that is resumed."""
    os.mkfifo(tmp_path / "pipe")
    assert "no regular file" in refused(files._replace(events=tmp_path / "pipe"), tmp_path / "out")
    assert "standard input" in refused(files._replace(events=Path("-")), tmp_path / "out")


@contextmanager
def anybody() -> Iterator[None]:
    """As a user whom permissions bind; root reads and writes everything."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_what_is_barred_is_told(files: Files, tmp_path: Path) -> None:
    """An input without permission, and an output folder without, are told apart from a full disk."""
    files.run(tmp_path / "warm")  # Every module is loaded while all may be read.
    with tempfile.TemporaryDirectory() as public:
        folder = Path(public)
        mine = Files(*(Path(shutil.copy(path, folder)) for path in files))
        for path in (folder, *mine):
            path.chmod(0o755)
        mine.events.chmod(0)
        with anybody():
            assert "Permission denied" in refused(mine, folder / "out")
        mine.events.chmod(0o644)
        folder.chmod(0o555)
        with anybody():
            assert "cannot be written to: Permission denied" in refused(mine, folder / "out")
        folder.chmod(0o755)


def test_an_output_that_is_no_folder_is_refused(files: Files, tmp_path: Path) -> None:
    """A file, and a folder below a file, are no output folder."""
    taken = tmp_path / "taken"
    taken.write_text("mine")
    for output in (taken, taken / "below"):
        ended = files.run(output)
        assert ended.code == 2
        assert "cannot be written to" in ended.err
    assert taken.read_text() == "mine"


def test_invalid_facts_are_named_by_file_and_line(files: Files, tmp_path: Path) -> None:
    """Every later decision would be wrong without them: all are told, none of their values is."""
    good = stream.control(seed=2)[0]
    bad = [
        {**good, "data": {**good["data"], "platform": "canary"}},
        {**good, "data": {**good["data"], "policy": "canary"}},
        {**good, "data": {**good["data"], "canary": "canary"}},
        {**good, "type": "crm.note.added"},
        b"canary\n",
        {**good, "time": "canary"},
    ]
    lines: list[Any] = [good, b"\n", *bad]
    control = write_lines(files.control, lines)
    told = refused(files, tmp_path / "out")
    assert told.splitlines() == [
        f"assay: {control}:3: invalid_fact: no_such_pack at platform",
        f"assay: {control}:4: invalid_fact: no_such_pack at policy",
        f"assay: {control}:5: invalid_fact: unknown_field at ?",
        f"assay: {control}:6: unknown_type: not_in_catalogue of attribute type",
        f"assay: {control}:7: malformed: not_json",
        f"assay: {control}:8: malformed: not_rfc3339 of attribute time",
    ]
    decided = run_assay("decide", "--control", control, "--input", files.events)
    assert (decided.code, decided.out, decided.err) == (2, "", told)


def test_many_invalid_facts_are_told_to_a_bound(files: Files, tmp_path: Path) -> None:
    """A file of rubbish does not fill the screen."""
    write_lines(files.control, [b"{\n"] * 500)
    told = refused(files, tmp_path / "out").splitlines()
    assert len(told) == 21
    assert told[-1] == "assay: and 480 more invalid facts"


def test_a_broken_control_file_is_an_invalid_fact(files: Files, tmp_path: Path) -> None:
    """What a gzip lacks may have been a withdrawal."""
    control = tmp_path / "control.jsonl.gz"
    control.write_bytes(gzip.compress(files.control.read_bytes())[:-20])
    assert "the gzip ends too early" in refused(files._replace(control=control), tmp_path / "out")


@pytest.mark.parametrize("key", [None, b"", b"fifteen bytes..", b"k" * 70_000])
def test_a_key_that_is_none_is_refused(files: Files, tmp_path: Path, key: bytes | None) -> None:
    """A missing, empty, short or endless key file is told before anything is written."""
    files.key.unlink()
    if key is not None:
        files.key.write_bytes(key)
    assert f"the key {files.key}" in refused(files, tmp_path / "out")


@pytest.mark.parametrize("cut", [-9, 0.5, 15])
def test_what_stood_before_a_break_is_governed(files: Files, tmp_path: Path, cut: float) -> None:
    """A gzip cut off anywhere is governed to its last whole line; the rest of it is a dead letter, and exit 1."""
    zipped = gzip.compress(files.events.read_bytes())
    broken = tmp_path / "broken.jsonl.gz"
    broken.write_bytes(zipped[: int(len(zipped) * cut) if cut == 0.5 else int(cut)])
    ended = files._replace(events=broken).run(tmp_path / "out")
    ledger = [(line["id"], line["outcome"]) for line in read_lines(tmp_path / "out" / "ledger.jsonl")]
    files.run(tmp_path / "whole")
    whole = [(line["id"], line["outcome"]) for line in read_lines(tmp_path / "whole" / "ledger.jsonl")]
    torn = bool(ledger) and ledger[-1] == (None, "refused")
    assert ended.code == 1
    assert ended.err == f"assay: {broken}: the gzip ends too early; what stood before it was governed\n"
    assert ledger[: len(ledger) - torn] == whole[: len(ledger) - torn]
    assert (tmp_path / "out" / "summary.json").exists()
    assert (len(ledger) > 100) == (cut != 15)


def test_a_gzip_spoilt_in_the_middle_is_read_to_there(files: Files, tmp_path: Path) -> None:
    """Not a line before the spoilt place is lost, and the next input is read."""
    zipped = bytearray(gzip.compress(files.events.read_bytes()))
    for at in range(len(zipped) // 2, len(zipped) // 2 + 40):
        zipped[at] ^= 0xFF
    broken = tmp_path / "broken.jsonl.gz"
    broken.write_bytes(zipped)
    last = write_lines(tmp_path / "last.jsonl", [stream.fact(1, "x", "y", {"retailer": "z"})])
    args = ("--control", files.control, "--key", files.key, "--output", tmp_path / "out")
    ended = run_assay("run", "--input", broken, last, *args)
    ledger = read_lines(tmp_path / "out" / "ledger.jsonl")
    assert ended.code == 1
    assert ended.err == f"assay: {broken}: the gzip is broken; what stood before it was governed\n"
    assert len(ledger) > 100
    assert ledger[-1]["type"] == "governance.x"


def test_an_overlong_line_is_a_dead_letter_in_bounded_memory(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line over the bound is never held whole, its bytes are kept whole, and the lines about it are governed."""
    monkeypatch.setattr(lines_module, "LINE_BYTES_MAX", 1000)
    long = bytes(range(32, 127)) * 40_000
    some = list(stream.lines(6, seed=9))
    some = [line for line in some if len(line) < 900]
    write_lines(files.events, [some[0], long + b"\r\n", some[1], long[:999] + b"\n", long[:1001]])
    files.run(tmp_path / "warm")
    tracemalloc.start()
    assert files.run(tmp_path / "out").code == 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    letters = read_lines(tmp_path / "out" / "dead-letters.jsonl")
    ledger = read_lines(tmp_path / "out" / "ledger.jsonl")
    assert [base64.b64decode(letter["raw"]) for letter in letters] == [long, long[:999], long[:1001]]
    assert [letter["line"] for letter in letters] == [2, 4, 5]
    assert [line["reason"] for line in ledger if line["outcome"] == "refused"] == ["malformed"] * 3
    assert len(ledger) == 5
    assert peak < len(long)


def test_line_ends_and_a_last_line_without_one_make_no_difference(files: Files, tmp_path: Path) -> None:
    """CRLF files, blank lines and a missing last line end give the same copies."""
    whole = [line for line in files.events.read_bytes().splitlines() if line.strip()]
    files.events.write_bytes(b"\n".join(whole))
    files.run(tmp_path / "out")
    files.events.write_bytes(b"\r\n\r\n".join(whole) + b"\r\n")
    files.run(tmp_path / "other")
    one, other = contents(tmp_path / "out"), contents(tmp_path / "other")
    assert all(one[name] == other[name] for name in one if name != "dead-letters.jsonl")


def test_duplicates_are_told_by_source_and_id(files: Files, tmp_path: Path) -> None:
    """Both make the identity, wherever one ends and the other begins; what was refused is not seen."""
    event = {**json.loads(next(stream.lines(1, seed=7))), "retailer": "gems"}
    write_lines(
        files.events,
        [
            {**event, "source": "a", "id": "bc", "data": {"odd": 1}},
            {**event, "source": "a", "id": "bc"},
            {**event, "source": "ab", "id": "c"},
            {**event, "source": "a", "id": "bc", "type": "usage.page.viewed", "data": {"page": "/"}},
        ],
    )
    files.run(tmp_path / "out")
    outcomes = [line["outcome"] for line in read_lines(tmp_path / "out" / "ledger.jsonl")]
    assert outcomes[0] == "refused"
    assert "duplicate" not in outcomes[1:3]
    assert outcomes[3] == "duplicate"


def test_usage_errors_are_exit_2() -> None:
    """An unknown option, a missing one, and a stray argument."""
    for args in (("run",), ("run", "--input"), ("decide", "--nope"), ("decide", "stray"), ("nope",)):
        ended = run_assay(*args)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.splitlines()[-1].startswith("Error: ")


def test_several_files_may_follow_an_option(files: Files, tmp_path: Path) -> None:
    """`--input a b --input=c d` is four inputs."""
    lines = files.events.read_bytes().splitlines(keepends=True)
    parts = [write_lines(tmp_path / f"part{n}", lines[n * 100 : n * 100 + 100]) for n in range(4)]
    control = ("--control", files.control)
    whole = run_assay("decide", "--input", write_lines(tmp_path / "all", lines[:400]), *control)
    split = run_assay("decide", "--input", parts[0], parts[1], *control, f"--input={parts[2]}", parts[3])
    assert whole.out == split.out
    assert whole.code == split.code == 1
