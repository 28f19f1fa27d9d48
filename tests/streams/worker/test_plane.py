"""From one record to the records that come of it."""

import orjson
import pytest

from contracts.routing import person_key
from streams.kafka.topology import CONTACTS, DEAD_LETTERS, LEDGER, QUARANTINE, SEEN
from streams.run.state import identity_of
from streams.worker.knowledge import Knowledge
from streams.worker.plane import Plane
from streams.worker.records import Incoming, Outgoing
from streams.worker.watched import Watched
from tests.processors.building import PERSON, SHOP, event, granted, request, texted, withdrawn
from tests.streams.worker.conftest import Governed
from tests.streams.worker.records import MINE, OTHER, headers_of, key_of, of_event, of_fact

SALE = event("pos.sale.completed")
CHOICE = withdrawn("marketing_sms")
HOSTING = {"crm_store", "eu_archive"}
CANARY = "canary-8f3d1c"


def ledger_of(found: dict[str, list[Outgoing]]) -> dict[str, object]:
    """The one line of the ledger."""
    (line,) = found[LEDGER]
    decided: dict[str, object] = orjson.loads(line.value or b"")
    return decided


def header(record: Outgoing, name: str) -> bytes | None:
    return dict(record.headers).get(name)


def sinks_of(found: dict[str, list[Outgoing]]) -> set[str]:
    return {topic.removeprefix("sink.") for topic in found if topic.startswith("sink.")}


def test_an_event_comes_out_as_copies_a_ledger_line_and_its_identity(govern: Governed) -> None:
    """Each lies in the partition that the event was in, so that what one person did stays in order."""
    found = govern(SALE, offset=17)
    assert {"crm_store", "payment_processor", "recommendations", "model_improvement"} <= sinks_of(found)
    assert {record.partition for records in found.values() for record in records} == {MINE}
    assert [record.key for record in found[SEEN]] == [identity_of("/hub", "event-1")]
    (line,) = found[LEDGER]
    assert line.headers == [
        ("sourcetopic", b"events.pos"),
        ("sourcepartition", str(MINE).encode()),
        ("sourceoffset", b"17"),
    ]
    assert ledger_of(found)["controlposition"] == f"preference={MINE}"


def test_a_copy_is_a_cloudevent_in_binary_mode(govern: Governed) -> None:
    """Its attributes are headers, its data the value, and its key the person as that sink knows the person."""
    found = govern(SALE)
    (store,), (models,) = found["sink.crm_store"], found["sink.model_improvement"]
    assert header(store, "ce_causationid") == b"event-1"
    assert header(store, "ce_sink") == b"crm_store"
    assert header(store, "content-type") == b"application/json"
    assert store.key == header(store, "ce_subject") == PERSON.encode()
    assert orjson.loads(store.value or b"")["customer_id"] == PERSON
    assert models.key is None
    assert PERSON.encode() not in (models.value or b"") + b"".join(text or b"" for _, text in models.headers)


def test_a_second_event_of_one_identity_reaches_the_ledger_alone(govern: Governed) -> None:
    """It has no second effect."""
    govern(SALE)
    found = govern(SALE, offset=1)
    assert set(found) == {LEDGER}
    assert ledger_of(found)["outcome"] == "duplicate"


def test_a_text_that_says_stop_is_told_to_every_slot(govern: Governed) -> None:
    """The number goes to the topic that all slots read."""
    (stop,) = govern(texted("STOP"))[CONTACTS]
    assert stop.partition == 0


def test_an_event_in_another_person_s_partition_is_sent_on_and_not_governed(govern: Governed) -> None:
    """Where it lay nobody knows what its person chose; it goes to where the worker does, under the person's key."""
    stranger = next(name for name in map(str, range(99)) if of_event({**SALE, "subject": name}).partition == OTHER)
    misplaced = of_event({**SALE, "subject": stranger}, partition=MINE, key=b"some key")
    found = govern(record=misplaced)
    (sent_on,) = found.pop("events.pos")
    assert found == {}
    assert (sent_on.partition, sent_on.key) == (OTHER, person_key(SHOP, stranger))
    assert (sent_on.headers, sent_on.value) == (misplaced.headers, misplaced.value)


