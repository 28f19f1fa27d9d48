"""Identifiers where no sentence leads to them: split over turns, in file names, in data inside text."""

import json
from urllib.parse import urlencode

import pytest

from processors.copies.redaction import replaced
from processors.text.document import Document, Known, Turn
from tests.governing import Reader
from tests.text.test_attacks_disguise import NAME, legible

MAIL = "beryl.a@posteo.example"
PHONE = "(559) 555-0150"
KNOWN = Known({"PERSON": (NAME,), "EMAIL": (MAIL,), "PHONE": (PHONE,)})
SPLIT = {
    "a telephone number": ("what is your number", "five five nine", "okay", "five five five", "yes", "oh one five oh"),
    "a telephone number in digits": ("what is your number", "559", "okay", "555", "yes", "0150"),
    "a card number": ("go ahead with the card", "4111 1111", "okay", "1111 1111"),
    "a spelt name": ("and the last name", "m o k", "okay", "o e n a"),
}
IN_DATA = {
    "an object": json.dumps({"customer": {"name": NAME, "phone": PHONE, "email": MAIL}}),
    "a quoted object": json.dumps(json.dumps({"name": NAME, "phone": PHONE, "email": MAIL})),
    "a row": f"name;phone;email\n{NAME};{PHONE};{MAIL}",
    "a query": "?" + urlencode({"email": MAIL, "name": NAME, "phone": PHONE}),
    "a page": f"<b>{NAME}</b><a href='mailto:{MAIL}'>{PHONE}</a>",
    "a log line": f'level=info msg=sent to={MAIL} name="{NAME}" tel={PHONE}',
}
FILES = {
    "underscores": "Thandiwe_Mokoena_appraisal.pdf",
    "hyphens": "invoice-Thandiwe-Mokoena.pdf",
    "dots": "Thandiwe.Mokoena.ring.jpg",
    "a path": "uploads/Mokoena/Thandiwe/ring.jpg",
}
SECONDS_WORTH = 400_000  # Characters; the bench of reading times a megabyte.


@pytest.mark.parametrize("name", SPLIT)
def test_an_identifier_told_in_several_turns_is_masked_in_each(reader: Reader, name: str) -> None:
    """The question before and the pieces before make the next piece one; what is said between stays legible."""
    turns: list[Turn] = []
    for number, said in enumerate(SPLIT[name]):
        start = turns[-1].end + 1 if turns else 0
        turns.append(Turn("caller" if number % 2 else "agent", start, start + len(said)))
    text = "\n".join(SPLIT[name])
    covered = {at for span in replaced(reader(Document(text, tuple(turns)))) for at in range(span.start, span.end)}
    for number, turn in enumerate(turns):
        shown = "".join(text[at] for at in range(turn.start, turn.end) if text[at].isalnum() and at not in covered)
        assert bool(shown) is (number % 2 == 0)


@pytest.mark.parametrize("name", IN_DATA)
def test_identifiers_in_data_inside_a_text_are_masked(reader: Reader, name: str) -> None:
    """Objects, rows, queries, pages and log lines that somebody pasted are read like any text."""
    text = f"she pasted this: {IN_DATA[name]} what now"
    for part in ("Thandiwe", "Mokoena", "beryl", "posteo", "0150"):
        assert not legible(reader, text, part)


@pytest.mark.parametrize("name", FILES)
def test_a_known_name_in_a_file_name_is_masked(reader: Reader, name: str) -> None:
    """The words of a file name are words; what the shop knows is found among them."""
    text = f"the file {FILES[name]} is attached"
    for part in ("Thandiwe", "Mokoena"):
        assert not legible(reader, text, part, KNOWN)


def test_a_name_at_the_end_of_a_very_long_text_is_masked(reader: Reader) -> None:
    """However much stands before, the last line is read as if it stood alone."""
    line = "The ruby is a 1.02 ct oval in 18k rose gold, size 6.5, and it will be ready on Tuesday.\n"
    text = line * (SECONDS_WORTH // len(line)) + f"My name is {NAME}, {MAIL}, {PHONE}"
    for identifier in (NAME, MAIL, PHONE):
        assert not legible(reader, text, identifier)


def test_right_to_left_text_around_an_identifier_hides_it_not(reader: Reader) -> None:
    """An English identifier in a text of another direction is found, though nobody vouches for such a text."""
    text = f"\u0634\u0643\u0631\u0627 \u062c\u0632\u064a\u0644\u0627 {MAIL} \u0648 {PHONE}"
    assert not legible(reader, text, MAIL)
    assert not legible(reader, text, PHONE)
