"""What comes of one event: one call from its line to the records that it emits, the same for files and for topics."""

from collections.abc import Callable
from typing import Any, NamedTuple

import orjson

from contracts.decode import decode_line
from contracts.event import Event
from contracts.problems import Problem
from processors.copies.copy import Copy
from processors.copies.emit import Emitter
from processors.decision import Decision
from processors.facts.store import Facts
from processors.govern import Governor, Seen, refusal
from processors.governed import Governed
from streams.exits import whereabouts
from streams.run.quarantine import quarantined_event

Record = dict[str, Any]
UNDECIDABLE = "undecidable"
UNDECIDABLE_BY = ("X-default",)
LEDGER_SINK = "governance.ledger"  # Tokens of the ledger are its own, as a sink's are.


class Emissions(NamedTuple):
    """What one event emits, whole or not at all: every record is built before one is written.

    `ledger` and `quarantine` are lines of JSON. `dead_letter` lacks what only its carrier knows: where the event stood
    and its bytes. `fault` says where a stage failed that should not have.
    """

    decision: Decision
    ledger: bytes
    copies: tuple[Copy, ...] = ()
    quarantine: bytes | None = None
    dead_letter: Record | None = None
    fault: str | None = None


class Pipeline:
    """Governs events one by one under facts and seen identities that its carrier keeps.

    `controlposition`, which labels and ledger carry, is how far the facts were read; its carrier may move it on.
    """

    def __init__(self, governor: Governor, emitter: Emitter, facts: Facts, seen: Seen, controlposition: str) -> None:
        self._governor, self._emitter = governor, emitter
        self._facts, self._seen = facts, seen
        self.controlposition = controlposition

    def process(self, line: bytes) -> Emissions:
        """Everything that comes of a line; whatever is wrong with it is its own problem alone."""
        try:
            event = decode_line(line)
        except Problem as problem:
            return self.refuse(problem)
        except Exception as error:  # noqa: BLE001 - the line becomes a dead letter, and no other is held up.
            return self.fail(None, error)
        return self.govern(event, lambda: orjson.loads(line))

    def govern(self, event: Event, whole: Callable[[], Record]) -> Emissions:
        """Everything that comes of an event; `whole` gives it with all its attributes, should it be quarantined."""
        governed = None
        try:
            governed = self._governor.govern(event, self._facts, self._seen)
            return self._emissions(governed, event, whole)
        except OSError:
            # The world's problem and not the event's: decisions touch nothing, but identities may be kept on disk.
            raise
        except Exception as error:  # noqa: BLE001 - the event becomes a dead letter, and no other is held up.
            if governed is not None and governed.decision.outcome != "duplicate":
                self._seen.forget(event.source, event.id)
            return self.fail(event, error)

    def refuse(self, problem: Problem) -> Emissions:
        """Everything that comes of what is no event, or breaks its contract."""
        decision = refusal(problem)
        time = None if problem.attribute == "time" else problem.time
        ledger = self._ledger(decision, problem.type, time, problem.retailer)
        return Emissions(decision, ledger, dead_letter=_dead_letter(decision, problem.path))

    def fail(self, event: Event | None, error: Exception) -> Emissions:
        """Everything that comes of an event at which a stage failed that should not have; None for one not read."""
        decision = undecidable(event)
        told = (event.type, event.time, event.retailer) if event else (None, None, None)
        fault = whereabouts(error)
        return Emissions(decision, self._ledger(decision, *told), dead_letter=_dead_letter(decision), fault=fault)

    def _emissions(self, governed: Governed, event: Event, whole: Callable[[], Record]) -> Emissions:
        decision = governed.decision
        ledger = self._ledger(decision, event.type, event.time, event.retailer, self._subject(governed, event))
        if decision.outcome == "quarantined":
            return Emissions(decision, ledger, quarantine=_quarantine(governed, event, whole()))
        return Emissions(decision, ledger, tuple(self._emitter.copies(governed, self.controlposition)))

    def _subject(self, governed: Governed, event: Event) -> str | None:
        subject = governed.tagged.subject
        return self._emitter.tokens(event.retailer, LEDGER_SINK).token(subject) if subject else None

    def _ledger(
        self,
        decision: Decision,
        event_type: str | None,
        time: str | None,
        retailer: str | None,
        subject: str | None = None,
    ) -> bytes:
        """The ledger's line: the decision, and of the event what tells whose it was and when."""
        record = decision.record()
        record["type"], record["time"], record["retailer"], record["subject"] = event_type, time, retailer, subject
        record["facts"], record["controlposition"] = decision.facts, self.controlposition
        return orjson.dumps(record)


def undecidable(event: Event | None) -> Decision:
    """The decision about an event at which a stage failed that should not have; None for one that was not read."""
    event_id, source = (event.id, event.source) if event else (None, None)
    return Decision("refused", event_id, source, UNDECIDABLE, UNDECIDABLE_BY)


def _dead_letter(decision: Decision, path: str | None = None) -> Record:
    record = {"reason": decision.reason, "path": path, "id": decision.id, "source": decision.source}
    return {name: value for name, value in record.items() if value is not None}


def _quarantine(governed: Governed, event: Event, whole: Record) -> bytes:
    decision = governed.decision
    record = {
        "id": event.id,
        "source": event.source,
        "type": event.type,
        "time": event.time,
        "retailer": event.retailer,
        "clauses": decision.clauses,
        "findings": [{"class": finding.kind, "path": finding.path} for finding in decision.findings],
        "event": quarantined_event(whole, governed),
    }
    return orjson.dumps(record)
