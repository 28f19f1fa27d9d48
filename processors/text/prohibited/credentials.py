"""Codes, keys and answers that open an account or a door: a value beside the word for it, or a key's own form."""

from collections.abc import Iterator

from processors.text.document import Finding
from processors.text.prohibited.gate import Hits
from processors.text.prohibited.spoken import Run, runs
from processors.text.prohibited.tables import patterns, words

LABELS = frozenset({"code", "answer", "key", "login", "key_form"})
_SAID = patterns("credentials")
_NO_VALUE = words("no_value")
_BEFORE_CHARS_MAX, _CODE_CHARS_MAX, _PIN_CHARS_MAX = 20, 90, 12
_CODE_SIZE = range(4, 11)
_CODE_DIGITS_MIN = 3
# Words that are also a brooch or a pairing: their number follows at once.
_SHORT = frozenset({"pin", "pins", "combo", "combination", "p i n"})


def find_credentials(text: str, hits: Hits) -> Iterator[Finding]:
    """Values given as a code, an answer or a key."""
    for start, end in hits.get("code", ()):
        code = _code_after(text, start, end)
        if code is not None:
            yield Finding("credentials", code.start, code.end)
    for _, end in hits.get("answer", ()):
        answered = _SAID["answered"].match(text, end)
        if answered and answered["value"].split()[0].lower() not in _NO_VALUE:
            yield Finding("credentials", *answered.span("value"))
    for _, end in hits.get("login", ()):
        user = _SAID["user"].match(text, end)
        if user and user["value"].lower() not in _NO_VALUE and _SAID["then_password"].match(text, user.end()):
            yield Finding("credentials", *user.span("value"))
    yield from _keys(text, hits)


def _keys(text: str, hits: Hits) -> Iterator[Finding]:
    for _, end in hits.get("key", ()):
        value = _SAID["key"].match(text, end)
        if value and any(map(str.isdigit, value["value"])):
            yield Finding("credentials", *value.span("value"))
    for start, _ in hits.get("key_form", ()):
        value = _SAID["key_form"].match(text, start)
        if value:
            yield Finding("credentials", *value.span())


def _code_after(text: str, start: int, end: int) -> Run | None:
    if _SAID["pin_unless"].search(text, max(0, start - _BEFORE_CHARS_MAX), start):
        return None
    apart = _PIN_CHARS_MAX if text[start:end].lower() in _SHORT else _CODE_CHARS_MAX
    for run in runs(text, end, min(len(text), end + _CODE_CHARS_MAX), lettered=True):
        between = text[end : run.start]
        if len(between) > apart or _SAID["not_code_after"].search(between):
            return None
        if len(run.value) in _CODE_SIZE and sum(map(str.isdigit, run.value)) >= _CODE_DIGITS_MIN:
            return run
    return None
