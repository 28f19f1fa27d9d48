"""Identifiers made of digits, told apart by check digits, length and form."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence

import phonenumbers
from stdnum import iban

from processors.text.check_digit import passes_luhn
from processors.text.document import Span
from processors.text.identifiers.gate import ALL

DIGIT = re.compile(r"\d")
RUN = re.compile(r"(?<![\w.$£€¥₹])[+(]?\d(?:[\d \t\u00a0().\-/\u2013]{2,24}\d)(?![\w%°])(?!\s?(?:ct|mm|cm|kg|k\b|x\d))")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?\b")
UK_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
CODE = re.compile(r"(?<![\w/.-])(?:#[A-Z]{0,4}|[A-Z]{1,4})[-/]?\d[\dA-Z]{0,20}(?:[-/][\dA-Z]{1,20}){0,4}\b(?![.,]?\d)")
GOODS_CUE = re.compile(r"(?:style|sku|model|item|ref|calib\w*|cal|lot|size|sz)[\s.:#]*(?:no)?[\s.:#]*$", re.IGNORECASE)
GOODS_CUE_REACH, CODE_DIGITS_MIN = 16, 4
DATE_LIKE = re.compile(
    r"(?:\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}|\d{1,2}/\d{2,4}|(?:19|20)\d\d\s?[-\u2013/]\s?(?:19|20)?\d\d)"
)
SSN = re.compile(r"\d{3}([- ])\d{2}\1\d{4}")
CARD_DIGITS, PHONE_DIGITS = range(13, 20), range(7, 16)
CHECKED_MAX = 1_000  # Stretches of one text that are checked against the numbering plans, which takes long.
LONG_RUN, PLAIN_PHONE_MIN = 6, 10
REGIONS = ("US", "GB")


def by_digits(text: str, tagged: Sequence[Span], hits: Container[str] = ALL) -> Iterator[Span]:
    """Every stretch of digits that identifies; of those that the tagger has, only cards and such are named anew."""
    if "run" in hits:
        yield from by_run(text, tagged)
    if not text.islower():
        yield from by_letters_and_digits(text, hits)


def by_run(text: str, tagged: Sequence[Span]) -> Iterator[Span]:
    """Cards, telephone and other numbers of digits alone."""
    starts = [span.start for span in tagged]
    for order, match in enumerate(RUN.finditer(text)):
        start, end = match.span()
        place = bisect_right(starts, start) - 1
        covered = place >= 0 and tagged[place].end >= end
        label = label_of(match.group(), covered, order < CHECKED_MAX)
        if label:
            yield Span(start, end, label)


def label_of(found: str, covered: bool, checked: bool) -> str | None:
    """What a stretch of digits and separators is, or None; unchecked, whatever is as long as a telephone number."""
    digits = "".join(filter(str.isdigit, found))
    if len(digits) in CARD_DIGITS and passes_luhn(digits):
        return "CREDIT_CARD"
    if SSN.fullmatch(found):
        return "SSN"
    if covered or DATE_LIKE.fullmatch(found):
        return None
    if len(digits) in PHONE_DIGITS and (not checked or is_phone(found, digits)):
        return "PHONE"
    return "ACCOUNT_ID" if max(map(len, re.split(r"\D+", found))) >= LONG_RUN else None


def is_phone(found: str, digits: str) -> bool:
    """Whether a number can be dialled, in its own country or in those of the shops."""
    if found == digits and len(digits) < PLAIN_PHONE_MIN:
        return False
    regions: tuple[str | None, ...] = (None,) if found.startswith("+") else REGIONS
    for region in regions:
        try:
            if phonenumbers.is_possible_number(phonenumbers.parse(found, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


def by_letters_and_digits(text: str, hits: Container[str]) -> Iterator[Span]:
    """International bank account numbers, British postcodes, and codes such as a shop gives its orders."""
    for match in CODE.finditer(text) if "code" in hits else ():
        before = text[max(0, match.start() - GOODS_CUE_REACH) : match.start()]
        if sum(map(str.isdigit, match.group())) >= CODE_DIGITS_MIN and not GOODS_CUE.search(before):
            yield Span(match.start(), match.end(), "ORDER_ID")
    for match in IBAN.finditer(text) if "iban" in hits else ():
        if iban.is_valid(match.group()):
            yield Span(match.start(), match.end(), "IBAN")
    for match in UK_POSTCODE.finditer(text) if "postcode" in hits else ():
        yield Span(match.start(), match.end(), "ADDRESS")