@pytest.mark.parametrize("key", [None, b"", b"harlow"])
def test_an_event_under_another_key_is_governed_where_its_person_is(govern: Governed, key: bytes | None) -> None:
    """Partitions count; a key alone says nothing."""
    assert sinks_of(govern(SALE, key=key))


def test_an_event_in_the_topic_of_another_family_is_refused(govern: Governed) -> None:
    """Each producer may write its own family, and a topic may not stand in for another."""
    found = govern(SALE, topic="events.crm")
    assert set(found) == {LEDGER, DEAD_LETTERS}
    assert ledger_of(found)["reason"] == "unknown_type"
    assert ledger_of(found)["clauses"] == ["JL-2.categories"]


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        ({"value": b"{"}, "malformed"),
        ({"value": b"\xff\xfe\x00"}, "malformed"),
        ({"value": None}, "contract"),
        ({"headers": []}, "malformed"),
        ({"headers": [("ce_id", b"\xff\xff")]}, "malformed"),
        ({"headers": [*headers_of(SALE), ("ce_id", b"again")]}, "malformed"),
        ({"headers": [("content-type", b"application/cloudevents+json")], "value": b"[]"}, "malformed"),
        ({"headers": [("content-type", b"application/cloudevents+avro")]}, "malformed"),
        ({"value": b'{"sale_id": 7}'}, "contract"),
    ],
)
def test_a_poison_pill_is_a_dead_letter_as_it_came(govern: Governed, spoilt: dict[str, object], reason: str) -> None:
    """Key, value and headers are whole, its cause stands in the headers, and the ledger has it too."""
    record = of_event(SALE, offset=5)._replace(**spoilt)  # type: ignore[arg-type] # Spoilt on purpose.
    found = govern(record=record)
    assert set(found) == {LEDGER, DEAD_LETTERS}
    (letter,) = found[DEAD_LETTERS]
    assert (letter.key, letter.value) == (record.key, record.value)
    assert list(letter.headers)[: len(record.headers)] == list(record.headers)
    assert header(letter, "__connect.errors.topic") == b"events.pos"
    assert header(letter, "__connect.errors.partition") == str(MINE).encode()
    assert header(letter, "__connect.errors.offset") == b"5"
    assert header(letter, "__connect.errors.connector.name") == b"assay"
    assert (header(letter, "__connect.errors.exception.message") or b"").startswith(reason.encode())
    assert ledger_of(found)["reason"] == reason


def test_the_cause_of_a_dead_letter_holds_no_value(govern: Governed) -> None:
    """Neither an unknown field's name nor what stands in a field."""
    data = {**SALE["data"], CANARY: CANARY, "total": CANARY}
    (letter,) = govern({**SALE, "data": data})[DEAD_LETTERS]
    causes = [text or b"" for name, text in letter.headers if name.startswith("__connect.errors.")]
    assert CANARY.encode() not in b"".join(causes)


def test_prohibited_data_reach_the_quarantine_masked(govern: Governed) -> None:
    """The record of the event stands there, and no sink gets a copy."""
    note = event("crm.note.added", {"text": "her ssn is 536-22-1234"})
    found = govern(note)
    assert not sinks_of(found)
    (record,) = found[QUARANTINE]
    assert b"536-22-1234" not in (record.value or b"")
    assert orjson.loads(record.value or b"")["findings"] == [{"class": "ssn", "path": "text"}]


def test_a_person_in_doubt_reaches_hosting_sinks_alone(govern: Governed, knowledge: Knowledge) -> None:
    """What could not be read may have been a choice; when it comes in valid form all is as before."""
    before = sinks_of(govern(SALE))
    knowledge.take(of_fact(granted("marketing_sms"), value=b"{"))
    doubted = govern({**SALE, "id": "event-2"})
    knowledge.take(of_fact(granted("marketing_sms")))
    after = sinks_of(govern({**SALE, "id": "event-3"}))
    assert sinks_of(doubted) == HOSTING
    assert before == after > HOSTING
    line = ledger_of(doubted)
    assert line["label"]["training"] == "denied"  # type: ignore[index] # A governed event has a label.
    denied = line["sinks"]["payment_processor"]  # type: ignore[index] # And every sink.
    assert "X-default" in denied["clauses"]
    assert "a control fact about the person is invalid" in denied["reason"]
    assert "grant-1" in line["facts"]  # type: ignore[operator] # A list of ids.


