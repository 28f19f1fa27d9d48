"""What `assay redact` prints."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from processors.text.document import Document, Reading, Span
from processors.text.identifiers.known import known_of
from processors.text.prohibited import find
from streams.redaction.roster import Roster, read_roster
from tests.streams.run.command import Json, run_assay, write_lines

ROSTER: list[dict[str, Any]] = [
    {"name": "Opal Reyes", "email": "opal@example.com", "phone": "+1 (415) 555-0142", "customer_id": "cust-88121"},
    {
        "name": {"first_name": "Jade", "last_name": "Moreno"},
        "address": {"address1": "12 Elm Street"},
        "user_id": "jm_5512",
    },
]


def read_known(document: Document) -> Reading:
    """A reading of what is known word for word, and of what is prohibited."""
    spans = [
        Span(at, at + len(string), label)
        for label, strings in document.known.strings.items()
        for string in strings
        if (at := document.text.find(string)) >= 0
    ]
    ordered = tuple(sorted(spans, key=lambda span: span.start))
    return Reading(ordered, tuple(find(document.text, document.turns)), 0.75 if "mumble" in document.text else 0.125)


@pytest.fixture(autouse=True)
def _quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.verbs.redact.text_reader", lambda: read_known)


def lines_of(*records: Json | bytes) -> bytes:
    return b"".join(one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in records)


def test_a_text_is_redacted_by_what_its_roster_knows() -> None:
    """Spans refer to the input, the text has placeholders for them and for what is prohibited."""
    text = "this is Opal Reyes, my ssn is 536-22-1234"
    turns = [{"speaker": "customer", "start": 0, "end": len(text)}]
    given = {"id": "a", "text": text, "turns": turns, "roster": {"customer": {"name": "Opal Reyes"}}, "source": "other"}
    ended = run_assay("redact", given=lines_of(given))
    assert ended.code == 0
    assert ended.records == [
        {
            "id": "a",
            "text": "this is [PERSON_1], my ssn is [SSN_1]",
            "spans": [{"start": 8, "end": 18, "label": "PERSON"}],
            "risk": 0.125,
            "withheld": False,
            "findings": [{"class": "ssn", "start": 30, "end": 41}],
        }
    ]


def test_a_text_that_nobody_vouches_for_is_marked() -> None:
    """More residual risk than a copy for models may have is withheld."""
    assert run_assay("redact", given=lines_of({"id": 1, "text": "mumble"})).records[0]["withheld"] is True


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"canary\n", "malformed: not_json"),
        (b"[1]\n", "malformed: not_an_object"),
        (b'{"text": "canary"}\n', "malformed: missing at id"),
        (b'{"id": true, "text": "canary"}\n', "malformed: wrong_type at id"),
        (b'{"id": "a", "text": null}\n', "malformed: missing at text"),
        (b'{"id": "a", "text": ["canary"]}\n', "malformed: wrong_type at text"),
        (b'{"id": "a", "text": "b", "roster": "canary"}\n', "malformed: wrong_type at roster"),
        (b'{"id": "a", "text": "b", "turns": [{"start": 0, "end": 9}]}\n', "malformed: out_of_range at turns"),
        (b'{"id": "a", "text": "b", "turns": [{"start": 0}]}\n', "malformed: wrong_type at turns"),
        (b'{"id": "a", "text": "b", "turns": ["canary"]}\n', "malformed: wrong_type at turns"),
        (b"\xff\xfe\n", "malformed: not_json"),
    ],
)
def test_a_line_at_fault_is_told_by_its_place(tmp_path: Path, line: bytes, told: str) -> None:
    """It keeps its place in the output, and the others go on."""
    good = {"id": "ok", "text": "hello"}
    path = write_lines(tmp_path / "in.jsonl", [good, b"\n", line, good])
    ended = run_assay("redact", "--input", path)
    assert ended.code == 1
    assert ended.err == f"assay: {path}:3: {told}\n"
    assert [record["id"] for record in ended.records] == ["ok", None, "ok"]
    assert ended.records[1] == {"id": None, "error": "malformed"}


def test_a_reader_that_fails_on_a_text_is_told_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text's own problem, told by type and place."""

    def failing(document: Document) -> Reading:
        raise ValueError(document.text)

    monkeypatch.setattr("streams.verbs.redact.text_reader", lambda: failing)
    ended = run_assay("redact", given=lines_of({"id": "a", "text": "canary"}))
    assert ended.records == [{"id": None, "error": "undecidable"}]
    assert ended.err.startswith("assay: -:1: undecidable: ValueError at tests.streams.redaction.test_redact:")
    assert "canary" not in ended.err


