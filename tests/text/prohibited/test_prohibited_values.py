"""Numbers of a kind: how they are written, said, split and disguised, and where the finding lies."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.text.document import Turn
from processors.text.prohibited import by_field, find, mask

MEGABYTE = 1_000_000


def found(text: str, kind: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in find(text) if finding.kind == kind]


@pytest.mark.parametrize(
    "number",
    ["536-22-8726", "536 22 8726", "536.22.8726", "536228726", "five three six twenty two eighty seven twenty six"],
)
def test_a_social_security_number_is_found_however_it_is_written(number: str) -> None:
    """A number said to be a social security number is found in digits, groups and words."""
    assert found(f"my social is {number}", "ssn") == [number]


@pytest.mark.parametrize("separator", ["", " ", "-", ".", "\u00a0", "\u2009", "\u2013", "\u200b"])
def test_a_card_number_is_found_whatever_stands_between_its_groups(separator: str) -> None:
    """Blanks, dots, dashes and hidden characters between groups hide no card number."""
    number = separator.join(("4111", "1111", "1111", "1111"))
    assert found(f"charge {number} please", "card_number") == [number]


@pytest.mark.parametrize(
    ("zero", "name"), [("\uff10", "full width"), ("\u0660", "Arabic-Indic"), ("\U0001d7ce", "bold")]
)
def test_digits_of_other_alphabets_are_digits(zero: str, name: str) -> None:
    """A card number in digits that only look otherwise is found at its place in the original."""
    number = "".join(chr(ord(zero) + int(digit)) for digit in "4111111111111111")
    assert found(f"card {number} ok", "card_number") == [number], name


def test_letters_that_look_like_digits_count_among_digits() -> None:
    """A card number with a capital O for a zero is found."""
    assert found("visa 4O12 8888 8888 1881", "card_number") == ["4O12 8888 8888 1881"]


def test_a_number_split_over_turns_has_a_finding_for_each_piece() -> None:
    """A social security number told in three turns has three findings, which leave the words between alone."""
    lines = ["what's your social", "five three six", "uh huh", "twenty two", "okay", "eighty seven twenty six"]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    turns = [
        Turn("ab"[n % 2], start, start + len(line)) for n, (start, line) in enumerate(zip(starts, lines, strict=True))
    ]
    assert [text[f.start : f.end] for f in find(text, turns)] == [
        "five three six",
        "twenty two",
        "eighty seven twenty six",
    ]


@pytest.mark.parametrize(
    "text", ["visa ending 4417", "card **** **** **** 4242", "order 4111 1111 1111 1112", "lot 401-55-23179"]
)
def test_last_digits_and_other_numbers_are_clear(text: str) -> None:
    """Last four digits, redacted numbers and numbers of orders and lots are no findings."""
    assert find(text) == []


def test_a_field_is_prohibited_by_its_name() -> None:
    """The contract's own fields for card numbers, security codes and passwords are told by name, at any depth."""
    paths = {
        "payment.card_number": "card_number",
        "payment.cvv": "cvv",
        "password": "password",
        "data.payment.cvv": "cvv",
    }
    assert {path: by_field(path, "1234") for path in paths} == paths


def test_a_whole_number_where_last_digits_belong_is_a_card_number() -> None:
    """A payment field that should hold last digits, a brand or a method is prohibited once it holds a whole number."""
    whole, last = "4539 1488 0343 6467", "6467"
    cases = product(("payment.last4", "payment.brand", "payment.method", "last4", "brand"), (whole, last))
    assert [by_field(path, value) for path, value in cases] == ["card_number", None] * 5
    assert by_field("lines.0.sku", whole) is None


def test_values_are_masked_by_their_class() -> None:
    """Every value found gives way to its class in capitals, and what overlaps to one of them."""
    text = "SSN 536-22-8726, cvv 318"
    assert mask(text, find(text)) == "SSN [SSN], cvv [CVV]"
    assert mask(text, [*find(text), *find(text)]) == "SSN [SSN], cvv [CVV]"


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_has_findings_within_it_and_the_same_each_time(text: str) -> None:
    """Findings are in order, inside the text and never empty; asking twice gives the same."""
    findings = find(text)
    assert findings == find(text)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)
    assert findings == sorted(findings, key=lambda finding: (finding.start, finding.end, finding.kind))


@given(st.text(alphabet="4111 card ssn\u200b\u0301\uff11-.\n", max_size=200))
@settings(max_examples=200, deadline=None)
def test_masked_text_keeps_what_lies_outside_findings(text: str) -> None:
    """What lies before the first finding and after the last is kept as it was."""
    findings = find(text)
    if findings:
        first, last = min(finding.start for finding in findings), max(finding.end for finding in findings)
        assert mask(text, findings).startswith(text[:first])
        assert mask(text, findings).endswith(text[last:])


@pytest.mark.parametrize(
    "unit", ["4 ", "ssn card pin daughter chemo 1 ", "passport a1 ", "cvv 12 ", "4\u200b1", "one two three\n"]
)
def test_a_megabyte_of_anything_is_read_whole(unit: str) -> None:
    """Of a megabyte of triggers and numbers, findings are in order and within it, and the last line is read too."""
    text = (unit * (MEGABYTE // len(unit) + 1))[:MEGABYTE] + "\n\nmy ssn is 536-22-8726"
    findings = find(text)
    assert [(finding.start, finding.end) for finding in findings] == sorted(
        (finding.start, finding.end) for finding in findings if 0 <= finding.start < finding.end <= len(text)
    )
    assert text[findings[-1].start : findings[-1].end] == "536-22-8726"
