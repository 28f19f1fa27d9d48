"""Dead letters are told by their cause and place, and ended once, without the place of a later fact being taken."""

from typing import Any

import pytest

from contracts.decode import Headers
from contracts.problems import BrokenContract, InvalidFact, Malformed, Problem, Unusable
from contracts.routing import fact_key, partition_of
from streams.kafka.dead_letters import (
    DISMISSED,
    REPLAYED,
    Letter,
    Origin,
    Position,
    end_of,
    letter_of,
    letters,
)
from streams.kafka.dead_letters_choosing import Planner, at_positions, unsettled
from streams.kafka.dead_letters_ending import Ending, Sending
from streams.kafka.reading import Stored
from streams.worker.letters import dead_letter
from streams.worker.records import Incoming
from tests.kafka.letters import DEAD_LETTERS, NOON_MS, Shelf, as_stored, letter

CANARY = "canary-4a7e"
PREFERENCE = "governance.preference"
KEY = fact_key("aurora", "c-1", "/shop", "f-1")
INVALID = InvalidFact("not_in_vocabulary", "choice")


def told(record: Stored) -> Letter:
    found = letter_of(record)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("problem", "reason", "kind", "path", "attribute"),
    [
        (BrokenContract("missing", "lines.sku"), "contract", "missing", "lines.sku", None),
        (Malformed("missing", attribute="id"), "malformed", "missing", None, "id"),
        (Malformed("not_json"), "malformed", "not_json", None, None),
        (INVALID, "invalid_fact", "not_in_vocabulary", "choice", None),
    ],
)
def test_a_letter_says_where_its_record_stood_and_what_was_wrong(
    problem: Problem, reason: str, kind: str, path: str | None, attribute: str | None
) -> None:
    """Its place, its time, the reason and the path of the fault: all that workers write of it but the payload."""
    found = told(letter(problem, ("events.crm", 3, 40), position=(3, 7)))
    assert (found.position, str(found.position)) == (Position(3, 7), "3:7")
    assert (found.origin, str(found.origin)) == (Origin("events.crm", 3, 40), "events.crm/3/40")
    assert (found.reason, found.kind, found.path, found.attribute) == (reason, kind, path, attribute)
    assert (found.problem, found.stage, found.time) == (
        type(problem).__name__,
        "TRANSFORMATION",
        "2026-06-02T12:00:00Z",
    )
    assert CANARY not in repr(found)


def test_a_letter_of_what_could_not_be_decided_has_a_reason_alone() -> None:
    """A stage that failed names no kind."""
    record = dead_letter(
        Incoming("events.crm", 0, 1, None, (), b"{}"), "w-0", "TRANSFORMATION", "Undecidable", "undecidable"
    )
    found = told(Stored(DEAD_LETTERS, 0, 0, NOON_MS, None, b"{}", tuple(record.headers)))
    assert (found.reason, found.kind, found.path) == ("undecidable", None, None)


def test_what_a_producer_sent_under_these_names_is_not_believed() -> None:
    """Headers of an event that look like a cause, or like an end, leave its letter what it is."""
    forged: Headers = [
        ("__connect.errors.topic", b"governance.retailer"),
        ("__connect.errors.offset", b"0"),
        (REPLAYED, b""),
    ]
    record = letter(Malformed("not_json"), headers=forged, key=b"3:0", position=(3, 1))
    assert told(record).origin == Origin("events.crm", 3, 40)
    assert end_of(record) is None
    sent = Planner(Shelf([record])).replay(told(record), record).sending
    assert sent is not None
    assert [name for name, _ in sent.headers] == [REPLAYED]


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (("__connect.errors.topic", b"events.crm"),),
        (
            ("__connect.errors.topic", b"events.crm"),
            ("__connect.errors.partition", b"x"),
            ("__connect.errors.offset", b"1"),
        ),
        (("__connect.errors.topic", None), ("__connect.errors.partition", b"1"), ("__connect.errors.offset", b"1")),
    ],
)
def test_what_is_no_letter_is_not_taken_for_one(headers: Headers) -> None:
    """A record without a place to go back to cannot go back."""
    assert letter_of(Stored(DEAD_LETTERS, 0, 0, NOON_MS, None, b"{}", tuple(headers))) is None


def ended(record: Stored, how: str = REPLAYED, by: str = "events.crm/3/41", offset: int = 9) -> Stored:
    return as_stored(Ending(told(record), how, None).marker(by), offset)


def test_a_letter_that_was_dealt_with_is_told_by_a_record_behind_it() -> None:
    """Each letter of a partition has its own end, and a letter without one has none."""
    first, second, third = (letter(Malformed("not_json"), position=(3, offset)) for offset in range(3))
    shelf = Shelf([first, second, third, ended(first, offset=3), ended(third, DISMISSED, "", 4)])
    assert [found.settled for found, _ in letters(shelf)] == ["replayed as events.crm/3/41", None, "dismissed"]
    assert [found.position for found, _ in unsettled(shelf)] == [Position(3, 1)]


def test_an_end_counts_in_its_own_partition_alone() -> None:
    """A record that tells of another partition's letter was not written by the product."""
    record = letter(Malformed("not_json"), position=(3, 0))
    strange = ended(record)._replace(partition=2)
    assert end_of(strange) is None


def test_letters_are_chosen_by_reason_and_topic() -> None:
    """Each narrows; both together narrow further."""
    shelf = Shelf(
        [
            letter(BrokenContract("missing", "text"), ("events.crm", 0, 1), position=(0, 0)),
            letter(Malformed("not_json"), ("events.crm", 0, 2), position=(0, 1)),
            letter(Malformed("not_json"), ("events.pos", 1, 3), position=(1, 0)),
        ]
    )

    def chosen(**wanted: str) -> list[str]:
        return [str(found.position) for found, _ in unsettled(shelf, **wanted)]

    assert chosen() == ["0:0", "0:1", "1:0"]
    assert chosen(reason="malformed") == ["0:1", "1:0"]
    assert chosen(topic="events.crm") == ["0:0", "0:1"]
    assert chosen(reason="malformed", topic="events.crm") == ["0:1"]


