"""Identifiers dressed up so that a person reads them and a pattern does not: what of them must not stay legible."""

import pytest

from processors.copies.redaction import replaced
from processors.text.document import Document, Known
from tests.governing import Reader

NAME = "Thandiwe Mokoena"
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
BOLD = {ord("A") + n: 0x1D400 + n for n in range(26)} | {ord("a") + n: 0x1D41A + n for n in range(26)}
CYRILLIC = str.maketrans("aeopcxyTKMH", "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0422\u041a\u041c\u041d")
INVISIBLE = {
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "word joiner": "\u2060",
    "soft hyphen": "\u00ad",
    "byte order mark": "\ufeff",
    "right-to-left mark": "\u200f",
    "left-to-right mark": "\u200e",
}
NAMES = {
    "look-alike letters of another script": NAME.translate(CYRILLIC),
    "one look-alike letter": "Thandiwe Mok\u043eena",
    "full width": NAME.translate(FULL_WIDTH),
    "mathematical letters": NAME.translate(BOLD),
    "accents": "Th\u00e1nd\u00efw\u00e9 M\u014dk\u00f6\u00e9n\u00e0",
    "combining accents": "Tha\u0301ndiwe\u0301 Mo\u0302koena",
    "capitals and none": "THANDIWE mokoena",
    "overridden direction": "\u202d" + NAME + "\u202c",
    "isolated direction": "\u2068" + NAME + "\u2069",
}
NUMBERS = {
    "emoji between": "559\U0001f48e555\U0001f48e0150",
    "keycaps": "5\ufe0f\u20e35\ufe0f\u20e39\ufe0f\u20e3 555 0150",
    "emoji around": "\u260e\ufe0f559 555 0150\U0001f48d",
    "blank by blank": "5 5 9 - 5 5 5 - 0 1 5 0",
    "full width": "559 555 0150".translate(FULL_WIDTH),
    "arabic digits": "559 555 0150".translate({ord("0") + n: 0x660 + n for n in range(10)}),
    "zero width": "559\u200b555\u200b0150",
    "no-break spaces": "559\u00a0555\u00a00150",
    "dashes of print": "559\u2013555\u20130150",
}
CARDS = {
    "emoji between": "4111\U0001f48e1111\U0001f48e1111\U0001f48e1111",
    "keycaps": "4\u20e31\u20e31\u20e31\u20e3 1111 1111 1111",
    "zero width": "4111\u200b1111\u200b1111\u200b1111",
    "full width": "4111 1111 1111 1111".translate(FULL_WIDTH),
}
MAILS = {
    "one look-alike letter": "b\u0435ryl.a@posteo.example",
    "zero width": "b\u200beryl.a@pos\u200bteo.example",
    "full width": "beryl.a@posteo.example".translate(FULL_WIDTH),
    "written out": "beryl dot a at posteo dot example",
    "in brackets": "beryl.a (at) posteo (dot) example",
    "in square brackets": "beryl.a [at] posteo [dot] example",
    "turned around in part": "\u202ebe\u202cryl.a@posteo.example",
}


def legible(reader: Reader, text: str, identifier: str, known: Known | None = None) -> str:
    """The letters and digits of an identifier in a text that copies would show."""
    spans = replaced(reader(Document(text, (), known or Known())))
    covered = {at for span in spans for at in range(span.start, span.end)}
    start = text.index(identifier)
    places = range(start, start + len(identifier))
    return "".join(text[at] for at in places if text[at].isalnum() and at not in covered)


@pytest.mark.parametrize("dress", NAMES)
def test_a_name_in_other_letters_is_masked_whole(reader: Reader, dress: str) -> None:
    """Letters that look alike, of any width, weight, script, accent or direction, hide no name."""
    assert not legible(reader, f"My name is {NAMES[dress]}. I bought the opal ring.", NAMES[dress])


@pytest.mark.parametrize("mark", INVISIBLE)
def test_a_name_with_what_cannot_be_seen_is_masked_whole(reader: Reader, mark: str) -> None:
    """A mark of no width after every letter hides no name."""
    name = "".join(letter + INVISIBLE[mark] for letter in NAME)
    assert not legible(reader, f"My name is {name} and I bought the opal ring.", name)


@pytest.mark.parametrize("dress", NUMBERS)
def test_a_telephone_number_is_masked_whatever_stands_among_its_digits(reader: Reader, dress: str) -> None:
    """Emoji, keycaps, blanks and digits of other scripts hide no number."""
    assert not legible(reader, f"please call {NUMBERS[dress]} after six", NUMBERS[dress])


@pytest.mark.parametrize("dress", CARDS)
def test_a_card_number_is_masked_and_quarantined(reader: Reader, dress: str) -> None:
    """A disguised card number is an identifier and prohibited data."""
    text = f"charge {CARDS[dress]} today"
    assert not legible(reader, text, CARDS[dress])
    assert "card_number" in {finding.kind for finding in reader(Document(text)).findings}


@pytest.mark.parametrize("dress", MAILS)
def test_an_address_is_masked_however_it_is_written(reader: Reader, dress: str) -> None:
    """Words and brackets for its marks, other letters and hidden ones hide no e-mail address."""
    assert not legible(reader, f"write to {MAILS[dress]} please", MAILS[dress])


@pytest.mark.parametrize("mark", INVISIBLE)
def test_what_the_shop_knows_is_found_through_what_cannot_be_seen(reader: Reader, mark: str) -> None:
    """A known name needs no sentence around it, and marks of no width do not hide it."""
    name = "".join(letter + INVISIBLE[mark] for letter in NAME)
    assert not legible(reader, f"ok {name}", name, Known({"PERSON": (NAME,)}))
