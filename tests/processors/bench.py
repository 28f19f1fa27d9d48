"""Decisions under facts in one call, read off by sink; texts are read by their few literal shapes alone."""

import re
from dataclasses import dataclass, replace
from typing import Any

from processors.policy.catalogue import Catalogue
from processors.text.document import Document, Finding, Reading, Span
from streams.policies import Policies
from tests.governing import Json, Outcome, Reader, governor_of, outcomes
from tests.oracle.prohibited import PATTERNS

NAMES = (("PERSON", re.compile("Dana Reyes|Dana")), ("EMAIL", re.compile(r"\S+@\S+\.example")))
SINK = {"class": "internal", "region": "US", "form": "identified", "needs": "all", "agreement": True, "encrypted": True}


def read_plainly(document: Document) -> Reading:
    """What a text says in so many words; nothing is missed."""
    spans = [Span(*found.span(), label) for label, shape in NAMES for found in shape.finditer(document.text)]
    findings = [Finding(kind, *found.span()) for kind, shape in PATTERNS for found in shape.finditer(document.text)]
    return Reading(tuple(sorted(spans, key=lambda span: span.start)), tuple(findings), 0.0)


def read_badly(document: Document) -> Reading:
    """A reading that nobody vouches for."""
    return replace(read_plainly(document), risk=0.9)


class Decided:
    """One decision, by sink."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.line = outcome.line
        self.sinks: Json = self.line.get("sinks", {})

    @property
    def label(self) -> Json:
        label: Json = self.line["label"]
        return label

    @property
    def open(self) -> set[str]:
        """The sinks that get a copy."""
        return {name for name, entry in self.sinks.items() if entry["allowed"]}

    def clauses(self, sink: str | None = None) -> set[str]:
        """The clauses of a sink's entry, or of the event's own end."""
        return set(self.sinks[sink]["clauses"] if sink else self.line["clauses"])

    def barred(self, sink: str) -> set[str]:
        """The clauses that deny a sink; none where it is allowed."""
        return set() if sink in self.open else self.clauses(sink)

    def purposes(self, sink: str) -> set[str]:
        return set(self.sinks[sink].get("purpose", ()))

    def fields(self, sink: str) -> set[str]:
        return set(self.sinks[sink].get("fields", ()))

    def form(self, sink: str) -> str | None:
        form: str | None = self.sinks[sink].get("form")
        return form

    def until(self, sink: str) -> tuple[str | None, str | None]:
        """The delete-by of a sink's copy: its time, and the event that ends it."""
        return self.sinks[sink].get("expirytime"), self.sinks[sink].get("expiryevent")


@dataclass(frozen=True)
class Bench:
    """The policies, a catalogue and a reader, ready to decide."""

    policies: Policies
    reader: Reader = read_plainly
    catalogue: Catalogue | None = None

    def all(self, control: list[Json], *events: Json) -> list[Decided]:
        """The decisions about events, in input order."""
        governor = governor_of(self.policies, self.reader, self.catalogue)
        return [Decided(outcome) for outcome in outcomes(governor, control, events)]

    def __call__(self, control: list[Json], *events: Json) -> Decided:
        """The decision about the last of some events."""
        return self.all(control, *events)[-1]

    def reading(self, reader: Reader) -> "Bench":
        return replace(self, reader=reader)

    def with_sinks(self, **sinks: dict[str, Any]) -> "Bench":
        """The same with a catalogue of these sinks: internal, and in order, unless they say otherwise."""
        catalogue = Catalogue.model_validate({"sinks": {name: {**SINK, **sink} for name, sink in sinks.items()}})
        return replace(self, catalogue=catalogue)
