"""Identifiers that show by their form alone: e-mail, web and network addresses, keys, coordinates."""

# ruff: noqa: E501 - a table reads best with one row a line.

import re
from collections.abc import Callable, Container, Iterator

from processors.text.document import Span
from processors.text.identifiers.gate import ALL, TLD


def holds(*marks: str) -> Callable[[str], bool]:
    """A quick test that a text holds a mark, or both of two."""
    first, *others = marks
    return lambda text: first in text and (not others or others[0] in text)


def holds_many(mark: str, count: int) -> Callable[[str], bool]:
    """A quick test that a text holds a mark several times."""
    return lambda text: text.count(mark) >= count


def may_hold_groups(text: str) -> bool:
    """A quick test that a text may hold a network address of groups."""
    return text.count(":") > 1 and ("::" in text or DIGIT.search(text) is not None)


DIGIT = re.compile(r"\d")

# Each form: what wakes it, its label, a test without which it cannot stand, and the expression. Repeats are bounded, so time is linear.
FORMS: tuple[tuple[str, str, Callable[[str], bool], re.Pattern[str]], ...] = (
    ("scheme", "URL", holds("://"), re.compile(r"\b[a-z][a-z0-9+.-]{1,15}://[^\s<>\"']{2,2000}", re.IGNORECASE)),
    ("www", "URL", holds("www."), re.compile(r"\bwww\.[^\s<>\"']{3,500}", re.IGNORECASE)),
    ("site", "URL", holds("/", "."), re.compile(rf"\b(?<![.-])(?:[a-z0-9-]{{1,40}}\.){{1,4}}{TLD}/[^\s<>\"']{{1,500}}", re.IGNORECASE)),
    ("(at)", "EMAIL", holds("(at)"), re.compile(r"\b[\w.+%'-]{1,64}\s?\(at\)\s?[\w-]{1,63}(?:\s?(?:\.|\(dot\))\s?\w{2,24}){1,4}")),
    ("[at]", "EMAIL", holds("[at]"), re.compile(r"\b[\w.+%'-]{1,64}\s?\[at\]\s?[\w-]{1,63}(?:\s?(?:\.|\[dot\])\s?\w{2,24}){1,4}")),
    ("handle", "USERNAME", holds("@"), re.compile(r"(?<![\w@.])@[^\W_][\w.]{1,62}\w")),
    ("ip", "IP", holds_many(".", 3), re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)")),
    ("hardware", "IP", holds_many(":", 5), re.compile(r"(?<![\w:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:])", re.IGNORECASE)),
    ("groups", "IP", may_hold_groups, re.compile(r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])", re.IGNORECASE)),
    ("place", "GEO", holds(".", ","), re.compile(r"(?<![\d.])[-+]?\d{1,3}\.\d{3,8}\s?[NS]?,\s?[-+]?\d{1,3}\.\d{3,8}(?:\s?[EW])?(?!\d)")),
    ("key", "SECRET", holds("_"), re.compile(r"\b(?:sk|pk|rk|shpat|shpss|ghp|gho|xox[abp])_\w{8,200}")),
    ("token", "SECRET", holds("eyJ"), re.compile(r"\beyJ[\w-]{5,2000}(?:\.[\w-]{3,2000}){1,2}")),
    ("access", "SECRET", holds("AKIA"), re.compile(r"\bAKIA[0-9A-Z]{12,20}\b")),
    ("private", "SECRET", holds("-----BEGIN"), re.compile(r"-----BEGIN [A-Z ]{3,40}-----[^-]{1,8000}-----END [A-Z ]{3,40}-----")),
)  # fmt: skip
TRAILING = ".,;:!?)]}>"
LOCAL_MARKS = frozenset("._+%'-")
LOCAL_LENGTH_MAX = 64
DOMAIN = re.compile(r"@\s?(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}")
GROUPS_MIN, LONG_GROUP = 6, 2


def by_form(text: str, hits: Container[str] = ALL) -> Iterator[Span]:
    """Every stretch that has the form of an identifier, of the forms that were hit."""
    for wake, label, may_stand, form in FORMS:
        if wake in hits and may_stand(text):
            for match in form.finditer(text):
                found = match.group().rstrip(TRAILING)
                if label != "IP" or is_network_address(found):
                    yield Span(match.start(), match.start() + len(found), label)
    if "mail" in hits and "@" in text:
        yield from mail_addresses(text)


def mail_addresses(text: str) -> Iterator[Span]:
    """Every e-mail address: the domain found first, then the name before its sign."""
    for match in DOMAIN.finditer(text):
        at = match.start()
        start = at - 1 if at and text[at - 1] == " " else at
        least = max(0, start - LOCAL_LENGTH_MAX)
        first = start
        while first > least and (text[first - 1].isalnum() or text[first - 1] in LOCAL_MARKS):
            first -= 1
        if first < start:
            yield Span(first, match.end(), "EMAIL")


def is_network_address(found: str) -> bool:
    """Clock times also have colons; an address has digits, and an empty or a long group, or six groups and more."""
    if not any(map(str.isdigit, found)):
        return False
    groups = found.split(":")
    if len(groups) == 1:
        return True
    return "::" in found or len(groups) >= GROUPS_MIN or any(len(group) > LONG_GROUP for group in groups[1:])
