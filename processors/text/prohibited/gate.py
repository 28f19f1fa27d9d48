"""One look at a text for all trigger words and forms at once; a text without any is let go at the cost of that look."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import hyperscan

from processors.text.prohibited.phrases import spellings

_CROWD = 1_000
_APART_CHARS = 200

Hits = Mapping[str, list[tuple[int, int]]]

# What is no letter and no digit is a blank: a word is a literal between blanks, and literals compile and scan fastest.
_WORDS = bytes(
    ord(chr(code).lower()) if chr(code).isascii() and chr(code).isalnum() else ord(" ") for code in range(256)
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """What wakes the detectors of its label: phrases, which are whole words, or a form, which is a pattern."""

    label: str
    pattern: str
    form: bool = False


class Gate:
    """Triggers compiled into two automata: one for words, one for forms."""

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        kept = list(triggers)
        labels: dict[str, list[str]] = defaultdict(list)
        for trigger in kept:
            if not trigger.form:
                for spelling in spellings(trigger.pattern):
                    labels[spelling].append(trigger.label)
        self._words = [(len(word), tuple(sorted(set(named)))) for word, named in labels.items()]
        self._forms = [trigger.label for trigger in kept if trigger.form]
        self._word_scan, self._word_scratch = _compiled([f" {word} " for word in labels], 0)
        forms = [trigger.pattern for trigger in kept if trigger.form]
        self._form_scan, self._form_scratch = _compiled(
            forms, hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SOM_LEFTMOST
        )

    def hits(self, text: str) -> Hits:
        """Where each trigger is found in ASCII text, by label, in order; empty for a text of no concern."""
        raw = text.encode("ascii", "replace")
        ends: list[tuple[int, int]] = []
        forms: list[tuple[int, int, int]] = []
        self._word_scan.scan(
            b" %b " % raw.translate(_WORDS),
            match_event_handler=lambda number, _start, end, _flags, _context: ends.append((number, end)),
            scratch=self._word_scratch,
        )
        self._form_scan.scan(
            raw,
            match_event_handler=lambda number, start, end, _flags, _context: forms.append((number, start, end)),
            scratch=self._form_scratch,
        )
        return self._by_label(ends, forms) if ends or forms else {}

    def _by_label(self, ends: list[tuple[int, int]], forms: list[tuple[int, int, int]]) -> Hits:
        """The longest match at each start."""
        longest: dict[str, dict[int, int]] = defaultdict(dict)
        for number, end in ends:
            size, labels = self._words[number]
            for label in labels:
                at = longest[label]
                start = end - 2 - size
                if end - 2 > at.get(start, 0):
                    at[start] = end - 2
        for number, start, end in forms:
            at = longest[self._forms[number]]
            if end > at.get(start, 0):
                at[start] = end
        return {label: _apart(sorted(found.items())) for label, found in longest.items()}


def _apart(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """All of the places; of a crowd that no speech has, the later ones that stand apart: time stays linear."""
    if len(places) <= _CROWD:
        return places
    kept = places[:_CROWD]
    for place in places[_CROWD:]:
        if place[0] >= kept[-1][0] + _APART_CHARS:
            kept.append(place)
    return kept


def _compiled(patterns: list[str], flags: int) -> tuple[Any, Any]:
    automaton = hyperscan.Database()
    automaton.compile(
        expressions=[pattern.encode() for pattern in patterns],
        ids=list(range(len(patterns))),
        elements=len(patterns),
        flags=[flags] * len(patterns),
    )
    return automaton, hyperscan.Scratch(automaton)