@pytest.mark.parametrize("position", [Position(3, 5), Position(3, 1), Position(9, 0), Position(0, 0)])
def test_there_is_a_letter_at_a_position_or_that_is_told(position: Position) -> None:
    """Behind the end, where something else stands, in a partition that is none or is empty."""
    record = letter(Malformed("not_json"), position=(3, 0))
    with pytest.raises(Unusable, match=f"there is no dead letter at {position}"):
        list(at_positions(Shelf([record, ended(record, offset=1)]), [position]))


def test_a_position_given_twice_is_one() -> None:
    """A letter is not sent twice by naming it twice."""
    shelf = Shelf([letter(Malformed("not_json"), position=(3, 0))])
    assert len(list(at_positions(shelf, [Position(3, 0), Position(3, 0)]))) == 1


def test_an_event_goes_back_as_it_came() -> None:
    """To its topic and the partition of its key, with its key, value and headers, and none of the letter's own."""
    headers: Headers = [("ce_id", b"e-1"), ("ce_subject", None), ("content-type", b"application/json")]
    record = letter(BrokenContract("missing", "text"), key=b"aurorac-1", headers=headers)
    ending = Planner(Shelf([record])).replay(told(record), record)
    # kafka-python sends no header without a value; the pipeline reads none as absent.
    original = [("ce_id", b"e-1"), ("content-type", b"application/json")]
    partition = partition_of(b"aurorac-1", 4)
    assert ending.sending == Sending("events.crm", partition, b"aurorac-1", record.value, original)


def test_an_event_without_a_key_goes_back_to_its_partition() -> None:
    """Nothing else says where it belongs."""
    record = letter(Malformed("not_json"), ("events.crm", 2, 40), key=None)
    sending = Planner(Shelf([record])).replay(told(record), record).sending
    assert sending is not None
    assert sending.partition == 2


def fact(*behind: Stored) -> tuple[Letter, Stored, Planner]:
    """An invalid fact's letter, with what stands behind the fact in its own topic."""
    record = letter(INVALID, (PREFERENCE, 1, 5), key=KEY, position=(1, 0))
    return told(record), record, Planner(Shelf([record, *behind]))


def stated(offset: int, key: bytes = KEY, value: bytes | None = b"{}") -> Stored:
    return Stored(PREFERENCE, 1, offset, NOON_MS, key, value, ())


def test_a_fact_goes_back_to_the_partition_where_it_stood() -> None:
    """Its key is the fact's own and hashes to any partition."""
    found, record, planner = fact(stated(5))
    assert planner.why_not(found, record) is None
    sending = planner.replay(found, record).sending
    assert sending is not None
    assert (sending.topic, sending.partition, sending.key) == (PREFERENCE, 1, KEY)


@pytest.mark.parametrize("value", [b"{}", None])
def test_a_fact_with_a_later_record_under_its_key_does_not_go_back(value: bytes | None) -> None:
    """It would take the place of the mended fact, or undo that it was taken back."""
    found, record, planner = fact(stated(5), stated(6, b"another"), stated(8, value=value))
    assert planner.why_not(found, record) == "a later record stands under the key of its fact"


def test_facts_of_one_partition_are_looked_up_from_the_first_of_them() -> None:
    """Also where the earlier of two comes later."""
    later, earlier = (letter(INVALID, (PREFERENCE, 1, at), key=KEY) for at in (8, 5))
    planner = Planner(Shelf([stated(8)]))
    assert planner.why_not(told(later), later) is None
    assert planner.why_not(told(earlier), earlier) == "a later record stands under the key of its fact"


def test_what_was_dealt_with_or_came_from_elsewhere_does_not_go_back() -> None:
    """Each with its reason."""
    record = letter(Malformed("not_json"), ("somebody.elses", 0, 1))
    planner = Planner(Shelf([record]))
    assert planner.why_not(told(record), record) == "it came from somebody.elses, which is no input of the pipeline"
    settled = told(record)._replace(settled="dismissed")
    assert planner.why_not(settled, record) == "it was dismissed"


def test_a_dismissed_fact_is_taken_back() -> None:
    """A record without a value under the fact's key, where the fact stood."""
    found, record, planner = fact(stated(5))
    assert planner.dismiss(found, record).sending == Sending(PREFERENCE, 1, KEY, None, [])


def test_dismissing_takes_no_valid_fact_back() -> None:
    """Where the fact was stated again, or the letter is an event's, only the letter is marked."""
    found, record, planner = fact(stated(5), stated(7))
    assert planner.dismiss(found, record).sending is None
    event = letter(Malformed("not_json"))
    assert planner.dismiss(told(event), event).sending is None


def test_a_fact_without_a_facts_key_cannot_be_taken_back() -> None:
    """A tombstone under that key would end no doubt."""
    record = letter(INVALID, (PREFERENCE, 1, 5), key=b"aurorac-1")
    with pytest.raises(Unusable, match="no key of a fact"):
        Planner(Shelf([record])).dismiss(told(record), record)


def test_the_record_that_tells_an_end_outlives_compaction() -> None:
    """It has a value and its own key, in the letter's partition."""
    record = letter(Malformed("not_json"), position=(3, 12))
    marker: Any = Ending(told(record), REPLAYED, None).marker("events.crm/3/41")
    assert marker == Sending(DEAD_LETTERS, 3, b"3:12", b"{}", [(REPLAYED, b"events.crm/3/41")])
