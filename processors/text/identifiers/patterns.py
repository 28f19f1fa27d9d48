"""Identifiers that show by their form alone: e-mail, web and network addresses, tokens, coordinates."""

import re
from collections.abc import Iterator

from processors.text.document import Span

TLD = r"(?:com|org|net|edu|gov|info|biz|me|io|co|us|uk|ca|au|in|fr|de|es|it|nl|eu|hk|ie|nz|br|mx|jp|example|test|shop)"

# Each form: its label, a mark without which it cannot stand, and the expression. Bounded repeats keep time linear.
FORMS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("URL", "://", re.compile(r"\b[a-z][a-z0-9+.-]{1,15}://[^\s<>\"']{2,2000}", re.IGNORECASE)),
    ("URL", "www.", re.compile(r"\bwww\.[^\s<>\"']{3,500}", re.IGNORECASE)),
    ("URL", "/", re.compile(rf"\b(?:[a-z0-9-]{{1,40}}\.){{1,4}}{TLD}/[^\s<>\"']{{1,500}}", re.IGNORECASE)),
    ("EMAIL", "@", re.compile(r"[\w.+%'-]{1,64}\s?(?:@|\[at\]|\(at\))\s?(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}")),
    ("EMAIL", "(at)", re.compile(r"[\w.+%'-]{1,64}\s?[(\[]at[)\]]\s?[\w-]{1,63}(?:\s?(?:\.|[(\[]dot[)\]])\s?\w{2,24}){1,4}")),
    ("EMAIL", "[at]", re.compile(r"[\w.+%'-]{1,64}\s?[(\[]at[)\]]\s?[\w-]{1,63}(?:\s?(?:\.|[(\[]dot[)\]])\s?\w{2,24}){1,4}")),
    ("USERNAME", "@", re.compile(r"(?<![\w@.])@[^\W_][\w.]{1,62}\w")),
    ("IP", ".", re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)")),
    ("IP", ":", re.compile(r"(?<![\w:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:])", re.IGNORECASE)),
    ("IP", ":", re.compile(r"(?<![\w:.])(?=[0-9a-f:]*:[0-9a-f:]*:)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])", re.IGNORECASE)),
    ("GEO", ",", re.compile(r"(?<![\d.])[-+]?\d{1,3}\.\d{3,8}\s?[NS]?,\s?[-+]?\d{1,3}\.\d{3,8}(?:\s?[EW])?(?!\d)")),
    ("SECRET", "_", re.compile(r"\b(?:sk|pk|rk|shpat|shpss|ghp|gho|xox[abp])_\w{8,200}")),
    ("SECRET", "eyJ", re.compile(r"\beyJ[\w-]{5,2000}(?:\.[\w-]{3,2000}){1,2}")),
    ("SECRET", "AKIA", re.compile(r"\bAKIA[0-9A-Z]{12,20}\b")),
    ("SECRET", "-----", re.compile(r"-----BEGIN [A-Z ]{3,40}-----[^-]{1,8000}-----END [A-Z ]{3,40}-----")),
)  # fmt: skip
TRAILING = ".,;:!?)]}>"
LONE_MARKS = frozenset({"::", ":"})

SPOKEN_EMAIL = re.compile(
    rf"\b(?:[a-z0-9]{{1,30}}(?:\s(?:dot|underscore|dash|hyphen|plus)\s|\s?[._-]\s?)){{0,5}}[a-z0-9]{{1,40}}\sat\s"
    rf"(?:[a-z0-9]{{1,30}}\s){{1,8}}?dot\s(?:[a-z0-9]{{1,20}}\sdot\s)?(?:{TLD}|[a-z](?:\s[a-z]){{1,3}})\b",
    re.IGNORECASE,
)


def by_form(text: str) -> Iterator[Span]:
    """Every stretch that has the form of an identifier."""
    for label, mark, form in FORMS:
        if mark in text:
            for match in form.finditer(text):
                yield from _trimmed(match, label)
    if " dot " in text or " DOT " in text or " Dot " in text:
        for match in SPOKEN_EMAIL.finditer(text):
            yield Span(match.start(), match.end(), "EMAIL")


def _trimmed(match: re.Match[str], label: str) -> Iterator[Span]:
    found = match.group().rstrip(TRAILING)
    if label == "IP" and (not any(map(str.isdigit, found)) or (found.count(":") and not _is_network_address(found))):
        return
    yield Span(match.start(), match.start() + len(found), label)


def _is_network_address(found: str) -> bool:
    """Clock times also have colons; an address has an empty or a long group, or six groups and more."""
    groups = found.split(":")
    return "::" in found or len(groups) >= 6 or any(len(group) > 2 for group in groups[1:])
