"""What a job counts: events by outcome, copies and denials by sink."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from processors.decision import Decision, Outcome
from processors.verdict import Verdict
from processors.verdicts import Verdicts

COUNTED_AS: dict[Outcome, str] = {
    "governed": "governed",
    "quarantined": "quarantined",
    "refused": "dead_letters",
    "duplicate": "duplicates",
}


@dataclass
class Tally:
    """Counts since the job began, resumed or not. `breaks` are inputs that could be read to a part only."""

    outcomes: Counter[str] = field(default_factory=Counter)
    copies: dict[str, Counter[str]] = field(default_factory=dict)
    denied: dict[str, Counter[str]] = field(default_factory=dict)
    breaks: list[str] = field(default_factory=list)
    seconds: float = 0.0
    _waiting: dict[int, tuple[Verdicts, list[int]]] = field(default_factory=dict, repr=False)

    def count(self, decision: Decision) -> None:
        """Count an event of the input."""
        self.outcomes[COUNTED_AS[decision.outcome]] += 1
        # Events decided alike share one object of verdicts, which is held here and so keeps its id.
        waiting = self._waiting.get(id(decision.verdicts))
        if waiting is None:
            waiting = self._waiting[id(decision.verdicts)] = decision.verdicts, [0]
        waiting[1][0] += 1

    def count_copy(self, sink: str, form: str) -> None:
        """Count a copy of what is no event of the input."""
        self.copies.setdefault(sink, Counter())[form] += 1

    def settle(self) -> None:
        """Spread what was counted over the sinks."""
        for (sink, verdict), times in self._decided():
            if verdict.allowed:
                self.copies.setdefault(sink, Counter())[verdict.form] += times
            else:
                counts = self.denied.setdefault(sink, Counter())
                for clause in verdict.clauses:
                    counts[clause] += times
        self._waiting.clear()

    def _decided(self) -> Iterable[tuple[tuple[str, Verdict], int]]:
        """Each sink's verdict with how often it was given; one that many sets of verdicts share comes once."""
        given: dict[int, tuple[tuple[str, Verdict], list[int]]] = {}
        for verdicts, (times,) in self._waiting.values():
            for pair in verdicts:
                given.setdefault(id(pair), (pair, [0]))[1][0] += times
        return ((pair, times) for pair, (times,) in given.values())

    @property
    def events(self) -> int:
        """Lines of the input that were not blank."""
        return self.outcomes.total()

    def as_json(self) -> dict[str, Any]:
        """The counts as they are kept while a job is under way."""
        self.settle()
        return {
            "outcomes": self.outcomes,
            "copies": self.copies,
            "denied": self.denied,
            "breaks": self.breaks,
            "seconds": self.seconds,
        }

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> "Tally":
        """The counts as they were kept."""
        copies = {sink: Counter(forms) for sink, forms in kept["copies"].items()}
        denied = {sink: Counter(clauses) for sink, clauses in kept["denied"].items()}
        return cls(Counter(kept["outcomes"]), copies, denied, kept["breaks"], kept["seconds"])

    def summary(self, sinks: list[str]) -> dict[str, Any]:
        """`summary.json`."""
        self.settle()
        events = self.events
        return {
            "events": events,
            **{name: self.outcomes[name] for name in COUNTED_AS.values()},
            "sinks": {sink: self.copies.get(sink, Counter()).total() for sink in sinks},
            "forms": {sink: dict(sorted(self.copies[sink].items())) for sink in sinks if sink in self.copies},
            "denied": {sink: dict(sorted(self.denied[sink].items())) for sink in sinks if sink in self.denied},
            "seconds": round(self.seconds, 3),
            "events_per_second": round(events / self.seconds, 1) if self.seconds else 0.0,
        }
