"""One scan for all trigger words at once: a text without any is let go at the cost of that scan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import hyperscan

_FLAGS = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SOM_LEFTMOST
_ONCE = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH

Hits = Mapping[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A pattern that wakes the detectors of its label: `once` where only its presence counts, `words` where part of a word is no match."""

    label: str
    pattern: str
    once: bool = False
    words: bool = False


class Gate:
    """Triggers compiled into one automaton."""

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        kept = list(triggers)
        self._labels = [(trigger.label, trigger.words) for trigger in kept]
        self._automaton = hyperscan.Database()
        self._automaton.compile(
            expressions=[trigger.pattern.encode() for trigger in kept],
            ids=list(range(len(kept))),
            elements=len(kept),
            flags=[_ONCE if trigger.once else _FLAGS for trigger in kept],
        )
        self._scratch: Any = hyperscan.Scratch(self._automaton)

    def hits(self, text: str) -> Hits:
        """Where each trigger is found in ASCII text, by label, in order; empty for a text of no concern."""
        told: list[tuple[int, int, int]] = []

        def tell(number: int, start: int, end: int, _flags: int, _context: object) -> None:
            told.append((number, start, end))

        self._automaton.scan(text.encode("ascii", "replace"), match_event_handler=tell, scratch=self._scratch)
        if not told:
            return {}
        return self._by_label(text, told)

    def _by_label(self, text: str, told: list[tuple[int, int, int]]) -> Hits:
        """The longest match at each start that is not part of a longer word."""
        longest: dict[str, dict[int, int]] = {}
        for number, start, end in told:
            label, words = self._labels[number]
            if words and _cuts_word(text, start, end):
                continue
            ends = longest.setdefault(label, {})
            if ends.get(start, -1) < end:
                ends[start] = end
        return {label: sorted(ends.items()) for label, ends in longest.items()}


def _cuts_word(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start].isalnum() and text[start - 1].isalnum()) or (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
