"""Random worlds decided under the built-in policies, with the reference catalogue or with an odd one."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from random import Random

from processors.govern import Governor
from processors.policy.catalogue import Catalogue
from processors.policy.load import load_catalogue
from streams.policies import load_policies
from tests import oracle
from tests.governing import Json, Outcome, governor_of, outcomes
from tests.oracle.catalogue import Contracts, read_contracts
from tests.oracle.runner import written
from tests.oracle.worlds import world
from tests.processors.bench import read_plainly

ODD_SINKS = Path(oracle.__file__).parent / "odd_sinks.yaml"
FORMS = ("identified", "pseudonymised", "deidentified", "aggregated")
Decisions = tuple[Json, ...]


@cache
def contracts() -> Contracts:
    return read_contracts()


@cache
def made(seed: int) -> Json:
    """The world of a seed; nobody may change it."""
    return world(seed, contracts())


def dice(seed: int) -> Random:
    """Chances that are the same at every run."""
    return Random(seed)  # noqa: S311 - nothing here is secret.


def catalogue_of(seed: int) -> Catalogue:
    """The reference catalogue for even seeds, the odd one for odd seeds."""
    return odd_catalogue() if seed % 2 else load_policies().catalogue


@cache
def odd_catalogue() -> Catalogue:
    return load_catalogue(ODD_SINKS.read_text(encoding="utf8"))


def fresh(seed: int) -> Governor:
    """A governor that has memoised nothing."""
    return governor_of(load_policies(), read_plainly, catalogue_of(seed))


@cache
def governor(odd: bool) -> Governor:
    """A governor that all worlds of one catalogue share."""
    return fresh(int(odd))


def decided(
    seed: int,
    control: Iterable[Json] | None = None,
    events: Iterable[Json | str] | None = None,
    by: Governor | Callable[[], Governor] | None = None,
) -> list[Outcome]:
    """What comes of a world, or of a world that was changed."""
    lines = [written(item) for item in (made(seed)["events"] if events is None else events)]
    return outcomes(by or governor(bool(seed % 2)), made(seed)["control"] if control is None else control, lines)


@cache
def settled(seed: int) -> tuple[Outcome, ...]:
    """What comes of a world as it is, decided once for all tests."""
    return tuple(decided(seed))


@cache
def settled_lines(seed: int) -> tuple[Json, ...]:
    """The decisions about a world as it is; nobody may change them."""
    return lines(settled(seed))


def lines(found: Iterable[Outcome]) -> tuple[Json, ...]:
    return tuple(outcome.line for outcome in found)


def widened(before: Decisions, after: Decisions) -> list[str]:
    """Where a decision lets more through than the one before it: a sink, a purpose, a field or an identity."""
    found = []
    for number, (one, other) in enumerate(zip(before, after, strict=True)):
        if other["outcome"] == "governed":
            found += [f"event {number}: {fault}" for fault in _widened(one, other)]
    return found


def _widened(before: Json, after: Json) -> Iterable[str]:
    if before["outcome"] != "governed":
        yield f"governed, and was {before['outcome']}"
        return
    for name, entry in after["sinks"].items():
        was = before["sinks"][name]
        if entry["allowed"] and not was["allowed"]:
            yield f"{name} is open"
        elif entry["allowed"]:
            for key in ("purpose", "fields"):
                if more := set(entry[key]) - set(was[key]):
                    yield f"{name} has {key} {' '.join(sorted(more))}"
            if FORMS.index(entry["form"]) < FORMS.index(was["form"]):
                yield f"{name} is {entry['form']}, and was {was['form']}"
