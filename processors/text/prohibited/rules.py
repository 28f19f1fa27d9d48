"""Rules for what is said in words: a trigger, what must be said around it, and what takes the meaning away."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
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

    onward: str
    anywhere: str

    def search(self, window: str, trigger: int) -> tuple[int, int] | None:
        """Where it is said, in the window."""
        found = _compiled(self.onward).match(window, trigger) if self.onward else None
        if found is None and self.anywhere:
            found = _compiled(self.anywhere).search(window)
        return found.span() if found else None


def around(patterns: Iterable[str]) -> Around:
    """Patterns of any case; @ in them is the trigger, @<visa|ice> the trigger when it is one of these."""
    kept = list(patterns)
    onward = [pattern for pattern in kept if pattern.startswith("@")]
    return Around(_any_of(onward), _any_of([pattern for pattern in kept if not pattern.startswith("@")]))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """The patterns of all rules take a while to compile, and few texts need them: each waits for its trigger."""
    return re.compile(pattern, re.IGNORECASE)


def _any_of(patterns: list[str]) -> str:
    one = "|".join(f"(?:{pattern})" for pattern in patterns)
    return _WORDED.sub(rf"{_OPEN}(?:\1){_CLOSE}", one).replace("@", _ANY)


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
    # Cheap patterns: any text which `needs` can match holds one of them.
    sieve: tuple[re.Pattern[str], ...] = ()
    # Whether a question and its answer, or two sentences, count as one place.
    across: bool = False


def rules_of(family: str) -> list[Rule]:
    """The rules of a class family, as its file has them."""
    return [_made(rule) for rule in rules(family)]


def _made(rule: dict[str, Any]) -> Rule:
    made = dict(rule)
    for part in ("needs", "unless"):
        made[part] = around(rule[part]) if part in rule else None
    made["sieve"] = tuple(re.compile(one, re.IGNORECASE) for one in _in_parts(rule["sieve"])) if "sieve" in rule else ()
    return Rule(**made)


def _in_parts(sieve: str) -> list[str]:
    """A digit, which is found fastest when it is looked for by itself, and whatever else will do."""
    digit, _, rest = sieve.partition("|")
    return [digit, rest] if digit == r"\d" and rest else [sieve]


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
    if rule.sieve and not any(one.search(window) for one in rule.sieve):
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
