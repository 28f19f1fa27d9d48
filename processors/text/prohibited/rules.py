"""Rules for what is said in words: a trigger, what must be said around it, and what takes the meaning away."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from processors.text.document import Finding
from processors.text.prohibited.gate import Hits
from processors.text.prohibited.tables import rules

# Stand in a window right before and right after the trigger.
_OPEN, _CLOSE = "\x02", "\x03"
_WORDED, _ANY = re.compile("@<([^>]*)>"), f"{_OPEN}[^{_CLOSE}]*{_CLOSE}"
_CLAUSE_END = re.compile(r"(?<!\bSt)(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bMrs)[.!?]\s|\n")


@dataclass(frozen=True, slots=True)
class Around:
    """What may be said around a trigger: from the trigger on, or anywhere in its window."""

    onward: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None

    def search(self, window: str, trigger: int) -> tuple[int, int] | None:
        """Where it is said, in the window."""
        found = self.onward.match(window, trigger) if self.onward is not None else None
        if found is None and self.anywhere is not None:
            found = self.anywhere.search(window)
        return found.span() if found else None


def around(patterns: Iterable[str]) -> Around:
    """Patterns of any case; @ in them is the trigger, @<visa|ice> the trigger when it is one of these."""
    kept = list(patterns)
    onward = [pattern for pattern in kept if pattern.startswith("@")]
    return Around(_any_of(onward), _any_of([pattern for pattern in kept if not pattern.startswith("@")]))


def _any_of(patterns: list[str]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    one = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(_WORDED.sub(rf"{_OPEN}(?:\1){_CLOSE}", one).replace("@", _ANY), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A trigger of `label` is evidence of `kind` where `needs` is found around it and `unless` is not."""

    kind: str
    label: str
    needs: Around | None = None
    unless: Around | None = None
    before: int = 90
    after: int = 70
    # Another label that must be hit somewhere in the text for the rule to be tried.
    beside: str | None = None
    # A cheap pattern that any text which `needs` can match holds.
    sieve: re.Pattern[str] | None = None
    # Whether a question and its answer, or two sentences, count as one place.
    across: bool = False


def rules_of(family: str) -> list[Rule]:
    """The rules of a class family, as its file has them."""
    return [_made(rule) for rule in rules(family)]


def _made(rule: dict[str, Any]) -> Rule:
    made = dict(rule)
    for part in ("needs", "unless"):
        made[part] = around(rule[part]) if part in rule else None
    made["sieve"] = re.compile(rule["sieve"], re.IGNORECASE) if "sieve" in rule else None
    return Rule(**made)


def judge(tried: Iterable[Rule], text: str, hits: Hits) -> Iterator[Finding]:
    """Every trigger of every rule that holds; one finding for a trigger and class."""
    for rule in tried:
        if rule.label not in hits or (rule.beside is not None and rule.beside not in hits):
            continue
        for start, end in hits[rule.label]:
            finding = _finding(rule, text, start, end)
            if finding is not None:
                yield finding


def _finding(rule: Rule, text: str, start: int, end: int) -> Finding | None:
    window, low = _window(rule, text, start, end)
    if rule.sieve is not None and not rule.sieve.search(window):
        return None
    said = rule.needs.search(window, start - low) if rule.needs is not None else (start - low, start - low)
    if said is None or (rule.unless is not None and rule.unless.search(window, start - low)):
        return None
    first, last = (low + _unmarked(window, at) for at in said)
    return Finding(rule.kind, min(first, start), max(last, end))


def _window(rule: Rule, text: str, start: int, end: int) -> tuple[str, int]:
    """The text around a trigger, the trigger marked, and where it begins."""
    low, high = max(0, start - rule.before), min(len(text), end + rule.after)
    if not rule.across:
        for stop in _CLAUSE_END.finditer(text, low, start):
            low = stop.end()
        stop_after = _CLAUSE_END.search(text, end, high)
        high = stop_after.end() if stop_after else high
    return f"{text[low:start]}{_OPEN}{text[start:end]}{_CLOSE}{text[end:high]}", low


def _unmarked(window: str, at: int) -> int:
    """A place of the window without its two marks."""
    return at - window.count(_OPEN, 0, at) - window.count(_CLOSE, 0, at)
