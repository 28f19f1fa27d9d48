"""Identifiers that were encoded: an address with percent signs, and letters of base64 that stand for readable text."""

import re
from base64 import urlsafe_b64decode
from binascii import Error
from collections.abc import Container, Iterator

from processors.text.document import Span
from processors.text.identifiers.gate import ALL

MAIL = re.compile(r"\b[\w.+'-]{1,64}%40[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}", re.IGNORECASE)
BASE64 = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{16,}(?![\w+/-])")
STANDARD = str.maketrans("+/", "-_")
LEGIBLE = re.compile(r"[\w\s@.,;:|/+()\"'{}=&-]{11,}")


def by_encoding(text: str, hits: Container[str] = ALL) -> Iterator[Span]:
    """Every stretch that stands for an address, or for text that could be read once decoded."""
    for match in MAIL.finditer(text) if "%40" in hits else ():
        yield Span(match.start(), match.end(), "EMAIL")
    for match in BASE64.finditer(text) if "base64" in hits else ():
        if is_readable(match.group()):
            yield Span(match.start(), match.end(), "SECRET")


def is_readable(letters: str) -> bool:
    """Whether letters of base64, of both cases or with digits, decode to text throughout."""
    if letters.islower() or letters.isupper():
        return False
    padded = letters.translate(STANDARD) + "=" * (-len(letters) % 4)
    try:
        return LEGIBLE.fullmatch(urlsafe_b64decode(padded).decode("utf-8")) is not None
    except (Error, UnicodeDecodeError):
        return False
