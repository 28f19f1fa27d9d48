"""A payload value is in the copies and records that are for it, and nowhere else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.catalogue import PAYLOADS, leaves
from tests.streams.run import stream
from tests.streams.run.command import read_lines, run_assay, write_lines
from tests.streams.run.conftest import Files

CANARY = "canary-7f3a"


def _nested(keys: tuple[str, ...], repeated: tuple[bool, ...], value: Any) -> Any:
    for key, is_list in zip(reversed(keys), reversed(repeated), strict=True):
        value = {key: [value] if is_list else value}
    return value


def _payloads() -> Iterator[tuple[str, Any]]:
    """A canary in every field of every contract, as text and where text is not, and as keys that no contract has."""
    for event_type in PAYLOADS:
        for leaf in leaves(event_type):
            yield event_type, _nested(leaf.keys, leaf.repeated, CANARY)
            yield event_type, _nested(leaf.keys, leaf.repeated, {CANARY: [CANARY]})
        yield event_type, {CANARY: CANARY}
        yield event_type, CANARY


def _events() -> Iterator[stream.Json | bytes]:
    good = json.loads(next(stream.lines(1, seed=7)))
    for n, (event_type, data) in enumerate(_payloads()):
        yield {**good, "id": f"n{n}", "type": event_type, "data": data, "retailer": "gems"}
    page = {**good, "type": "usage.page.viewed", "retailer": "gems", "subject": CANARY}
    yield {**page, "id": "q", "data": {"page": CANARY, "referrer": CANARY, "ip": CANARY, "user_agent": CANARY}}
    yield {**page, "id": "u", "data": {"page": CANARY}, "retailer": "nobody"}
    note = {"customer_id": CANARY, "author_id": CANARY, "text": f"ssn 536-22-1234 of {CANARY}"}
    yield {**page, "id": "p", "type": "crm.note.added", "data": note}
    yield {**page, "id": "d", "data": {"page": CANARY}}
    yield {**page, "id": "d", "data": {"page": CANARY}}
    yield {**page, "id": "t", "data": {"page": CANARY}, "time": CANARY}
    yield f'{{"id": "x", "data": "{CANARY}"\n'.encode()
    yield f"{CANARY}\n".encode()


def test_no_value_is_told_but_where_it_belongs(files: Files, tmp_path: Path) -> None:
    """Neither messages, report nor ledger, nor any path of a fault, has a payload value or an unknown key."""
    write_lines(files.events, _events())
    ended = files.run(tmp_path / "out")
    again = files.run(tmp_path / "out", "--json")
    decided = run_assay("decide", "--control", files.control, "--input", files.events)
    letters = read_lines(tmp_path / "out" / "dead-letters.jsonl")
    silent = [ended.out, ended.err, again.out, again.err, decided.out, decided.err]
    silent += [(tmp_path / "out" / name).read_text() for name in ("ledger.jsonl", "summary.json")]
    silent += [json.dumps({**letter, "raw": None}) for letter in letters]
    assert len(letters) > 300
    assert not [text for text in silent if CANARY in text]
    assert (
        CANARY
        in (tmp_path / "out" / "sink.crm_store.jsonl").read_text() + (tmp_path / "out" / "quarantine.jsonl").read_text()
    )


@pytest.mark.parametrize(
    "failing", ["processors.govern.tag", "processors.copies.emit.payload", "streams.run.pipeline.quarantined_event"]
)
def test_a_stage_that_fails_is_that_events_problem_alone(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """The event is a dead letter, nothing of it is emitted, and the error's text is told nowhere."""
    files.run(tmp_path / "whole")
    module, _, name = failing.rpartition(".")
    original = getattr(__import__(module, fromlist=[name]), name)

    def fail_at_times(*args: Any) -> Any:
        event = args[0].get("id") if isinstance(args[0], dict) else getattr(args[0], "id", args[0])
        if str(event).endswith(("3", "6", "9")):
            raise ValueError(CANARY)
        return original(*args)

    monkeypatch.setattr(failing, fail_at_times)
    ended = files.run(tmp_path / "out")
    whole = {
        line["id"]: line for line in read_lines(tmp_path / "whole" / "ledger.jsonl") if line["outcome"] != "duplicate"
    }
    ledger = read_lines(tmp_path / "out" / "ledger.jsonl")
    failed = {line["id"] for line in ledger if line.get("reason") == "undecidable"}
    copied = {copy["causationid"] for path in (tmp_path / "out").glob("sink.*") for copy in read_lines(path)}
    letters = read_lines(tmp_path / "out" / "dead-letters.jsonl")
    assert failed
    assert not failed & copied
    # Requests of the control input that failed are dead letters too, and no events.
    undecided = {letter["id"] for letter in letters if letter["reason"] == "undecidable"}
    assert failed == {event_id for event_id in undecided if event_id.startswith("e")}
    assert all(
        line["clauses"] == ["X-default"] for line in ledger if line["id"] in failed and line["outcome"] == "refused"
    )
    unharmed = [line for line in ledger if line["id"] not in failed and line["outcome"] == "quarantined"]
    assert all(line == whole[line["id"]] for line in unharmed)
    assert ended.code == 1
    assert ended.err.startswith("assay: undecidable: ValueError at tests.streams.run.test_canary:")
    assert CANARY not in ended.err + (tmp_path / "out" / "ledger.jsonl").read_text()


def test_a_reader_of_text_that_cannot_be_loaded_stops_the_run(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no event's problem: the run stops, and goes on once it can be loaded."""
    files.run(tmp_path / "whole")
    with monkeypatch.context() as patch:

        def reader() -> None:
            raise OSError("the reader of text cannot be loaded")

        patch.setattr("streams.assembly.text_reader", reader)
        ended = files.run(tmp_path / "out")
    assert (ended.code, ended.out) == (3, "")
    assert files.run(tmp_path / "out").code == 1
    assert (tmp_path / "whole" / "ledger.jsonl").read_bytes() == (tmp_path / "out" / "ledger.jsonl").read_bytes()


def test_a_line_that_cannot_even_be_read_is_a_dead_letter(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decoder that fails loses neither the line nor the others."""

    def failing(_: bytes) -> None:
        raise RecursionError(CANARY)

    monkeypatch.setattr("streams.run.pipeline.decode_line", failing)
    assert files.run(tmp_path / "out").code == 1
    given = [line for line in files.events.read_bytes().splitlines() if line.strip()]
    assert [letter["reason"] for letter in read_lines(tmp_path / "out" / "dead-letters.jsonl")] == [
        "undecidable"
    ] * len(given)
