"""What the finder promises of any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.text.document import Document, Known, Span
from processors.text.identifiers.engine import IdentifierFinder
from processors.text.identifiers.placeholders import placeholders

MEGABYTE = 1_000_000
HOSTILE = {
    "letters": "a", "digits": "7", "signs": "@", "dots": ".", "blanks": " ", "lines": "\n", "mail": "a@", "hex": "ab:",
    "spoken": "a dot b at ", "colons": "a:", "dashes": "1-", "brackets": "((", "names": "Ruby Pearl ", "codes": "A1-",
    "spelt": "r u b y ", "ideographs": "\u738b", "joined": "a\u200b", "phones": "(555) 555-0100 ", "accents": "e\u0301",
}  # fmt: skip
PERSONAL = {
    "mail": ("write to beryl.a@posteo.example please", "beryl.a@posteo.example"),
    "spoken mail": ("it's jade at polk street diamonds dot com", "jade at polk street diamonds dot com"),
    "telephone": ("call (559) 555-0150 after six", "(559) 555-0150"),
    "card": ("charge 4111 1111 1111 1111 today", "4111 1111 1111 1111"),
    "card account": ("IBAN GB82 WEST 1234 5698 7654 32 it is", "GB82 WEST 1234 5698 7654 32"),
    "network address": ("signed in from 203.0.113.77 again", "203.0.113.77"),
    "web address": ("see https://pay.shop.example/i/7Qe?sig=ab81 now", "https://pay.shop.example/i/7Qe?sig=ab81"),
    "postcode": ("we are at EC1A 1BB now", "EC1A 1BB"),
    "handle": ("tag @luz.between.trees today", "luz.between.trees"),
    "order": ("her order RG-88104 is late", "RG-88104"),
    "named": ("My name is Thandiwe Mokoena.", "Thandiwe Mokoena"),
}  # fmt: skip
GOODS = {
    "price": "The ring is $12,500 or 4 payments of $3,125.",
    "stone": "A 1.02 ct ruby, G VS2, set in 18k rose gold, size 6.5.",
    "style": "Style RNG-18K-014 in platinum, 22 inches, 9 mm pearls.",
    "time": "We open at 10:30 and close at 6 pm on weekdays.",
    "brands": "Is the Cartier bracelet or the Tiffany setting better?",
}


def redact(text: str, spans: list[Span]) -> str:
    """The text with every span replaced by its placeholder."""
    named = list(zip(spans, placeholders(text, spans), strict=True))
    for span, name in reversed(named):
        text = text[: span.start] + name + text[span.end :]
    return text


@pytest.fixture(scope="module")
def finder() -> IdentifierFinder:
    return IdentifierFinder()


def masked(finder: IdentifierFinder, text: str, known: Known | None = None) -> str:
    spans, _ = finder.find(Document(text, (), known or Known()))
    return "".join(text[span.start : span.end] + "\n" for span in spans)


@pytest.mark.parametrize("name", PERSONAL)
def test_an_identifier_is_masked_whole(finder: IdentifierFinder, name: str) -> None:
    """Every kind of identifier is covered from its first letter to its last."""
    text, wanted = PERSONAL[name]
    assert wanted in masked(finder, text).replace("\n", " "), name


@pytest.mark.parametrize("name", GOODS)
def test_goods_stay_legible(finder: IdentifierFinder, name: str) -> None:
    """Stones, metals, brands, sizes, prices and times identify nobody."""
    assert masked(finder, GOODS[name]) == "", name


@pytest.mark.parametrize("name", HOSTILE)
def test_a_megabyte_of_anything_is_read_whole(finder: IdentifierFinder, name: str) -> None:
    """However long and hostile a text, spans are in order and within it, and its last line is read like any other."""
    text = (HOSTILE[name] * MEGABYTE)[:MEGABYTE] + "\n\nwrite to beryl.a@posteo.example please"
    spans, _ = finder.find(Document(text, (), Known({"PERSON": ("Ruby Pearl", "Ana Bel\u00e9n")})))
    assert in_order(spans, text)
    assert text[spans[-1].start : spans[-1].end] == "beryl.a@posteo.example"


def in_order(spans: list[Span], text: str) -> bool:
    ends = [0, *(span.end for span in spans)]
    return all(before <= span.start < span.end <= len(text) for before, span in zip(ends, spans, strict=False))


def test_a_name_in_a_long_text_is_found_at_its_place(finder: IdentifierFinder) -> None:
    """Texts longer than what is read at once keep their offsets."""
    text = "yes that is fine thank you\n" * 9_000 + "My name is Thandiwe Mokoena."
    spans, _ = finder.find(Document(text))
    assert text.rindex("Thandiwe") in {span.start for span in spans}


def test_what_the_shop_knows_is_found_however_it_is_written(finder: IdentifierFinder) -> None:
    """Case, accents, blanks and marks of a known string may differ."""
    known = Known({"ACCOUNT_ID": ("HJ-2208-4471",), "PERSON": ("Zsófia Barta",), "ADDRESS": ("9a Candle Wharf",)})
    text = "zsofia  BARTA, of 9A candle-wharf, hj 2208 4471 thanks"
    found = masked(finder, text, known)
    assert [part for part in ("zsofia", "BARTA", "9A candle-wharf", "hj 2208 4471") if part not in found] == []


def test_a_name_is_masked_wherever_it_stands_again(finder: IdentifierFinder) -> None:
    """What is an identifier once in a text is one everywhere in it."""
    text = "My name is Xolani Dube.\nok\nxolani wants the chain\nXOLANI"
    assert masked(finder, text).lower().count("xolani") == 3


DRESSED = {
    "invisible": "Th\u200bandiwe Mo\u200dkoena",
    "cyrillic": "\u0422h\u0430ndiw\u0435 M\u043ek\u043e\u0435n\u0430",
    "wide": "\uff34\uff48\uff41\uff4e\uff44\uff49\uff57\uff45 Mokoena",
}


@pytest.mark.parametrize("dress", DRESSED)
def test_a_dressed_up_name_is_still_a_name(finder: IdentifierFinder, dress: str) -> None:
    """Invisible characters and letters of other scripts that look alike hide nothing."""
    text = f"Hello, my name is {DRESSED[dress]}."
    assert DRESSED[dress] in masked(finder, text).replace("\n", " "), dress


def test_the_same_document_gives_the_same_reading(finder: IdentifierFinder) -> None:
    """Finding is a pure function."""
    document = Document("Hi, Ruby here about the ruby ring, 559-555-0150.")
    assert finder.find(document) == finder.find(document)


def test_risk_is_lower_where_there_is_nothing_to_miss(finder: IdentifierFinder) -> None:
    """The risk of a plain text is next to nothing, and always a share of one."""
    _, plain = finder.find(Document("yes please, thank you"))
    assert 0.0 <= plain < 0.1


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.lists(st.text(max_size=30), max_size=5))
def test_spans_are_ordered_apart_and_within_the_text(text: str, names: list[str]) -> None:
    """Whatever the text, spans can be replaced one after the other."""
    finder = _shared()
    spans, risk = finder.find(Document(text, (), Known({"PERSON": tuple(names)})))
    assert in_order(spans, text)
    assert 0.0 <= risk <= 1.0
    redact(text, spans)


_finders: list[IdentifierFinder] = []


def _shared() -> IdentifierFinder:
    if not _finders:
        _finders.append(IdentifierFinder())
    return _finders[0]


def test_one_person_has_one_number() -> None:
    """A first name, a spelt name and the full name of one person share a placeholder."""
    text = "Beryl here, Beryl Anstruther, b e r y l. Ask Opal."
    spans = [Span(0, 5, "PERSON"), Span(12, 28, "PERSON"), Span(30, 39, "PERSON"), Span(45, 49, "PERSON")]
    assert redact(text, spans) == "[PERSON_1] here, [PERSON_1], [PERSON_1]. Ask [PERSON_2]."


def test_numbers_follow_first_appearance_label_by_label() -> None:
    """Each label counts for itself, from one."""
    text = "a@b.co A@B.CO c@d.co Ann"
    spans = [Span(0, 6, "EMAIL"), Span(7, 13, "EMAIL"), Span(14, 20, "EMAIL"), Span(21, 24, "PERSON")]
    assert redact(text, spans) == "[EMAIL_1] [EMAIL_1] [EMAIL_2] [PERSON_1]"
