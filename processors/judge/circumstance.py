"""What else closes a sink: choices, channels, rights, admitted data, region, order (semantics 3, 5, 6 and 8)."""

from collections.abc import Callable, Iterator

from processors.judge.clauses import DEFAULT, of_packs
from processors.judge.purpose import failures as fallen
from processors.judge.recipient import trains
from processors.plan import Plan, SinkPlan
from processors.policy.pack import ClauseId
from processors.situation import Situation

IN_ORDER = "JE-4.10.secure"  # It binds every sink, whichever packs do (semantics 1).
STORES = "hosting"

Test = Callable[[Plan, SinkPlan, Situation], Iterator[ClauseId]]


def failures(plan: Plan, planned: SinkPlan, situation: Situation) -> Iterator[tuple[str, list[ClauseId]]]:
    """Each test that fails, by name, with its clauses."""
    for name, test in TESTS:
        if found := list(test(plan, planned, situation)):
            yield name, found


def _restricted(plan: Plan, planned: SinkPlan, situation: Situation) -> Iterator[ClauseId]:
    if situation.restricted and planned.sink.recipient != STORES and not plan.is_request:
        yield from of_packs(plan.packs, lambda pack: pack.choices.restrict)


def _doubted(plan: Plan, planned: SinkPlan, situation: Situation) -> Iterator[ClauseId]:
    """What nobody could read may have been a choice: until it is known, only what hosts the person's record goes on."""
    if situation.doubted and planned.sink.recipient != STORES and not plan.is_request:
        yield DEFAULT


def _opted_out(plan: Plan, planned: SinkPlan, situation: Situation) -> Iterator[ClauseId]:
    withdrawn = plan.answered(situation.answers, planned.name, "sale_or_sharing") is False
    if planned.sink.recipient == "advertising" and (withdrawn or situation.gpc):
        yield from of_packs(plan.packs, lambda pack: pack.choices.sale_or_sharing)


def _promoted(plan: Plan, planned: SinkPlan, situation: Situation) -> Iterator[ClauseId]:
    """A message is marketing by its flag or by its purpose, whatever other purpose it serves besides."""
    if plan.marketing and planned.sink.recipient == "messaging":
        yield from fallen(plan, planned, situation, "marketing")


def _off_channel(plan: Plan, planned: SinkPlan, _: Situation) -> Iterator[ClauseId]:
    if planned.sink.channels and plan.is_message and plan.channel not in planned.sink.channels:
        yield DEFAULT


def _not_its_request(plan: Plan, planned: SinkPlan, _: Situation) -> Iterator[ClauseId]:
    """Rights sinks take requests alone, and a request goes to its one rights sink."""
    rights = plan.platform.rights
    is_rights_sink = "rights_requests" in planned.sink.purposes
    if plan.is_request and rights and planned.name == rights.sink:
        return
    if plan.is_request and rights and is_rights_sink:
        yield rights.clause
    elif plan.is_request or is_rights_sink:
        yield DEFAULT


def _admitted(plan: Plan, planned: SinkPlan, situation: Situation) -> Iterator[ClauseId]:
    rules = plan.platform.prohibited
    if situation.authorized and rules and planned.sink.recipient not in rules.authorized_classes:
        yield from situation.authorized


def _sensitive(plan: Plan, planned: SinkPlan, _: Situation) -> Iterator[ClauseId]:
    for pack in plan.packs:
        if pack.sensitive and pack.sensitive.trainers and plan.type in pack.sensitive.types and trains(planned):
            yield pack.sensitive.clause


def _objected(plan: Plan, planned: SinkPlan, situation: Situation) -> Iterator[ClauseId]:
    if "model_improvement" in situation.fallen and trains(planned):
        yield from of_packs(plan.packs, lambda pack: pack.choices.object)


def _resides(plan: Plan, planned: SinkPlan, _: Situation) -> Iterator[ClauseId]:
    for pack in plan.packs:
        rule = pack.residency
        if rule and planned.sink.recipient in rule.classes and planned.sink.country != rule.country:
            yield rule.clause


def _transferred(plan: Plan, planned: SinkPlan, situation: Situation) -> Iterator[ClauseId]:
    if not planned.sink.transfer_mechanism:
        yield from crossing(plan, planned, situation)


def crossing(plan: Plan, planned: SinkPlan, situation: Situation) -> Iterator[ClauseId]:
    """The clauses for which a copy crosses from the person's country to the sink's."""
    if planned.sink.country != situation.country:
        yield from (pack.transfer.clause for pack in plan.packs if pack.transfer)


def _out_of_order(_: Plan, planned: SinkPlan, __: Situation) -> Iterator[ClauseId]:
    if not planned.sink.in_order:
        yield IN_ORDER


TESTS: tuple[tuple[str, Test], ...] = (
    ("processing is restricted", _restricted),
    ("a control fact about the person is invalid", _doubted),
    ("opted out of sale or sharing", _opted_out),
    ("marketing is blocked", _promoted),
    ("not a channel of the sink", _off_channel),
    ("requests go to their rights sink", _not_its_request),
    ("prohibited data was admitted to operational sinks only", _admitted),
    ("sensitive data", _sensitive),
    ("objected to model improvement", _objected),
    ("stored outside its country", _resides),
    ("no transfer mechanism", _transferred),
    ("sink not in order", _out_of_order),
)
