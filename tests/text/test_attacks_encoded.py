"""Identifiers that were encoded: base64 and percent signs."""

from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote

import pytest

from processors.text.identifiers.encoded import is_readable
from tests.governing import Reader
from tests.text.test_attacks_disguise import NAME, legible

MAIL = "beryl.a@posteo.example"
PHONE = "(559) 555-0150"
ENCODED = {
    "base64 of a mail address": b64encode(MAIL.encode()).decode().rstrip("="),
    "base64 of a name": b64encode(NAME.encode()).decode().rstrip("="),
    "base64 for addresses": urlsafe_b64encode(f"{NAME}|{PHONE}".encode()).decode().rstrip("="),
    "percent signs": quote(MAIL, safe=""),
    "a token of three parts": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJiZXJ5bC5hIn0.c2lnbmF0dXJl",
}
PLAIN = ("engagement-rings-and-bands", "supercalifragilistic", "HONEYMOONSUITEUPGRADE", "ref/2024/0042/0042/99")


@pytest.mark.parametrize("name", ENCODED)
def test_an_encoded_identifier_is_masked_whole(reader: Reader, name: str) -> None:
    """What stands for an identifier in letters and digits is as much of a token as any."""
    text = f"the link has token {ENCODED[name]} in it"
    assert not legible(reader, text, ENCODED[name])


@pytest.mark.parametrize("word", PLAIN)
def test_a_long_word_is_no_code(word: str) -> None:
    """Words joined by hyphens, long words and references do not decode to text."""
    assert not is_readable(word)