def test_a_broken_gzip_is_redacted_to_its_break(tmp_path: Path) -> None:
    """What stood before is printed; the break is a finding."""
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(gzip.compress(lines_of({"id": "a", "text": "hello"}))[:-6])
    ended = run_assay("redact", "--input", path)
    assert (ended.code, len(ended.records)) == (1, 1)
    assert "the gzip ends too early" in ended.err


@pytest.mark.parametrize("form", ["jsonl", "csv", "csv.gz"])
def test_customers_of_a_roster_are_known_where_a_text_names_them(tmp_path: Path, form: str) -> None:
    """A telephone number, an address or a whole name makes all of its record known, in that text alone."""
    path = tmp_path / f"roster.{form}"
    if form == "jsonl":
        write_lines(path, ROSTER)
    else:
        first = "cust-88121,Opal Reyes,opal@example.com,415 555 0142\n"
        rows = f"customer_id,name,email,phone\n{first}c2,Jade Moreno,j@x.org,\n"
        path.write_bytes(gzip.compress(rows.encode()) if form == "csv.gz" else b"\xef\xbb\xbf" + rows.encode())
    texts = ["call 415-555-0142 for Opal Reyes", "Opal alone", "jade MORENO, not Jade Moreno's"]
    ended = run_assay(
        "redact", "--roster", path, given=lines_of(*({"id": n, "text": text} for n, text in enumerate(texts)))
    )
    assert [record["text"] for record in ended.records] == [
        "call 415-555-0142 for [PERSON_1]",
        "Opal alone",
        "jade MORENO, not [PERSON_1] [PERSON_2]'s" if form == "jsonl" else "jade MORENO, not [PERSON_1]'s",
    ]


def test_what_many_customers_share_tells_none_of_them_apart() -> None:
    """An address of a tower names nobody in it."""
    tower = [{"name": f"Person {n}", "address1": "1 Tower Plaza", "email": f"p{n}@example.com"} for n in range(10)]
    own = known_of({"name": "Own Name"})
    assert Roster(tower).known("at 1 Tower Plaza", own) == own
    assert "EMAIL" in Roster(tower).known("P4@example.com writes", own).strings


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("r.jsonl", b'{"name": "a"}\ncanary\n', "r.jsonl:2: malformed: not_an_object"),
        ("r.csv", b"name,email\na,b\nc,d,canary\n", "r.csv:3: malformed: too_many_fields"),
        ("r.csv", b"name,email\n\xff,b\n", "r.csv:2: UnicodeDecodeError"),
    ],
)
def test_a_roster_at_fault_is_told_before_any_text(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    """By file and line, without the line."""
    (tmp_path / name).write_bytes(content)
    ended = run_assay("redact", "--roster", tmp_path / name, given=lines_of({"id": "a", "text": "b"}))
    assert (ended.code, ended.out, ended.err) == (2, "", f"assay: {tmp_path / told}\n")


def test_an_empty_roster_knows_nobody(tmp_path: Path) -> None:
    """A file without a row is fine."""
    (tmp_path / "r.csv").write_bytes(b"")
    assert read_roster([tmp_path / "r.csv"]).known("Opal Reyes", known_of({})) == known_of({})


def test_stand_ins_are_consistent_and_invented(tmp_path: Path) -> None:
    """One key gives one stand-in; no original is left, and what is prohibited is not imitated."""
    key = tmp_path / "key"
    key.write_text("a key of these tests")
    roster = {"name": "Opal Reyes", "last_name": "Reyes", "email": "opal@example.com", "order": "W-55120"}
    given = {"id": "a", "text": "Opal Reyes of opal@example.com, order W-55120, ssn 536-22-1234", "roster": roster}
    first = run_assay("redact", "--surrogates", "--key", key, given=lines_of(given)).records[0]
    assert first == run_assay("redact", "--surrogates", "--key", key, given=lines_of(given)).records[0]
    assert not [word for word in ("Opal", "Reyes", "opal@", "55120", "536-22", "PERSON") if word in first["text"]]
    assert first["text"].endswith(", ssn [SSN_1]")
    assert "@example.com, order " in first["text"]
    key.write_text("another key of these tests")
    other = run_assay("redact", "--surrogates", "--key", key, given=lines_of(given)).records[0]
    assert other["text"] != first["text"]
    assert {**other, "text": ""} == {**first, "text": ""}
