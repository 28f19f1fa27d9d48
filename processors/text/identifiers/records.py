"""Mentions of what the shop knows of a person, however they are cased, accented or spaced."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from processors.text.document import Span
from processors.text.tagger.alphabet import folding

Strings = tuple[tuple[str, tuple[str, ...]], ...]
LENGTH_MIN = 4
STRINGS_MAX = 200
PHONE_TAIL = 7


def by_record(text: str, strings: Mapping[str, tuple[str, ...]]) -> Iterator[Span]:
    """Every mention in a text of a known string, whole."""
    pattern = pattern_of(tuple((label, tuple(values)) for label, values in strings.items()))
    if pattern is None:
        return
    folded, places = text, None
    if not text.isascii():
        folded, places = folded_with_places(text)
    for match in pattern.finditer(folded):
        start, end = match.span()
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        yield Span(start, end, str(match.lastgroup))


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters where it stands in the original."""
    table = folding()
    letters, places = [], []
    for place, letter in enumerate(text):
        changed = table.get(ord(letter), letter)
        if changed is not None:
            letters.append(changed)
            places.append(place)
    return "".join(letters), places


@lru_cache(maxsize=1024)
def pattern_of(strings: Strings) -> re.Pattern[str] | None:
    """One expression, a group a label, for all known strings that are long enough to stand for themselves."""
    groups = []
    for label, values in strings:
        choices = {choice for value in values[:STRINGS_MAX] if (choice := expression(label, value))}
        if choices:
            longest_first = sorted(choices, key=lambda choice: (-len(choice), choice))
            groups.append(f"(?P<{label}>{'|'.join(longest_first)})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE) if groups else None


def expression(label: str, value: str) -> str | None:
    """An expression for one known string: blanks and marks between its words may differ."""
    if label == "PHONE":
        digits = re.sub(r"\D", "", value)[-PHONE_TAIL:]
        return r"(?:\+?[\d\s().-]{0,12})" + r"[\s().-]{0,2}".join(digits) if len(digits) == PHONE_TAIL else None
    words = re.findall(r"[^\W_]+", value.translate(folding()).lower())
    if sum(map(len, words)) < LENGTH_MIN or (label == "PERSON" and len(words) < 2):
        return None  # One name alone may be a word of the trade: the tagger weighs it in its place.
    return r"[\W_]{0,3}".join(map(re.escape, words))
