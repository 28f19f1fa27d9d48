"""Passwords: a value given with the word for it, before or behind."""

from collections.abc import Iterator

from processors.text.document import Finding
from processors.text.prohibited.gate import Hits
from processors.text.prohibited.tables import patterns, words

LABELS = frozenset({"password", "password_word"})
_SAID = patterns("credentials")
_NO_VALUE, _EMPTY = words("no_value"), words("empty")
_BEFORE_CHARS_MAX = 80
_SIZE_MIN = 3


def find_passwords(text: str, hits: Hits) -> Iterator[Finding]:
    """Values given as a password."""
    for start, end in hits.get("password", ()):
        before = _SAID["before_password"].search(text, max(0, start - _BEFORE_CHARS_MAX), start)
        if before and any(map(str.isdigit, before["value"])) and is_secret(before["value"], bare=True):
            yield Finding("password", *before.span("value"))
        linked = _SAID["given"].match(text, end)
        if linked and is_secret(linked["value"], marked="=" in linked[0] or ":" in linked[0]):
            yield Finding("password", *linked.span("value"))
            continue
        bare = _SAID["bare_given"].match(text, end)
        if bare and is_secret(bare["value"], bare=True):
            yield Finding("password", *bare.span("value"))
    for _, end in hits.get("password_word", ()):
        marked = _SAID["marked"].match(text, end)
        if marked and is_secret(marked["value"], marked=True) and _SAID["strong"].search(marked["value"]):
            yield Finding("password", *marked.span("value"))


def is_secret(value: str, marked: bool = False, bare: bool = False) -> bool:
    """Whether a word can be a secret: no common word unless marked; with a digit or sign where it stands bare."""
    plain = value.rstrip(".!?").lower()
    if plain in _EMPTY or (plain in _NO_VALUE and not marked) or _SAID["disguise"].search(value):
        return False
    return (marked or len(plain) >= _SIZE_MIN) and (
        not bare or _SAID["strong"].search(value.rstrip(".!?-")) is not None
    )