def test_an_invalid_fact_is_a_dead_letter_and_alarms(govern: Governed, watched: Watched) -> None:
    """It opens nothing, and somebody is told."""
    found = govern(record=of_fact(CHOICE, value=b"{", offset=3))
    assert set(found) == {DEAD_LETTERS}
    watched.settle()
    assert watched.others["invalid_facts:governance.preference"] == 1


def test_a_valid_fact_and_one_taken_back_leave_nothing_but_their_offset(govern: Governed) -> None:
    """They are known by being read; a request alone is copied, to the sink of rights."""
    assert govern(record=of_fact(CHOICE)) == {}
    assert govern(record=of_fact(CHOICE, value=None)) == {}
    assert sinks_of(govern(record=of_fact(request("access")))) == {"retailer_referral"}


def test_a_fact_in_a_wrong_place_or_under_a_shared_key_is_sent_on(govern: Governed) -> None:
    """A key that two facts shared would have compaction lose one; a wrong partition would hide it from its events."""
    for misplaced in (of_fact(CHOICE, partition=OTHER), of_fact(CHOICE, key=person_key(SHOP, PERSON))):
        (sent_on,) = govern(record=misplaced)["governance.preference"]
        assert (sent_on.partition, sent_on.key) == (MINE, key_of(CHOICE).encoded())
        assert (sent_on.headers, sent_on.value) == (misplaced.headers, misplaced.value)
        assert govern(record=Incoming(sent_on.topic, sent_on.partition, 9, *sent_on[2:])) == {}


def test_a_record_too_large_to_be_sent_on_is_a_dead_letter(govern: Governed) -> None:
    """Its topic took it compressed, and would refuse it from then on for ever."""
    stranger = next(name for name in map(str, range(99)) if of_event({**SALE, "subject": name}).partition == OTHER)
    swollen = {**SALE, "subject": stranger, "data": {**SALE["data"], "sale_id": "s" * (1 << 20)}}
    found = govern(record=of_event(swollen, partition=MINE))
    assert set(found) == {LEDGER, DEAD_LETTERS}
    fact = of_fact(CHOICE, partition=OTHER, value=b'{"retailer": "%s"}' % (b"r" * (1 << 20)))
    assert set(govern(record=fact)) == {DEAD_LETTERS}


def test_a_record_that_no_topic_takes_leaves_a_letter_without_it(govern: Governed) -> None:
    """The letter says where it stands and how large it is."""
    (letter,) = govern(record=of_event(SALE, value=b"x" * (5 << 20)))[DEAD_LETTERS]
    assert letter.value == b""
    assert header(letter, "__connect.errors.value.omitted") == str(5 << 20).encode()
    assert header(letter, "__connect.errors.topic") == b"events.pos"


def test_what_nobody_foresaw_is_a_dead_letter_and_leaves_no_trace(
    govern: Governed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The partition goes on, and the event may be sent again."""
    monkeypatch.setattr("streams.worker.plane.sink_topic", lambda _: 1 / 0)
    found = govern(texted("STOP"))
    monkeypatch.undo()
    assert set(found) == {LEDGER, DEAD_LETTERS}
    assert ledger_of(found)["reason"] == "undecidable"
    assert ledger_of(govern(texted("STOP")))["outcome"] == "governed"


def test_a_full_disk_is_no_record_s_fault(plane: Plane, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stops the slot."""

    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(knowledge.identities, "first", full)
    with pytest.raises(OSError, match="No space"):
        plane.govern(of_event(SALE))


def test_an_event_too_large_for_its_copies_is_refused_whole(
    govern: Governed, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No sink gets a part of it, it was not seen, and what it carried is not known."""
    monkeypatch.setattr("streams.worker.plane.RECORD_BYTES_MAX", 600)
    found = govern(texted("STOP"))
    assert set(found) == {LEDGER, DEAD_LETTERS}
    assert ledger_of(found)["reason"] == "malformed"
    assert list(knowledge.identities.fresh) == []
    assert knowledge.shelves[MINE].carried == []
