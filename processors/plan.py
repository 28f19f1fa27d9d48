"""What is settled about an event before its person and content are looked at: compiled once and kept."""

from typing import NamedTuple

from contracts.facts import REQUEST_RECEIVED
from processors.facts.compile import Registration
from processors.memo import Memo
from processors.policy.catalogue import Catalogue, Sink
from processors.policy.pack import ClauseId, Pack
from processors.policy.packs import Judging, Packs
from processors.policy.types import TypeTable
from processors.retention import DeleteBy, delete_by
from processors.shape import Shape, shape
from processors.situation import Situation

PREFERENCE_OF_PURPOSE = {
    "surveys": "surveys",
    "personalisation": "personalisation",
    "targeted_advertising": "targeted_advertising",
    "publication": "testimonial",
    "appraisal": "appraiser",
    "integration_sync": "integration",
    "site_analytics": "cookies",
}
REFERENCES = {"appraiser": ("order_id", "sale_id", "certificate_number"), "testimonial": ("testimonial_id",)}
SITE_COOKIE = "performance"
PLANS_MAX = 20_000


class Question(NamedTuple):
    """A preference that decides something for one sink, in the circumstances that tell which choice counts."""

    preference: str
    sink: str
    purpose: str | None = None
    channel: str | None = None
    cookieclass: str | None = None


class SinkPlan(NamedTuple):
    """One sink with those of its purposes that the event has, before disclosures add any."""

    name: str
    sink: Sink
    purposes: tuple[str, ...]


class Plan:
    """Everything about an event that its type, purposes, retailer and packs settle."""

    def __init__(
        self,
        judging: tuple[Judging, ...],
        registration: Registration,
        event_type: str,
        purposes: tuple[str, ...],
        marketing: bool,
        catalogue: Catalogue,
        types: TypeTable,
    ) -> None:
        self.judging = judging
        self.packs: tuple[Pack, ...] = tuple(version.pack for version in judging)
        self.platform: Pack = self.packs[0]
        self.retailer: Pack | None = self.packs[1] if len(self.packs) > 1 else None
        self.early: tuple[ClauseId, ...] = tuple(v.pack.changes.clause for v in judging if v.early)
        self.policyversion = ",".join(pack.name for pack in self.packs)
        self.type = event_type
        self.purposes = purposes
        self.is_request = event_type == REQUEST_RECEIVED
        self.is_message = event_type.startswith("message.")
        self.is_usage = event_type.startswith("usage.")
        self.channel = event_type.split(".")[1] if self.is_message else None
        self.marketing = marketing
        self.role = types.role(event_type)
        self.shape: Shape = shape(event_type)
        self.delete_by: DeleteBy = delete_by(self.packs, registration, types.retention_key(event_type, marketing))
        self.ending = self.delete_by.ending
        self.sinks = tuple(
            SinkPlan(name, sink, tuple(p for p in sink.purposes if p in purposes))
            for name, sink in catalogue.sinks.items()
        )
        questions = [question for sink in self.sinks for question in self._questions(sink)]
        self.questions = tuple(dict.fromkeys(questions))
        self.unanswered: tuple[bool | None, ...] = (None,) * len(self.questions)
        self._asked = {(question.sink, question.preference): n for n, question in enumerate(self.questions)}
        self._countries = _told_apart(self.packs, catalogue)
        # Whether models may be improved on such events at all: then it matters how well their text was read.
        self.improves = "model_improvement" in purposes and all(
            "model_improvement" in pack.purposes.rules for pack in self.packs
        )
        self.asks_dnt = any(pack.choices.dnt for pack in self.packs)

    def country(self, country: str | None) -> str | None:
        """A person's country as far as it matters here, so that situations that decide alike are one."""
        return self._countries.get(country) if country else None

    def answered(self, situation: Situation, sink: str, preference: str) -> bool | None:
        """What was chosen for this sink: granted, withdrawn, or nothing."""
        number = self._asked.get((sink, preference))
        return None if number is None else situation.answers[number]

    def _questions(self, planned: SinkPlan) -> list[Question]:
        name, sink, purposes = planned
        asked = [self._question(name, sink, p) for p in sink.purposes if p in PREFERENCE_OF_PURPOSE]
        if "marketing" in sink.purposes or (self.marketing and sink.recipient == "messaging"):
            asked.append(Question(marketing_preference(self, sink), name, "marketing", marketing_channel(self, sink)))
        if sink.recipient == "advertising":
            asked.append(Question("targeted_advertising", name, "targeted_advertising"))
            asked.append(Question("sale_or_sharing", name))
        asked.append(Question("sensitive_data", name, purposes[0] if purposes else None))
        return asked

    def _question(self, name: str, sink: Sink, purpose: str) -> Question:
        channel = marketing_channel(self, sink) if purpose == "surveys" else self.channel
        cookieclass = SITE_COOKIE if purpose == "site_analytics" else None
        return Question(PREFERENCE_OF_PURPOSE[purpose], name, purpose, channel, cookieclass)


def marketing_channel(plan: Plan, sink: Sink) -> str:
    """The channel whose marketing choice counts: the message's own, else the sink's."""
    return plan.channel or ("email" if set(sink.channels) <= {"email"} else "sms")


def marketing_preference(plan: Plan, sink: Sink) -> str:
    """E-mail has a choice of its own; SMS and MMS are one channel, and chats follow them (semantics 5)."""
    return "marketing_email" if marketing_channel(plan, sink) == "email" else "marketing_sms"


def _told_apart(packs: tuple[Pack, ...], catalogue: Catalogue) -> dict[str, str]:
    """Each country that a rule looks at, and the one that stands for all that no rule tells from it; None: any other.

    Rules ask whether a country has a law that wants a basis, and whether a sink stands in it.
    """
    bases = [pack.legal_basis.regions for pack in packs if pack.legal_basis]
    homes = {sink.country for sink in catalogue.sinks.values()} if any(pack.transfer for pack in packs) else set()
    stand_ins: dict[tuple[object, ...], str] = {}
    found: dict[str, str] = {}
    for country in sorted(homes.union(*bases)):
        told = (country if country in homes else None, *(country in regions for regions in bases))
        found[country] = stand_ins.setdefault(told, country)
    return found


Key = tuple[tuple[Judging, ...], Registration, str, tuple[str, ...], bool]


class Plans:
    """Plans by what they depend on."""

    def __init__(self, packs: Packs, catalogue: Catalogue, types: TypeTable) -> None:
        self._packs = packs
        self._plans: Memo[Key, Plan] = Memo(lambda key: Plan(*key, catalogue, types), PLANS_MAX)

    def plan(
        self, registration: Registration, instant: int, event_type: str, purposes: tuple[str, ...], marketing: bool
    ) -> Plan:
        """The plan for an event of a registered retailer."""
        platform, policy = self._packs.judging(registration.platform, instant), registration.policy
        judging = (platform,) if policy is None else (platform, self._packs.judging(policy, instant))
        return self._plans[judging, registration, event_type, purposes, marketing]
