"""What a producer emits over kafka-python stands in its topic, once, in order, and can be read by the pipeline."""

import logging
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from contracts.decode import decode_fact_record, decode_record
from contracts.routing import partition_of
from contracts.sdk import Bounds, Producer, Undelivered, cloud_event
from contracts.sdk.quiet import LOGGERS
from contracts.sdk.testing import RecordingProducer
from streams.kafka.connection import Connection
from streams.kafka.reading import Reader
from tests.contracts.fields import event, full
from tests.kafka.brokers import Broker
from tests.kafka.clients import ask
from tests.kafka.standing import LEAVES_SOCKETS, environment, make, sockets_left, standing, stored

pytestmark = [pytest.mark.kafka, pytest.mark.usefixtures("sockets_left"), LEAVES_SOCKETS]

__all__ = ["sockets_left"]
NOTE, PREFERENCE, HOLD = "crm.note.added", "governance.preference.changed", "governance.hold.placed"
PARTITIONS = 4
SECONDS_MAX = 60.0
CANARY = "canary-5e1d"


@pytest.fixture(scope="module")
def declared() -> Iterator[Broker]:
    yield from standing({"events.crm": PARTITIONS, "governance.preference": PARTITIONS, "governance.hold": 1})


def note(number: int, subject: str = "c-1", text: str = "words") -> dict[str, Any]:
    return event(NOTE, {**full(NOTE), "text": text}, id=f"e-{number}", subject=subject)


def test_what_arrives_is_what_a_recording_producer_shows(declared: Broker) -> None:
    """Topic, partition, key, headers and value: a test without a broker tells what a broker would have."""
    fact, hold = event(PREFERENCE, full(PREFERENCE)), event(HOLD, full(HOLD))
    recording = RecordingProducer(PARTITIONS)
    with Producer(**_settings(declared)) as producer:
        for each in (recording, producer):
            each.emit(note(1))
            each.emit_fact(fact)
            each.emit_fact(hold)
            each.withdraw_fact(HOLD, fact["source"], fact["id"], retailer=full(HOLD)["retailer"])
    for sent in recording.sent:
        found = [record for record in stored(declared, sent.topic) if record.partition == sent.partition]
        assert (sent.key, sent.value, sent.headers) in [(one.key, one.value, one.headers) for one in found]


def test_every_future_tells_the_position(declared: Broker) -> None:
    """Where a future says that a record stands, the pipeline reads the event that was emitted."""
    emitted = [note(number, f"person-{number % 7}") for number in range(200)]
    with Producer(**_settings(declared)) as producer:
        futures = [producer.emit(each) for each in emitted]
        positions = [future.result(SECONDS_MAX) for future in futures]
    found = {(one.topic, one.partition, one.offset): one for one in stored(declared, "events.crm")}
    for each, position in zip(emitted, positions, strict=True):
        record = found[position]
        assert decode_record(record.headers, record.value).id == each["id"]
        assert position.partition == partition_of(record.key or b"", PARTITIONS)


def test_each_threads_events_about_a_person_stay_in_order(declared: Broker) -> None:
    """Several threads share a producer; what each emitted stands in its order, once."""
    run, threads, count = secrets.token_hex(4), 4, 200
    with Producer(**_settings(declared)) as producer:

        def emit(thread: int) -> None:
            for number in range(count):
                producer.emit(event(NOTE, id=f"{run}/{thread}/{number}", subject=f"{run}-{thread}"))

        working = [threading.Thread(target=emit, args=(thread,)) for thread in range(threads)]
        for each in working:
            each.start()
        for each in working:
            each.join()
    ids = [decode_record(record.headers, record.value).id for record in stored(declared, "events.crm")]
    for thread in range(threads):
        mine = [name for name in ids if name.startswith(f"{run}/{thread}/")]
        assert mine == [f"{run}/{thread}/{number}" for number in range(count)]


def test_a_broker_that_is_killed_and_comes_back_has_every_event_once(own_broker: Broker) -> None:
    """What was on its way is sent again by the client, and the broker knows what it has."""
    make(own_broker, {"events.crm": 1})
    # A topic that was made a moment ago may not outlive a SIGKILL, which is the broker's affair.
    own_broker.stop()
    own_broker.start()
    with Producer(**_settings(own_broker)) as producer:
        for number in range(300):
            producer.emit(note(number))
            if number == 100:
                own_broker.kill()
                own_broker.start()
        producer.flush(SECONDS_MAX)
    ids = [decode_record(one.headers, one.value).id for one in stored(own_broker, "events.crm")]
    assert ids == [f"e-{number}" for number in range(300)]


def test_an_event_that_no_broker_takes_is_told_and_can_be_emitted_again(own_broker: Broker) -> None:
    """After `delivery_seconds_max` it is lost: its future says so, and the flush. The producer goes on where it can."""
    make(own_broker, {"events.crm": 1})
    own_broker.stop()
    own_broker.start()
    bounds = Bounds(delivery_seconds_max=2.0)
    producer = Producer(bounds=bounds, **_settings(own_broker) | {"request_timeout_ms": 1_500})
    producer.emit(note(0)).result(SECONDS_MAX)
    own_broker.kill()
    future = producer.emit(note(1))
    with pytest.raises(Undelivered, match=r"undelivered: timed_out to events\.crm"):
        future.result(SECONDS_MAX)
    with pytest.raises(Undelivered) as told:
        producer.flush()
    assert told.value.lost == (("/shop/1", "e-1"),)
    own_broker.start()
    producer.emit(note(1)).result(SECONDS_MAX)
    producer.close()
    ids = [decode_record(one.headers, one.value).id for one in stored(own_broker, "events.crm")]
    assert ids == ["e-0", "e-1"]


