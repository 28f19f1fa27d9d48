"""What a slot knows is what the control topics have told it, and no more."""

from pathlib import Path

import pytest

from contracts.instant import parse_instant
from processors.facts.compile import Place
from processors.facts.request import DOUBT
from processors.facts.rows import Row
from streams.kafka.topology import CARRIED, CONTACTS, SEEN
from streams.run.state import identity_of
from streams.worker.identities import Identities
from streams.worker.knowledge import Knowledge, kept, restored
from streams.worker.records import Incoming
from tests.processors.building import AT, NUMBER, PERSON, SHOP, authorization, hold, person, shop, withdrawn
from tests.streams.worker.records import MINE, OTHER, PARTITIONS, check, of_fact

NOW = parse_instant(AT)
CHOICE = withdrawn("marketing_sms")
STOP = (Place(SHOP, None, NUMBER), Row(NOW, True, "text-1", "reply", True))
BIRTHDAY = (Place(SHOP, PERSON), Row(NOW, False, "customer-1", "birthday", 2015))


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    made = Knowledge(Identities(tmp_path / "identities"), PARTITIONS, check)
    made.own({MINE})
    return made


def kinds(knowledge: Knowledge) -> list[str]:
    """The kinds of the rows in force about the person."""
    return [row.kind for row in knowledge.shelves[MINE].person(SHOP, PERSON, NOW)]


def test_a_person_s_facts_and_everybody_s_are_found_together(knowledge: Knowledge) -> None:
    """A choice lies in the person's partition, a hold on that person in the one that all slots read."""
    for fact in (shop(), CHOICE, hold(subject=PERSON), authorization()):
        knowledge.take(of_fact(fact))
    shelf = knowledge.shelves[MINE]
    assert kinds(knowledge) == ["hold", "preference"]
    assert shelf.registration(SHOP, NOW) is not None
    assert len(shelf.grants(SHOP, NOW)) == 1


def test_a_log_read_twice_says_no_more_than_once(knowledge: Knowledge) -> None:
    """A slot that takes a partition over again may read what it has read."""
    for _ in range(2):
        knowledge.take(of_fact(CHOICE))
    assert kinds(knowledge) == ["preference"]


def test_what_lies_in_a_partition_of_another_person_says_nothing(knowledge: Knowledge) -> None:
    """Its events would not meet it there: it is sent on, and counts where it belongs."""
    knowledge.own({MINE, OTHER})
    knowledge.take(of_fact(CHOICE, partition=OTHER))
    assert kinds(knowledge) == []


def test_an_invalid_fact_is_a_doubt_until_it_comes_in_valid_form(knowledge: Knowledge) -> None:
    """Another fact of the same person, or one of another person, does not end it."""
    knowledge.take(of_fact(CHOICE, value=b"{"))
    knowledge.take(of_fact(person(birth_year=1980)))
    assert kinds(knowledge) == ["person", DOUBT]
    knowledge.take(of_fact(CHOICE))
    assert kinds(knowledge) == ["person", "preference"]


def test_an_invalid_fact_that_is_dismissed_is_no_doubt(knowledge: Knowledge) -> None:
    """A record without a value under its key dismisses it."""
    knowledge.take(of_fact(CHOICE, value=b"{"))
    knowledge.take(of_fact(CHOICE, value=None))
    assert kinds(knowledge) == []


def test_a_valid_fact_that_is_taken_back_says_nothing_any_more(knowledge: Knowledge) -> None:
    """So compaction will leave it, and what a slot knows may not depend on when it was started."""
    for fact in (CHOICE, authorization()):
        knowledge.take(of_fact(fact))
        knowledge.take(of_fact(fact, value=None))
    assert kinds(knowledge) == []
    assert knowledge.shelves[MINE].grants(SHOP, NOW) == []


def test_an_invalid_hold_of_one_person_leaves_that_person_in_doubt_everywhere(knowledge: Knowledge) -> None:
    """Every slot reads the topic of holds, so the one that owns the person knows."""
    knowledge.take(of_fact(hold(subject=PERSON), value=b"{"))
    assert kinds(knowledge) == [DOUBT]


def test_what_events_carried_is_kept_as_it_is_read_back() -> None:
    """A number that said STOP and a child's birthday come back as they went."""
    assert restored(kept(*STOP)) == STOP
    assert restored(kept(*BIRTHDAY)) == BIRTHDAY


def test_what_another_slot_s_events_carried_is_known(knowledge: Knowledge) -> None:
    """Numbers reach every slot, birthdays the one that owns the person."""
    knowledge.take(Incoming(CONTACTS, 0, 0, b"k", [], kept(*STOP)))
    knowledge.take(Incoming(CARRIED, MINE, 0, b"k", [], kept(*BIRTHDAY)))
    assert knowledge.shelves[MINE].stopped(SHOP, NUMBER, NOW) == (True, "text-1")
    assert kinds(knowledge) == ["birthday"]


def test_what_an_aborted_transaction_added_is_gone(knowledge: Knowledge) -> None:
    """Its events come again and must find everything as it was."""
    shelf = knowledge.shelves[MINE]
    shelf.add([STOP, BIRTHDAY])
    assert knowledge.identities.first("/hub", "event-1")
    knowledge.undo()
    assert shelf.stopped(SHOP, NUMBER, NOW) is None
    assert kinds(knowledge) == []
    assert knowledge.identities.first("/hub", "event-1")


def test_what_a_committed_transaction_added_stays(knowledge: Knowledge) -> None:
    """A later abort does not take it back."""
    knowledge.shelves[MINE].add([STOP, BIRTHDAY])
    knowledge.identities.first("/hub", "event-1")
    knowledge.settle({})
    knowledge.undo()
    assert knowledge.shelves[MINE].stopped(SHOP, NUMBER, NOW) == (True, "text-1")
    assert kinds(knowledge) == ["birthday"]
    assert not knowledge.identities.first("/hub", "event-1")


def test_an_identity_that_the_topic_holds_is_known(knowledge: Knowledge) -> None:
    """Whoever owned the partition before has governed it."""
    knowledge.take(Incoming(SEEN, MINE, 0, identity_of("/hub", "event-1"), [], b"1"))
    knowledge.settle({MINE: 1})
    assert not knowledge.identities.first("/hub", "event-1")
    assert knowledge.identities.next_of(MINE) == 1


def test_a_partition_given_up_is_forgotten_and_one_kept_is_not(knowledge: Knowledge) -> None:
    """What comes back is read from its start, what stayed is not read again."""
    knowledge.take(of_fact(CHOICE))
    assert knowledge.own({MINE, OTHER}) == {OTHER}
    assert kinds(knowledge) == ["preference"]
    knowledge.own({OTHER})
    assert knowledge.own({MINE}) == {MINE}
    assert kinds(knowledge) == []
