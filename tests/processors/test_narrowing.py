"""In random worlds no choice of a person, and no second policy, ever lets more through."""

from collections.abc import Iterator

import pytest

from tests.governing import Json
from tests.oracle import names
from tests.processors.worlds import decided, dice, lines, made, settled_lines, widened

SEEDS = range(30)
REQUEST, PREFERENCE = "governance.request.received", "governance.preference.changed"
FACTS_PER_WORLD = 4


def narrowing(control: list[Json]) -> Iterator[Json]:
    """The facts by which a person narrows. An objection may be what a withdrawal lifts, so it has to stand alone."""
    for fact in control:
        data = fact["data"]
        withdraws = fact["type"] == PREFERENCE and data["choice"] == "withdrawn"
        asks = fact["type"] == REQUEST and data.get("verified") and _stands_alone(fact, control)
        if withdraws or asks:
            yield fact


def _stands_alone(request: Json, control: list[Json]) -> bool:
    other = {"object": "withdraw", "withdraw": "object", "restrict": ""}.get(request["data"]["right"])
    rights = [fact["data"]["right"] for fact in control if fact["type"] == REQUEST]
    return other is not None and other not in rights


@pytest.mark.clause("X-subject")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_choice_that_narrows_opens_nothing(seed: int) -> None:
    """With a withdrawal, an objection or a restriction nothing goes out that did not go out without it."""
    control = made(seed)["control"]
    after = settled_lines(seed)
    for fact in list(narrowing(control))[:FACTS_PER_WORLD]:
        before = lines(decided(seed, [other for other in control if other is not fact]))
        found = widened(before, after)
        assert found == [], fact["id"]


@pytest.mark.clause("X-subject")
@pytest.mark.parametrize("seed", SEEDS)
def test_an_objection_to_each_purpose_opens_nothing(seed: int) -> None:
    """Whatever the world, one more objection, restriction or withdrawal before it opens nothing."""
    control, rng = made(seed)["control"], dice(seed)
    before = settled_lines(seed)
    for right in ("object", "restrict", "withdraw"):
        data = {
            "request_id": "further",
            "retailer": rng.choice(names.RETAILERS),
            "subject": rng.choice(names.PEOPLE),
            "right": right,
            "verified": True,
            "purpose": rng.choice([None, *names.OBJECTED]),
        }
        further = {**control[0], "id": "further", "time": names.EARLY, "type": REQUEST, "data": data}
        if _stands_alone(further, control):
            found = widened(before, lines(decided(seed, [*control, further])))
            assert found == [], f"{right} {data['purpose']}"


@pytest.mark.clause("JL-8.stop")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_stop_opens_nothing(seed: int) -> None:
    """A STOP in place of a kind word, from any number at any time, opens nothing for anybody."""
    rng = dice(seed)
    said = {
        "specversion": "1.0",
        "id": "further",
        "source": "/hub",
        "type": rng.choice(["message.sms.received", "message.mms.received"]),
        "time": rng.choice(names.TIMES),
        "retailer": rng.choice(names.RETAILERS),
    }
    ends = {"message_id": "M-1", "from": rng.choice(names.PHONES), "to": names.SHOP_PHONE}
    kind, stop = ({**said, "data": {**ends, "body": body}} for body in ("Thanks", "STOP"))
    events = made(seed)["events"]
    before, after = (lines(decided(seed, events=[first, *events]))[1:] for first in (kind, stop))
    assert widened(before, after) == []


@pytest.mark.clause("ST-link")
@pytest.mark.parametrize("seed", SEEDS)
def test_an_unlink_opens_nothing(seed: int) -> None:
    """An account that is unlinked, by anybody at any time, opens nothing."""
    rng = dice(seed)
    unlinked = {
        "specversion": "1.0",
        "id": "further",
        "source": "/hub",
        "type": "account.unlinked",
        "time": rng.choice(names.TIMES),
        "retailer": rng.choice(names.RETAILERS),
        "subject": rng.choice(names.PEOPLE),
        "data": {"account_id": "A-1", "integration": "linked_account"},
    }
    after = lines(decided(seed, events=[unlinked, *made(seed)["events"]]))[1:]
    assert widened(settled_lines(seed), after) == []


@pytest.mark.clause("JL-12.california")
@pytest.mark.clause("PB-7.dnt")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_signal_opens_nothing(seed: int) -> None:
    """An event that comes with a signal reaches no sink that it would not reach without."""
    events = [item for item in made(seed)["events"] if isinstance(item, dict)]
    for signal in ("gpc", "dnt"):
        without = [{key: value for key, value in item.items() if key != signal} for item in events]
        signalled = [{**item, signal: "1"} for item in without]
        before, after = (lines(decided(seed, events=items)) for items in (without, signalled))
        assert widened(before, after) == []


@pytest.mark.clause("X-meet")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_second_policy_opens_nothing(seed: int) -> None:
    """What a retailer with a policy of its own lets out its platform alone lets out too, and as identifying."""
    control = made(seed)["control"]
    alone = [
        {**fact, "data": {**fact["data"], "policy": None}} if fact["type"] == "governance.retailer.registered" else fact
        for fact in control
    ]
    assert widened(lines(decided(seed, alone)), settled_lines(seed)) == []
