"""No version decides more without a difference that widens: packs changed at random, against random worlds."""

from copy import deepcopy
from functools import cache
from random import Random

import pytest

from contracts.vocabulary import FORMS
from processors.decision import Decision
from processors.policy.diff import differences
from processors.policy.load import load_catalogue
from processors.policy.pack import Pack
from processors.policy.packs import Packs
from processors.text.document import Document, Reading
from processors.verdict import Verdict
from streams.policies import BUILT_IN
from tests.governing import Json, governor_of, outcomes
from tests.oracle.catalogue import read_contracts
from tests.oracle.runner import marked
from tests.policy.mutations import mutate
from tests.policy.packs import BUILT_IN_PACKS, POLICIES, pack, raw

WORLDS = 12
SEEDS = range(32)
CHANGES = 12
# Sinks with several purposes, in every form, so that one purpose can hold back another's copy.
SHARING = "".join(
    f"  shared_{form}: {{class: internal, region: US, form: {form}, purposes: [statistics, model_improvement, crm,"
    " reporting, site_analytics, surveys], needs: all, agreement: true, encrypted: true}\n"
    for form in FORMS[:3]
)
CATALOGUE = load_catalogue((BUILT_IN / "sinks.yaml").read_text(encoding="utf8") + SHARING)


def unread(_: Document) -> Reading:
    """A reader that finds nothing: what packs decide does not hang on it."""
    return Reading((), (), 0.0)


@cache
def worlds() -> tuple[list[Json], list[Json | str]]:
    """Control facts and events of some random worlds, apart from each other."""
    made = [marked(seed, read_contracts()) for seed in range(WORLDS)]
    return [fact for each in made for fact in each["control"]], [event for each in made for event in each["events"]]


def decided(changed: Pack | None = None) -> list[Decision]:
    """The decisions about every event, with one built-in pack replaced."""
    packs = [one for one in POLICIES.packs.all() if changed is None or one.pack != changed.pack]
    policies = POLICIES._replace(packs=Packs([*packs, changed] if changed else packs), catalogue=CATALOGUE)
    came = outcomes(governor_of(policies, unread), *worlds())
    return [outcome.decision for outcome in came if outcome.governed]


@cache
def decided_by_built_in_packs() -> list[Decision]:
    """The decisions under the packs as they are shipped."""
    return decided()


def widened(old: Decision, new: Decision) -> list[str]:
    """The sinks that get more than they got."""
    before = dict(old.verdicts)
    return [
        name
        for name, verdict in new.verdicts.allowed
        if name not in before or _is_more(before[name], verdict, old.expirytime, new.expirytime)
    ]


def _is_more(old: Verdict, new: Verdict, ended: str | None, ends: str | None) -> bool:
    if not old.allowed or FORMS.index(new.form) < FORMS.index(old.form):
        return True
    if new.kept & ~old.kept or not {*new.purpose} <= {*old.purpose}:
        return True
    return new.form in FORMS[:2] and _is_kept_longer(old, new, ended, ends)


def _is_kept_longer(old: Verdict, new: Verdict, ended: str | None, ends: str | None) -> bool:
    if old.expiryevent and old.expiryevent != new.expiryevent:
        return True
    then, now = (time if verdict.expires else None for verdict, time in ((old, ended), (new, ends)))
    return then is not None and (now is None or now > then)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_decides_more_has_a_difference_that_widens(seed: int) -> None:
    """Where no difference widens, no sink gets a copy, a field, a purpose, a form or a time that it did not have."""
    changed = narrowed(Random(seed))  # noqa: S311 - packs are to be repeatable, not secret.
    pairs = zip(decided_by_built_in_packs(), decided(changed), strict=True)
    assert [(old.id, sinks) for old, new in pairs if (sinks := widened(old, new))] == []


def narrowed(rng: Random) -> Pack:
    """A built-in pack with every change of some random ones that widens nothing."""
    name = rng.choice(BUILT_IN_PACKS)
    kept = raw(name)
    for _ in range(CHANGES):
        tried = deepcopy(kept)
        mutate(rng, tried, 1)
        if not any(found.widens for found in differences(pack(name), Pack.model_validate(tried), CATALOGUE)):
            kept = tried
    return Pack.model_validate(kept)
