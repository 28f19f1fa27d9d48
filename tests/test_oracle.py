"""On random worlds the product decides as an independent reading of the page does."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import pytest

from processors.govern import Governor
from tests.governing import Json, outcomes
from tests.oracle import catalogue
from tests.oracle.compare import differences
from tests.oracle.decide import Decider
from tests.oracle.runner import free_texts, marked, written

WORLDS, BATCH = 120, 10
# Further worlds, in each of which the page could be read in two ways.
DISPUTED = (719, 974, 1240, 1484)

REQUEST = "governance.request.received"
PREFERENCE = "governance.preference.changed"
STOPPED = "stopped before any sink"


class Deviation(NamedTuple):
    """A difference from the oracle that stands: where it may be met, and what the page says of it."""

    name: str
    begins: tuple[str, ...]
    met_by: Callable[[Json, list[Json]], bool]
    page: str


def is_no_message_under_a_channels_choice(event: Json, control: list[Json]) -> bool:
    bound = any(fact["data"].get("channel") for fact in control if fact["type"] == PREFERENCE)
    return bound and not event["type"].startswith("message.")


def is_record_under_a_contacts_choice(event: Json, control: list[Json]) -> bool:
    bound = any(fact["data"].get("contact") for fact in control if fact["type"] == PREFERENCE)
    return bound and event["type"] == "crm.customer.upserted"


def is_request(event: Json, _: list[Json]) -> bool:
    return bool(event["type"] == REQUEST)


ACCEPTED = (
    Deviation(
        "training of the request of a person who is restricted, or whom section 7 bars from it, is denied",
        ("label.training: expected deidentified, got denied",),
        is_request,
        "Section 4 denies training for such a person; section 12 exempts requests from other tests only.",
    ),
    Deviation(
        "a choice bound to one chat channel, for an event that is no message",
        ("sinks.messaging_gateway",),
        is_no_message_under_a_channels_choice,
        "Section 12 lets the sink's channel tell which preference counts; one bound to another channel does not.",
    ),
    Deviation(
        "a choice bound to a contact, for a customer record that holds this contact",
        ("sinks.email_service", "sinks.messaging_gateway"),
        is_record_under_a_contacts_choice,
        "Section 12: a preference with a contact binds that contact.",
    ),
    Deviation(
        "the clause of the other platform's rights sink",
        ("disjoint: sinks.retailer_referral",),
        is_request,
        "Section 12 sends a request to its one rights sink, and gives no clause for the other on Stexcel.",
    ),
)


@pytest.mark.parametrize("batch", range(WORLDS // BATCH))
def test_random_worlds_are_decided_as_the_oracle_decides(batch: int, governor: Governor) -> None:
    """In random worlds outcome, reason, label, findings and every sink are what the oracle says."""
    seeds = range(batch * BATCH, (batch + 1) * BATCH)
    found = {seed: faults for seed in seeds if (faults := unexplained(seed, governor))}
    assert found == {}


@pytest.mark.parametrize("seed", DISPUTED)
def test_disputed_worlds_differ_by_accepted_deviations_alone(seed: int, governor: Governor) -> None:
    """Where the page can be read in two ways the difference is one of those that are accepted by name."""
    found = unexplained(seed, governor)
    assert found == []


def unexplained(seed: int, governor: Governor) -> list[str]:
    """How the decisions of a world differ from the oracle's beyond what is accepted."""
    world = marked(seed, contracts())
    decider = Decider(catalogue.read_sinks(), contracts(), world["control"])
    lines = [written(item) for item in world["events"]]
    found = []
    for number, outcome in enumerate(outcomes(governor, world["control"], lines)):
        item = world["events"][number]
        for difference in compared(decider.decide_line(lines[number]), outcome.line):
            if not is_accepted(difference, item, world["control"]):
                found.append(f"event {number}: {difference}")
    return found


def is_accepted(difference: str, item: Json | str, control: list[Json]) -> bool:
    return isinstance(item, dict) and any(
        difference.startswith(deviation.begins) and deviation.met_by(item, control) for deviation in ACCEPTED
    )


def compared(expected: Json, got: Json) -> Iterator[str]:
    """What differs. Of a sink's clauses one in common is enough, but for gate 9, which names its own alone."""
    for difference in differences(expected, got, free_texts(contracts())):
        if not difference.startswith(("withheld:", "clauses: sinks.")):
            yield difference
    for name, entry in (expected.get("sinks") or {}).items():
        theirs = (got.get("sinks") or {}).get(name, {})
        ours, others = set(entry["clauses"]), set(theirs.get("clauses", ()))
        if entry["allowed"] is theirs.get("allowed") and not ours & others:
            yield f"disjoint: sinks.{name} names {' '.join(sorted(others))}, not {' '.join(sorted(ours))}"
        if entry.get("reason") == STOPPED and ours != others:
            yield f"stopped: sinks.{name} names {' '.join(sorted(others))}, not {' '.join(sorted(ours))}"


@cache
def contracts() -> catalogue.Contracts:
    return catalogue.read_contracts()
