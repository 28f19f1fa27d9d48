"""Verdicts are worked out once for events that are alike in what the tests ask, and come out as if each were alone."""

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, get_args

import pytest

from contracts.catalogue import PAYLOADS
from contracts.vocabulary import PURPOSES, DisclosureKind
from processors.facts.compile import Registration
from processors.facts.disclosure import Disclosure
from processors.judge import judge
from processors.judge.judge import Judge
from processors.judge.verdict import verdict
from processors.plan import Plan, Plans
from processors.policy.period import Period
from processors.situation import Situation
from streams.policies import Policies, load_policies
from tests.processors.worlds import dice, odd_catalogue

SEEDS = range(12)
CASES, CASES_OF_PLAN = 12, 15
COUNTRIES = (None, "US", "DE", "FR", "GB", "CA", "MX", "ZZ")
PLATFORMS = ("jewellink", "stexcel")
POLICIES = (None, "jewelry_odm", "jane_ellen", "parure_belle")
INSTANT = 1_782_900_000_000_000
FALLEN = ("marketing", "model_improvement", "personalisation", "crm")


@cache
def catalogues() -> tuple[Plans, Plans]:
    """Plans over the reference catalogue, and over the odd one."""
    policies: Policies = load_policies()
    of_both = policies.catalogue, odd_catalogue()
    first, second = (Plans(policies.packs, catalogue, policies.types) for catalogue in of_both)
    return first, second


def a_plan(rng: Random, plans: Plans) -> Plan:
    """A plan of any type, purposes and packs."""
    retention = (("crm", Period(rng.choice((12, 24)), 0)),) * rng.randint(0, 1)
    registration = Registration(rng.choice(PLATFORMS), rng.choice(POLICIES), "US-NY", retention)
    purposes = tuple(rng.sample(PURPOSES, rng.randint(1, 8)))
    return plans.plan(registration, INSTANT, rng.choice(sorted(PAYLOADS)), purposes, rng.random() < 0.3)


def a_situation(rng: Random, plan: Plan) -> Situation:
    """Any situation that the plan's events can be in; most of it is as usual, as it is in life."""

    def seldom(value: Any, usual: Any) -> Any:
        return value if rng.random() < 0.2 else usual

    leaves = (1 << len(plan.shape.leaves)) - 1
    sinks = [planned.name for planned in plan.sinks]
    disclosure = Disclosure(
        rng.choice(sinks), rng.choice(get_args(DisclosureKind)), rng.choice((None, ("name",))), True
    )
    return Situation(
        present=rng.choice((leaves, leaves, rng.getrandbits(len(plan.shape.leaves)))),
        withheld=seldom(plan.shape.texts, 0),
        undated=seldom(plan.shape.dates, 0),
        tainted=seldom((("ssn", 1), ("card_number", 2)), ()),
        answers=tuple(seldom(rng.random() < 0.5, None) for _ in plan.questions),
        fallen=seldom(frozenset(rng.sample(FALLEN, rng.randint(1, 3))), frozenset()),
        restricted=seldom(True, False),
        teen=seldom(True, False),
        authorized=seldom(("JL-2.prohibited",), ()),
        shared=seldom("auth-1", None),
        any_models=seldom("auth-2", None),
        stopped=seldom(True, False),
        country=plan.country(rng.choice(COUNTRIES)),
        gpc=seldom(True, False),
        dnt=seldom(True, False),
        opened=seldom(frozenset({disclosure}), frozenset()),
        held=seldom(True, False),
        stops=seldom(("JE-5.cookies",), ()) if rng.random() < 0.2 else (),
        doubted=seldom(True, False),
    )


def cases(seed: int) -> Iterator[tuple[Plan, Situation]]:
    """Plans, each in several situations, with plans and situations alike among them."""
    rng = dice(seed)
    for _ in range(CASES):
        plan = a_plan(rng, catalogues()[seed % 2])
        for _ in range(CASES_OF_PLAN):
            yield plan, a_situation(rng, plan)


@pytest.mark.clause("X-time")
@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_decided_before_changes_no_verdict(seed: int) -> None:
    """A judge that has decided many other cases gives each sink the verdict that its tests give it alone."""
    remembering = Judge()
    for plan, situation in [*cases(seed), *cases(seed)]:
        for planned, (name, found) in zip(plan.sinks, remembering.verdicts(plan, situation), strict=True):
            assert name == planned.name
            assert found == verdict(plan, planned, situation), (plan.type, name)


def test_a_judge_that_is_full_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgetting changes no verdict either."""
    expected = [Judge().verdicts(*case) for case in cases(0)]
    monkeypatch.setattr(judge, "REMEMBERED_MAX", 50)
    forgetful = Judge()
    assert [forgetful.verdicts(*case) for case in cases(0)] == expected


def test_no_test_can_look_at_what_is_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that asked for something else than is noted would make alike what is not, and so it fails."""
    plan, situation = next(cases(1))
    monkeypatch.setattr(judge, "verdict", lambda plan, *_: plan.questions)
    with pytest.raises(KeyError):
        Judge().verdicts(plan, situation)
    monkeypatch.setattr(judge, "verdict", lambda *given: given[2].answers)
    with pytest.raises(KeyError):
        Judge().verdicts(plan, situation)


@pytest.mark.clause("JE-3.7.legal_basis")
@pytest.mark.parametrize("seed", SEEDS)
def test_countries_that_no_rule_tells_apart_are_one(seed: int) -> None:
    """The country that stands for another has its verdicts at every sink."""
    rng = dice(seed)
    plan = a_plan(rng, catalogues()[seed % 2])
    situation = a_situation(rng, plan)._replace(stops=())
    for country in COUNTRIES:
        stands_in = situation._replace(country=plan.country(country))
        for planned in plan.sinks:
            own = verdict(plan, planned, situation._replace(country=country))
            assert verdict(plan, planned, stands_in) == own, (country, planned.name)
