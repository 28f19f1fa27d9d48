"""`assay dead-letters` on a real broker: letters are listed, sent again once, and dismissed, without their payload."""

from collections.abc import Iterator, Sequence

import pytest
from kafka import KafkaProducer

from contracts.decode import decode_record
from contracts.problems import BrokenContract, InvalidFact, Malformed
from contracts.routing import fact_key, partition_of, person_key
from streams.kafka.connection import Connection
from streams.kafka.dead_letters import DISMISSED, REPLAYED, letter_of
from streams.kafka.dead_letters_ending import TRANSACTIONAL_ID
from streams.kafka.reading import Stored
from tests.contracts.fields import event, full, line
from tests.kafka.brokers import Broker
from tests.kafka.letters import DEAD_LETTERS, letter
from tests.kafka.standing import LEAVES_SOCKETS, environment, make, sockets_left, standing, stored
from tests.streams.run.command import Ended, run_assay

__all__ = ["sockets_left"]
pytestmark = [pytest.mark.kafka, pytest.mark.usefixtures("sockets_left"), LEAVES_SOCKETS]

CANARY = "canary-4a7e"
PARTITIONS = 4
PREFERENCE = "governance.preference"
SECONDS_MAX = 60.0
TOPICS = {"events.crm": PARTITIONS, "events.pos": PARTITIONS, PREFERENCE: PARTITIONS}


@pytest.fixture(scope="module")
def declared() -> Iterator[Broker]:
    yield from standing(TOPICS)


