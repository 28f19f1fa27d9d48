"""Identifiers made of digits, told apart by check digits, length and the word before them."""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers
from stdnum import iban, luhn

from processors.text.document import Span

RUN = re.compile(r"(?<![\w.$£€¥₹])[+(]?\d(?:[\d\s().\-/–]{2,24}\d)(?![\w%°])(?!\s?(?:ct|mm|cm|kg|k\b|x\d))")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{2,4}){3,8}\b")
US_SSN = re.compile(r"(?<![\w-])\d{3}([- ])\d{2}\1\d{4}(?![\w-])")
UK_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
DATE_LIKE = re.compile(r"(?:\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}|\d{1,2}/\d{2,4}|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d)")
CARD_DIGITS, PHONE_DIGITS = range(12, 20), range(7, 16)
LONG_RUN = 6
REGIONS = ("US", "GB")


def by_digits(text: str) -> Iterator[Span]:
    """Every stretch of digits that identifies, with the label that its digits allow."""
    for match in US_SSN.finditer(text):
        yield Span(match.start(), match.end(), "SSN")
    for match in RUN.finditer(text):
        start, found = match.start(), match.group()
        if "\n" in found:
            yield from by_lines(start, found)
            continue
        label = label_of(found)
        if label:
            yield Span(start, match.end(), label)


def by_lines(start: int, found: str) -> Iterator[Span]:
    """A run of digits over several lines, a line at a time."""
    for line in found.splitlines(keepends=True):
        label = label_of(line.strip())
        if label:
            yield Span(start, start + len(line.rstrip()), label)
        start += len(line)


@lru_cache(maxsize=4096)
def label_of(found: str) -> str | None:
    """What a stretch of digits and separators is, or None."""
    digits = "".join(filter(str.isdigit, found))
    if DATE_LIKE.fullmatch(found) or not digits.isascii():
        return None
    if len(digits) in CARD_DIGITS and luhn.is_valid(digits):
        return "CREDIT_CARD"
    if len(digits) in PHONE_DIGITS and is_phone(found):
        return "PHONE"
    return "ACCOUNT_ID" if longest_group(found) >= LONG_RUN else None


def longest_group(found: str) -> int:
    """The length of the longest run of digits without a separator."""
    return max(map(len, re.split(r"\D+", found)))


def is_phone(found: str) -> bool:
    """Whether a number can be dialled, in its own country or in those of the shops."""
    regions: tuple[str | None, ...] = (None,) if found.startswith("+") else REGIONS
    for region in regions:
        try:
            if phonenumbers.is_possible_number(phonenumbers.parse(found, region)):
                return any(mark in found for mark in "+-.() /") or len(found) >= 10
        except phonenumbers.NumberParseException:
            continue
    return False


def by_letters_and_digits(text: str) -> Iterator[Span]:
    """International bank account numbers and British postcodes."""
    for match in IBAN.finditer(text):
        if iban.is_valid(match.group()):
            yield Span(match.start(), match.end(), "IBAN")
    for match in UK_POSTCODE.finditer(text):
        yield Span(match.start(), match.end(), "ADDRESS")
