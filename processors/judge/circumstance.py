"""What else closes a sink: choices, channels, rights, admitted data, region, order (semantics 3, 5, 6 and 8)."""

from collections.abc import Callable, Iterator, Sequence

from processors.judge.clauses import DEFAULT, NONE, of_packs
from processors.judge.purpose import failures as fallen
from processors.judge.recipient import trains
from processors.plan import Plan, SinkPlan
from processors.policy.pack import ClauseId
from processors.situation import Situation

IN_ORDER = "JE-4.10.secure"  # It binds every sink, whichever packs do (semantics 1).
STORES = "hosting"

Test = Callable[[Plan, SinkPlan, Situation], Sequence[ClauseId]]


def failures(plan: Plan, planned: SinkPlan, situation: Situation) -> Iterator[tuple[str, Sequence[ClauseId]]]:
    """Each test that fails, by name, with its clauses."""
    for name, test in TESTS:
        if found := test(plan, planned, situation):
            yield name, found


def _restricted(plan: Plan, planned: SinkPlan, situation: Situation) -> Sequence[ClauseId]:
    if planned.sink.recipient != STORES and not plan.is_request and situation.restricted:
        return of_packs(plan.packs, lambda pack: pack.choices.restrict)
    return NONE


def _doubted(plan: Plan, planned: SinkPlan, situation: Situation) -> Sequence[ClauseId]:
    """What nobody could read may have been a choice: until it is known, only what hosts the person's record goes on."""
    if planned.sink.recipient != STORES and not plan.is_request and situation.doubted:
        return (DEFAULT,)
    return NONE


def _opted_out(plan: Plan, planned: SinkPlan, situation: Situation) -> Sequence[ClauseId]:
    if planned.sink.recipient != "advertising":
        return NONE
    withdrawn = plan.answered(situation, planned.name, "sale_or_sharing") is False
    return of_packs(plan.packs, lambda pack: pack.choices.sale_or_sharing) if withdrawn or situation.gpc else NONE


def _promoted(plan: Plan, planned: SinkPlan, situation: Situation) -> Sequence[ClauseId]:
    """A message is marketing by its flag or by its purpose, whatever other purpose it serves besides."""
    if plan.marketing and planned.sink.recipient == "messaging":
        return fallen(plan, planned, situation, "marketing")
    return NONE


def _off_channel(plan: Plan, planned: SinkPlan, _: Situation) -> Sequence[ClauseId]:
    is_elsewhere = planned.sink.channels and plan.is_message and plan.channel not in planned.sink.channels
    return (DEFAULT,) if is_elsewhere else NONE


def _not_its_request(plan: Plan, planned: SinkPlan, _: Situation) -> Sequence[ClauseId]:
    """Rights sinks take requests alone, and a request goes to its one rights sink."""
    rights = plan.platform.rights
    is_rights_sink = "rights_requests" in planned.sink.purposes
    if plan.is_request and rights and planned.name == rights.sink:
        return NONE
    if plan.is_request and rights and is_rights_sink:
        return (rights.clause,)
    return (DEFAULT,) if plan.is_request or is_rights_sink else NONE


def _admitted(plan: Plan, planned: SinkPlan, situation: Situation) -> Sequence[ClauseId]:
    rules = plan.platform.prohibited
    if situation.authorized and rules and planned.sink.recipient not in rules.authorized_classes:
        return situation.authorized
    return NONE


def _sensitive(plan: Plan, planned: SinkPlan, _: Situation) -> Sequence[ClauseId]:
    if not trains(planned):
        return NONE
    rules = [pack.sensitive for pack in plan.packs if pack.sensitive]
    return [rule.clause for rule in rules if rule.trainers and plan.type in rule.types]


def _objected(plan: Plan, planned: SinkPlan, situation: Situation) -> Sequence[ClauseId]:
    if trains(planned) and "model_improvement" in situation.fallen:
        return of_packs(plan.packs, lambda pack: pack.choices.object)
    return NONE


def _resides(plan: Plan, planned: SinkPlan, _: Situation) -> Sequence[ClauseId]:
    rules = [pack.residency for pack in plan.packs if pack.residency]
    return [
        rule.clause for rule in rules if planned.sink.recipient in rule.classes and planned.sink.country != rule.country
    ]


def _transferred(plan: Plan, planned: SinkPlan, situation: Situation) -> Sequence[ClauseId]:
    return NONE if planned.sink.transfer_mechanism else crossing(plan, planned, situation)


def crossing(plan: Plan, planned: SinkPlan, situation: Situation) -> Sequence[ClauseId]:
    """The clauses for which a copy crosses from the person's country to the sink's."""
    clauses = [pack.transfer.clause for pack in plan.packs if pack.transfer]
    return clauses if clauses and planned.sink.country != situation.country else NONE


def _out_of_order(_: Plan, planned: SinkPlan, __: Situation) -> Sequence[ClauseId]:
    return NONE if planned.sink.in_order else (IN_ORDER,)


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