@pytest.fixture
def broker_of_letters(declared: Broker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """The broker, with no dead letters yet; the command finds it in the environment."""
    make(declared, {DEAD_LETTERS: PARTITIONS})
    for name, value in environment(declared).items():
        monkeypatch.setenv(name, value)
    yield declared
    remove(declared, DEAD_LETTERS)


def run(*args: object) -> Ended:
    return run_assay("dead-letters", *args)


def put(broker: Broker, *records: Stored) -> list[int]:
    """Write records where they say, in one go; their offsets."""
    with KafkaProducer(**Connection.from_environment(environment(broker)).kafka_python()) as producer:
        sent = [producer.send(one.topic, one.value, one.key, list(one.headers), one.partition) for one in records]
        return [each.get(SECONDS_MAX).offset for each in sent]


def remove(broker: Broker, topic: str) -> None:
    """Remove a topic, and wait until it is gone."""
    from confluent_kafka.admin import AdminClient  # noqa: PLC0415 - only here.

    from tests.kafka.clients import await_true  # noqa: PLC0415 - the same.

    administrator = AdminClient({"bootstrap.servers": broker.bootstrap})
    administrator.delete_topics([topic])[topic].result()
    await_true(lambda: topic not in administrator.list_topics(timeout=SECONDS_MAX).topics)


def of_event(number: int, topic: str = "events.crm", partition: int = 1) -> Stored:
    """The letter of an event that was refused."""
    data = {**full("crm.note.added"), "text": CANARY}
    headers = [("ce_id", f"e-{number}".encode()), ("content-type", b"application/cloudevents+json")]
    value = line(event("crm.note.added", data, id=f"e-{number}", subject="c-1"))
    key = person_key("aurora-gems", "c-1")
    problem = BrokenContract("missing", "text") if number % 2 else Malformed("not_json")
    return letter(problem, (topic, 2, number), key, value, headers, (partition, 0))


def test_letters_are_listed_by_place_and_cause(broker_of_letters: Broker) -> None:
    """One line each, in JSON too, narrowed as asked; exit 0, and no payload."""
    put(broker_of_letters, of_event(0), of_event(1), of_event(2, "events.pos", 3))
    listed = run("list")
    assert (listed.code, listed.err) == (0, "")
    first, second, third = listed.out.splitlines()
    assert first.startswith("1:0  ")
    assert first.endswith("  events.crm/2/0  malformed  not_json")
    assert second.endswith("  events.crm/2/1  contract  missing  text")
    assert third.startswith("3:0  ")
    records = run("list", "--json").records
    assert {
        name: records[1][name] for name in ("position", "topic", "partition", "offset", "reason", "path", "class")
    } == {
        "position": "1:1",
        "topic": "events.crm",
        "partition": 2,
        "offset": 1,
        "reason": "contract",
        "path": "text",
        "class": "BrokenContract",
    }
    assert [record["position"] for record in run("list", "--json", "--reason", "malformed").records] == ["1:0", "3:0"]
    assert [record["position"] for record in run("list", "--json", "--topic", "events.pos").records] == ["3:0"]
    assert [record["position"] for record in run("list", "--json", "--limit", "2").records] == ["1:0", "1:1"]
    assert CANARY not in listed.out + str(records)


def test_all_letters_are_sent_again_once(broker_of_letters: Broker) -> None:
    """Their records come back as they were; sending all a second time sends none of them."""
    letters = [of_event(number) for number in range(5)]
    put(broker_of_letters, *letters)
    before = len(stored(broker_of_letters, "events.crm"))
    dry = run("replay", "--all", "--dry-run")
    assert (dry.code, dry.out.splitlines()[-1]) == (0, "dead letters that would be sent again: 5")
    assert len(stored(broker_of_letters, "events.crm")) == before
    replayed = run("replay", "--all")
    assert (replayed.code, replayed.out, replayed.err) == (0, "dead letters sent again: 5\n", "")
    assert run("replay", "--all").out == "dead letters sent again: 0\n"
    found = stored(broker_of_letters, "events.crm")[before:]
    assert [decode_record(one.headers, one.value).id for one in found] == [f"e-{number}" for number in range(5)]
    expected = [(one.key, one.value, one.headers[:2]) for one in letters]
    assert [(one.key, one.value, one.headers) for one in found] == expected
    assert {one.partition for one in found} == {partition_of(person_key("aurora-gems", "c-1"), PARTITIONS)}


def test_letters_that_were_dealt_with_are_shown_on_demand(broker_of_letters: Broker) -> None:
    """`list` leaves them out; `--settled` says where they went."""
    put(broker_of_letters, of_event(0), of_event(1), of_event(2))
    assert run("replay", "1:1").out == "dead letters sent again: 1\n"
    assert run("dismiss", "1:2").out == "1:2 dismissed\n"
    assert [record["position"] for record in run("list", "--json").records] == ["1:0"]
    settled = [record["settled"] for record in run("list", "--json", "--settled").records]
    record = stored(broker_of_letters, "events.crm")[-1]
    assert settled == [None, f"replayed as events.crm/{record.partition}/{record.offset}", "dismissed"]


def test_a_letter_is_not_sent_again_by_its_position_either(broker_of_letters: Broker) -> None:
    """It is passed over, which is told, and nothing is written."""
    put(broker_of_letters, of_event(0))
    assert run("replay", "1:0").code == 0
    again = run("replay", "1:0")
    assert (again.code, again.out) == (0, "dead letters sent again: 0\n")
    assert again.err.startswith("1:0 passed over: it was replayed as events.crm/")
    dismissed = run("dismiss", "1:0")
    assert (dismissed.code, dismissed.out) == (0, "")
    assert dismissed.err.startswith("1:0 was replayed as events.crm/")


def test_letters_are_sent_again_by_reason(broker_of_letters: Broker) -> None:
    """Those of other reasons stay."""
    put(broker_of_letters, *(of_event(number) for number in range(4)))
    assert run("replay", "--all", "--reason", "contract").out == "dead letters sent again: 2\n"
    assert {record["reason"] for record in run("list", "--json").records} == {"malformed"}


def test_more_letters_than_a_transaction_holds_are_all_sent(
    broker_of_letters: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In several transactions, in their order."""
    monkeypatch.setattr("streams.verbs.dead_letters.BATCH_LETTERS_MAX", 3)
    put(broker_of_letters, *(of_event(number) for number in range(10)))
    before = len(stored(broker_of_letters, "events.crm"))
    assert run("replay", "--all").out == "dead letters sent again: 10\n"
    found = stored(broker_of_letters, "events.crm")[before:]
    assert [decode_record(one.headers, one.value).id for one in found] == [f"e-{number}" for number in range(10)]


def test_a_record_that_is_refused_again_is_a_letter_of_its_own(broker_of_letters: Broker) -> None:
    """Sending all again does not run after the letters that come of it, and the next time sends those."""
    put(broker_of_letters, of_event(0))
    run("replay", "--all")
    (offset,) = put(broker_of_letters, of_event(0))
    assert [record["position"] for record in run("list", "--json").records] == [f"1:{offset}"]
    assert run("replay", "--all").out == "dead letters sent again: 1\n"


def of_fact(broker: Broker, number: int) -> tuple[bytes, Stored]:
    """An invalid fact in its topic, and its letter."""
    key = fact_key("aurora", f"c-{number}", "/shop", f"f-{number}")
    (offset,) = put(broker, Stored(PREFERENCE, 1, 0, 0, key, CANARY.encode(), ()))
    return key, letter(InvalidFact("not_in_vocabulary", "choice"), (PREFERENCE, 1, offset), key, CANARY.encode(), ())


def test_a_dismissed_fact_is_taken_back(broker_of_letters: Broker) -> None:
    """A record without a value stands behind it under its key, in its partition, and the letter is dealt with."""
    key, record = of_fact(broker_of_letters, 1)
    put(broker_of_letters, record)
    assert run("dismiss", "3:0").out == "3:0 dismissed, the fact taken back\n"
    found = [(one.partition, one.value) for one in stored(broker_of_letters, PREFERENCE) if one.key == key]
    assert found == [(1, CANARY.encode()), (1, None)]
    assert run("list").out == ""


def test_a_fact_that_was_mended_is_neither_overwritten_nor_taken_back(broker_of_letters: Broker) -> None:
    """Its letter is passed over, and dismissing marks the letter alone."""
    key, record = of_fact(broker_of_letters, 2)
    put(broker_of_letters, record, Stored(PREFERENCE, 1, 0, 0, key, b"mended", ()))
    replayed = run("replay", "--all")
    assert (replayed.code, replayed.out) == (0, "dead letters sent again: 0\n")
    assert replayed.err == "3:0 passed over: a later record stands under the key of its fact\n"
    assert run("dismiss", "3:0").out == "3:0 dismissed\n"
    assert [one.value for one in stored(broker_of_letters, PREFERENCE) if one.key == key][-1] == b"mended"
    assert run("list").out == ""


def test_what_a_letter_came_to_is_written_with_what_was_sent_or_not_at_all(
    broker_of_letters: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended between the two, neither is there for who reads what is committed; the same command then does it once."""
    put(broker_of_letters, of_event(0), of_event(1))
    before = len(stored(broker_of_letters, "events.crm"))
    with monkeypatch.context() as patch:
        patch.setattr("streams.kafka.dead_letters_ending.Ending.marker", _fail)
        assert run("replay", "--all").code == 3
    assert len(run("list").out.splitlines()) == 2
    assert run("replay", "--all").out == "dead letters sent again: 2\n"
    assert len(stored(broker_of_letters, "events.crm")) == before + 2


def _fail(*_: object) -> None:
    raise RuntimeError(CANARY)


def test_who_begins_to_end_letters_stops_whoever_was_at_it(broker_of_letters: Broker) -> None:
    """Two at once would send twice: the first one gives up, and what it had begun is undone."""
    put(broker_of_letters, of_event(0))
    before = len(stored(broker_of_letters, "events.crm"))
    settings = Connection.from_environment(environment(broker_of_letters)).kafka_python()
    first = KafkaProducer(transactional_id=TRANSACTIONAL_ID, **settings)
    first.init_transactions()
    first.begin_transaction()
    first.send("events.crm", b"half", b"done", [], 0).get(SECONDS_MAX)
    assert run("replay", "--all").out == "dead letters sent again: 1\n"
    with pytest.raises(Exception, match=r"(?i)fenced|epoch"):
        first.commit_transaction()
    assert len(stored(broker_of_letters, "events.crm")) == before + 1
    first.close(1)


@pytest.mark.parametrize(
    "args",
    [
        ["replay"],
        ["replay", "--all", "1:0"],
        ["replay", "1:0", "--reason", "contract"],
        ["replay", "1"],
        ["replay", "x:y"],
        ["replay", "-1:0"],
        ["dismiss"],
        ["list", "--limit", "0"],
    ],
)
def test_bad_usage_is_told(args: Sequence[str]) -> None:
    """Exit 2, before any broker is asked."""
    assert run(*args).code == 2


@pytest.mark.parametrize("verb", ["replay", "dismiss"])
@pytest.mark.parametrize("position", ["1:7", "9:0", "0:0", "1:1"])
def test_a_position_without_a_letter_is_told(broker_of_letters: Broker, verb: str, position: str) -> None:
    """No such offset, no such partition, an empty one, and the record that tells what became of a letter."""
    put(broker_of_letters, of_event(0))
    run("dismiss", "1:0")
    told = run(verb, position)
    assert (told.code, told.err) == (2, f"assay: there is no dead letter at {position}\n")


def test_no_dead_letters_are_told_apart_from_no_topic_for_them(
    declared: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing topic is one clear line."""
    monkeypatch.setenv("ASSAY_KAFKA_BOOTSTRAP_SERVERS", declared.bootstrap)
    told = run("list")
    expected = f"assay: there is no topic {DEAD_LETTERS} at {declared.bootstrap} that may be seen\n"
    assert (told.code, told.out, told.err) == (2, "", expected)


@pytest.mark.parametrize("args", [["list"], ["replay", "--all"], ["dismiss", "0:0"]])
def test_no_broker_is_told(args: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3, in one line, and the same command does it later; without an address it is bad usage."""
    monkeypatch.setattr("streams.kafka.reach.REACH_SECONDS_MAX", 1.0)
    monkeypatch.delenv("ASSAY_KAFKA_BOOTSTRAP_SERVERS", raising=False)
    assert run(*args).code == 2
    monkeypatch.setenv("ASSAY_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
    told = run(*args)
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith("assay: no broker answers at 127.0.0.1:1")
    assert told.err.count("\n") == 1


def test_every_letter_stays_a_letter(broker_of_letters: Broker) -> None:
    """Dealing with letters changes none of them: what tells of it stands behind."""
    put(broker_of_letters, of_event(0), of_event(1))
    before = stored(broker_of_letters, DEAD_LETTERS)
    run("replay", "1:0")
    run("dismiss", "1:1")
    after = stored(broker_of_letters, DEAD_LETTERS)
    assert after[: len(before)] == before
    assert [letter_of(one) for one in after[len(before) :]] == [None, None]
    assert [{name for name, _ in one.headers} for one in after[len(before) :]] == [{REPLAYED}, {DISMISSED}]
