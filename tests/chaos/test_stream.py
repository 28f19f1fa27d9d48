"""What is sent: distinct, about persons who come back, with everything in it that the auditor is to follow."""

import itertools
from collections import Counter, defaultdict

import orjson

from streams.kafka.topology import FACTS_TOPICS
from tests.chaos import rounds
from tests.chaos.canonical import as_line, is_structured
from tests.chaos.records import FACTS, REASON, SERIAL, Place, Record
from tests.chaos.spoiling import SPOILS
from tests.chaos.stream import Stream

EVENTS = 4_000


def _sent(seed: int) -> list[Record]:
    sendings = Stream(EVENTS, 4, seed).events()
    return [Record(Place(one.topic, one.partition or 0, 0), one.key, one.value, one.headers) for one in sendings]


def test_a_seed_decides_the_stream() -> None:
    """The same seed gives the same records, byte for byte."""
    assert _sent(1) == _sent(1) != _sent(2)


def test_the_topics_of_facts_are_those_of_the_product() -> None:
    """The auditor's own list of fact topics leaves none out."""
    assert set(FACTS) == set(FACTS_TOPICS)


def test_events_are_distinct_and_records_numbered() -> None:
    """As many distinct events are sent as were asked for, less what only spoilt records would have been."""
    records = _sent(1)
    assert [record.header(SERIAL) for record in records] == [str(number) for number in range(len(records))]
    ids = Counter(orjson.loads(as_line(one))["id"] for one in records if _is_sound(one))
    assert len(ids) > EVENTS * 0.97
    assert max(ids.values()) > 1


def _is_sound(record: Record) -> bool:
    try:
        return record.header(REASON) is None and "id" in orjson.loads(as_line(record))
    except orjson.JSONDecodeError:
        return False


def test_both_content_modes_come() -> None:
    """Events come in either content mode of CloudEvents."""
    assert {is_structured(record.headers) for record in _sent(1)} == {True, False}


def test_everybody_has_a_number_alone() -> None:
    """No two persons of a retailer share a telephone number, which the replay of partition after partition rests on."""
    persons: dict[tuple[str, str], set[str]] = defaultdict(set)
    for event in itertools.islice(rounds.events(), 3 * rounds.round_size()):
        data = event["data"]
        for name in ("from", "to"):
            if str(data.get(name, "")).startswith("+1415"):
                persons[event["retailer"], data[name]].add(event["subject"])
    assert persons
    assert max(map(len, persons.values())) == 1


def test_rounds_are_of_other_ids_and_persons() -> None:
    """What a round sends has ids and subjects that no other round has."""
    size = rounds.round_size()
    first, second = (
        {(event["id"], event.get("subject")) for event in itertools.islice(rounds.events(), start, start + size)}
        for start in (0, size)
    )
    assert len(first) == len(second) == size
    assert not {event for event, _ in first} & {event for event, _ in second}
    assert {person for _, person in first} & {person for _, person in second} <= {None}


def test_every_sort_of_poison_comes() -> None:
    """A stream of some size has every way to spoil a record in it that bears a reason, and those that bear none."""
    assert len({spoil.__name__ for spoil in SPOILS}) == len(SPOILS)
    reasons = Counter(record.header(REASON) for record in _sent(1))
    assert set(reasons) == {None, "malformed", "unknown_type"}
