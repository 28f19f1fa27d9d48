"""Rules for what is said in words: a trigger, what must be said around it, and what takes the meaning away."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from processors.text.document import Finding
from processors.text.prohibited.gate import Hits

# Stand in a window right before and right after the trigger.
_OPEN, _CLOSE = "\x02", "\x03"
_WORDED, _ANY = re.compile("@<([^>]*)>"), f"{_OPEN}[^{_CLOSE}]*{_CLOSE}"
_CLAUSE_END = re.compile(r"[.!?]\s|\n")


def around(*patterns: str) -> re.Pattern[str]:
    """One pattern of several, any case; @ in them is the trigger, @<visa|ice> the trigger when it is one of these."""
    one = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(_WORDED.sub(rf"{_OPEN}(?:\1){_CLOSE}", one).replace("@", _ANY), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A trigger of `label` is evidence of `kind` where `needs` is found around it and `unless` is not."""

    kind: str
    label: str
    needs: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    before: int = 90
    after: int = 70
    # Whether a question and its answer, or two sentences, count as one place.
    across: bool = False


def _window(rule: Rule, text: str, start: int, end: int) -> tuple[str, int]:
    """The text around a trigger, the trigger marked, and where it begins."""
    low, high = max(0, start - rule.before), min(len(text), end + rule.after)
    if not rule.across:
        for stop in _CLAUSE_END.finditer(text, low, start):
            low = stop.end()
        stop_after = _CLAUSE_END.search(text, end, high)
        high = stop_after.end() if stop_after else high
    return f"{text[low:start]}{_OPEN}{text[start:end]}{_CLOSE}{text[end:high]}", low


def _finding(rule: Rule, text: str, start: int, end: int) -> Finding | None:
    window, low = _window(rule, text, start, end)
    if rule.unless is not None and rule.unless.search(window):
        return None
    if rule.needs is None:
        return Finding(rule.kind, start, end)
    said = rule.needs.search(window)
    if said is None:
        return None
    first, last = (low + _unmarked(window, at) for at in said.span())
    return Finding(rule.kind, min(first, start), max(last, end))


def _unmarked(window: str, at: int) -> int:
    """A place of the window without its two marks."""
    return at - window.count(_OPEN, 0, at) - window.count(_CLOSE, 0, at)


def judge(rules: Iterable[Rule], text: str, hits: Hits) -> Iterator[Finding]:
    """Every trigger of every rule that holds; one finding for a trigger and class."""
    for rule in rules:
        for start, end in hits.get(rule.label, ()):
            finding = _finding(rule, text, start, end)
            if finding is not None:
                yield finding
