"""One event's way through the gates to its decision: the same call for a line of a file and a record of a topic."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from contracts.event import Event
from contracts.problems import Fault, Problem
from processors.decision import Decision
from processors.facts.carried import carried
from processors.facts.store import Facts
from processors.findings import find
from processors.gates import Stop, content_of, minor_gate, prohibited_gate
from processors.governed import Governed
from processors.judge.judge import Judge
from processors.label import label_of, settled_of
from processors.memo import Memo
from processors.plan import Plan, Plans
from processors.policy.catalogue import Catalogue
from processors.policy.packs import Packs
from processors.policy.types import TypeTable
from processors.situate import person_of, situate
from processors.situation import Situation
from processors.tag import Tagged, tag
from processors.text.document import Document, Reading
from processors.text.fields import Read, read
from processors.text.vouching import is_vouched
from processors.verdicts import Verdicts

UNREGISTERED = ("JL-1.roles",)
REFUSED_BY = {
    "malformed": (),
    "unknown_type": ("JL-2.categories",),
    "contract": ("JL-2.categories",),
    "unknown_purpose": ("JL-4.purposes",),
}
JUDGED_MAX = 8_000  # About 8 KiB each.


class Seen(Protocol):
    """The identities of the events that passed gate 5."""

    def first(self, source: str, event_id: str) -> bool:
        """Note an identity; whether it was new."""

    def forget(self, source: str, event_id: str) -> None:
        """Take an identity back, so that the event can be sent again."""


class Judged(NamedTuple):
    """What is decided about all events of one plan in one situation, and what their labels have in common."""

    verdicts: Verdicts
    label: dict[str, str]


class Governor:
    """Decides events under packs, a catalogue and a reader of text; holds nothing of any event but verdicts."""

    def __init__(
        self, packs: Packs, catalogue: Catalogue, types: TypeTable, reader: Callable[[Document], Reading]
    ) -> None:
        self.packs, self.catalogue, self.types = packs, catalogue, types
        self._reader = reader
        self._plans = Plans(packs, catalogue, types)
        judge = Judge()
        self._judged: Memo[tuple[Plan, Situation], Judged] = Memo(
            lambda case: Judged(judge.verdicts(*case), settled_of(*case)), JUDGED_MAX
        )

    @property
    def situations(self) -> int:
        """How many sets of verdicts are remembered."""
        return len(self._judged)

    def govern(self, event: Event, facts: Facts, seen: Seen) -> Governed:
        """Decide one event; the facts that it carries itself are added to `facts` first."""
        tagged = tag(event, self.types)
        registration = facts.registration(event.retailer, event.instant)
        if registration is None or not self.packs.judge(registration[0].platform, registration[0].policy):
            return self._quarantined(event, tagged, Stop(UNREGISTERED))
        if not seen.first(event.source, event.id):
            return Governed(Decision("duplicate", event.id, event.source), event, tagged)
        try:
            if rows := carried(event, tagged.subject):
                facts.add(rows)
            plan = self._plans.plan(registration[0], event.instant, event.type, tagged.purposes, tagged.marketing)
            return self._past_registration(event, tagged, plan, facts, registration[1])
        except Exception:
            # What could not be decided was not seen: it may be sent again once the fault is mended.
            seen.forget(event.source, event.id)
            raise

    def _past_registration(
        self, event: Event, tagged: Tagged, plan: Plan, facts: Facts, registered_by: str
    ) -> Governed:
        person = person_of(event, tagged, facts)
        young = minor_gate(event, plan, person)
        if isinstance(young, Stop):
            return self._quarantined(event, tagged, young, registered_by)
        text = read(event, tagged.shape, tagged.present, self._reader)
        found = find(event, tagged, text)
        admitted = prohibited_gate(plan, person, tagged, found)
        if isinstance(admitted, Stop):
            return Governed(_quarantine(event, admitted, registered_by), event, tagged, text, found)
        withheld = self._withheld(tagged, plan, text)
        content = content_of(event, plan, person, found, withheld, (young, admitted))
        situation, used = situate(event, tagged, plan, person, facts, content)
        judged = self._judged[plan, situation]
        decision = Decision(
            "governed",
            event.id,
            event.source,
            label=label_of(event, tagged, plan, judged.label),
            verdicts=judged.verdicts,
            expirytime=plan.delete_by.of(event),
            facts=tuple(dict.fromkeys((registered_by, *used, *young.facts, *admitted.facts))),
        )
        return Governed(decision, event, tagged, text, found)

    def _quarantined(self, event: Event, tagged: Tagged, stop: Stop, *facts: str) -> Governed:
        """An event that stopped before its text was read; it is read all the same, so that its record can be masked."""
        text = read(event, tagged.shape, tagged.present, self._reader)
        return Governed(_quarantine(event, stop, *facts), event, tagged, text, find(event, tagged, text))

    @staticmethod
    def _withheld(tagged: Tagged, plan: Plan, text: Read) -> int:
        """The mask of the free text that model improvement may not have, since nobody vouches for its reading."""
        if not plan.improves or is_vouched(text.document.text, text.reading.risk):
            return 0
        return tagged.present & tagged.shape.texts


def refusal(problem: Problem) -> Decision:
    """The decision about an event that gates 1 to 4 stopped."""
    clauses = REFUSED_BY.get(problem.reason, ("X-default",))
    if any(_is_unknown_field(fault) for fault in problem.faults):
        clauses = (*clauses, "X-default")
    return Decision("refused", problem.event_id, problem.source, reason=problem.reason, clauses=clauses)


def _is_unknown_field(fault: Fault) -> bool:
    return fault.kind == "unknown_field"


def _quarantine(event: Event, stop: Stop, *facts: str) -> Decision:
    used = (*facts, *stop.facts)
    return Decision("quarantined", event.id, event.source, clauses=stop.clauses, findings=stop.findings, facts=used)