LEAVING = """
import sys
from contracts.sdk import Producer
from tests.kafka.test_sdk import note
producer = Producer(bootstrap_servers=sys.argv[1])
producer.emit(note(0, sys.argv[2])).result()
print("connected", flush=True)
sys.stdin.readline()
for number in range(1, 50):
    producer.emit(note(number, sys.argv[2]))
"""
# kafka-python itself waits for one.
FROZEN_SECONDS = 3.0


def test_a_process_that_ends_without_a_word_waits_for_its_events(declared: Broker) -> None:
    """Whoever forgets to close a producer loses nothing, though the broker be slow just then."""
    person, java = secrets.token_hex(4), ask("status", declared.folder)["pid"]
    command = [sys.executable, "-c", LEAVING, declared.bootstrap, person]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as leaving:
        assert leaving.stdin is not None
        assert leaving.stdout is not None
        assert leaving.stdout.readline() == "connected\n"
        os.kill(java, signal.SIGSTOP)
        leaving.stdin.write("\n")
        leaving.stdin.close()
        time.sleep(FROZEN_SECONDS)
        os.kill(java, signal.SIGCONT)
        assert leaving.wait(SECONDS_MAX) == 0
    found = [decode_record(one.headers, one.value) for one in stored(declared, "events.crm")]
    assert [each.id for each in found if each.subject == person] == [f"e-{number}" for number in range(50)]


def test_a_topic_that_nobody_declared_is_told(declared: Broker) -> None:
    """Nothing is made by writing to it."""
    with (
        Producer(bounds=Bounds(blocking_seconds_max=1.0), **_settings(declared)) as producer,
        pytest.raises(Undelivered, match=r"no_metadata to events\.account"),
    ):
        producer.emit(cloud_event("account.closed", "/shop", {"account_id": "a"}, retailer="aurora"))
    with Reader(Connection.from_environment(environment(declared))) as reader:
        assert reader.partitions("events.account") == 0


def test_no_broker_is_told_when_a_producer_is_made() -> None:
    """Within `connecting_seconds_max`."""
    with pytest.raises(Undelivered, match="not_connected"):
        Producer(bounds=Bounds(connecting_seconds_max=0.5), bootstrap_servers="127.0.0.1:1")


@pytest.mark.parametrize("is_quiet", [True, False])
def test_no_log_has_a_payload_value(declared: Broker, monkeypatch: pytest.MonkeyPatch, is_quiet: bool) -> None:
    """With kafka-python's loggers at their finest, neither what is sent nor what is read is told; else it would be."""
    told = _Told()
    loggers = [logging.getLogger(name) for name in ("", "kafka", *LOGGERS)]
    levels = [logger.level for logger in loggers]
    if not is_quiet:
        monkeypatch.setattr("contracts.sdk.quiet._WithoutRecords.filter", lambda *_: True)
    logging.getLogger().addHandler(told)
    try:
        with Producer(**_settings(declared)) as producer:
            _set(loggers, [1] * len(loggers))
            producer.emit(note(1, CANARY, CANARY)).result(SECONDS_MAX)
            producer.emit_fact(event(PREFERENCE, full(PREFERENCE) | {"subject": CANARY})).result(SECONDS_MAX)
        with Reader(Connection.from_environment(environment(declared))) as reader:
            _set(loggers, [1] * len(loggers))
            read = list(reader.whole("events.crm"))
    finally:
        logging.getLogger().removeHandler(told)
        _set(loggers, levels)
    assert any(CANARY in (record.value or b"").decode() for record in read)
    assert {"kafka.net.selector", "kafka.consumer.group"} <= told.names
    assert any(CANARY in text for text in told.texts) is not is_quiet


class _Told(logging.Handler):
    """Everything that is logged, as text."""

    def __init__(self) -> None:
        super().__init__(1)
        self.names: set[str] = set()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.names.add(record.name)
        self.texts.append(self.format(record))


def _set(loggers: list[logging.Logger], levels: list[int]) -> None:
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def _settings(broker: Broker) -> dict[str, Any]:
    return Connection.from_environment(environment(broker)).kafka_python() | {"reconnect_backoff_max_ms": 200}


def test_a_fact_reads_as_it_was_emitted(declared: Broker) -> None:
    """Under the key and in the partition where it is looked for."""
    data = full(PREFERENCE) | {"subject": "Zoë"}
    with Producer(**_settings(declared)) as producer:
        position = producer.emit_fact(event(PREFERENCE, data)).result(SECONDS_MAX)
    with Reader(Connection.from_environment(environment(declared))) as reader:
        record = reader.at(*position)
    assert record is not None
    assert decode_fact_record(record.headers, record.value).data == data
