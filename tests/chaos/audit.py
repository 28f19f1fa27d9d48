"""The auditor: from what stands in the topics alone, what was lost, doubled, put out of order, or should not be there.

It shares no code with the worker but the rule of which partition a person's records lie in.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from tests.chaos.canonical import carried_digest
from tests.chaos.comparing import Finding, differences
from tests.chaos.ownership import home_of, is_away
from tests.chaos.positions import audit_labels, audit_positions
from tests.chaos.records import DEAD_LETTERS, EVENTS, FACTS, REASON, REQUESTS, SERIAL, Line, Place, Readings, Record

One = TypeVar("One")
Key = TypeVar("Key", bound=Hashable)


def audit(readings: Readings, sent: int, partitions: int) -> list[Finding]:
    """Everything wrong with what came of `sent` records."""
    return [
        *_audit_inputs(readings.inputs, sent, partitions),
        *_audit_ledger(readings, partitions),
        *_audit_identities(readings.ledger),
        *_audit_reasons(readings),
        *_audit_copies(readings),
        *_audit_letters(readings, partitions),
        *audit_positions(readings),
        *audit_labels(readings),
    ]


def _audit_inputs(inputs: list[Record], sent: int, partitions: int) -> Iterator[Finding]:
    """Each record that was sent stands once; one that was sent to a wrong partition once more, in the right one."""
    away = {record.header(SERIAL) for record in inputs if is_away(record, partitions)}
    expected = [(record.header(SERIAL), "sent") for record in inputs if is_away(record, partitions)]
    expected += [(str(serial), "sent") for serial in range(sent) if str(serial) not in away]
    expected += [(serial, "sent on") for serial in away]
    found = []
    for record in inputs:
        serial = record.header(SERIAL)
        moved = serial in away and not is_away(record, partitions)
        found.append((serial, "sent on" if moved else "sent"))
    order = sorted(expected, key=str)
    yield from differences(order, sorted(found, key=str), "the inputs, by serial")
    yield from _audit_moved(inputs, away, partitions)


def _audit_moved(inputs: list[Record], away: set[str | None], partitions: int) -> Iterator[Finding]:
    """What is sent on says what it said, under the key of its person or its fact."""
    pairs = _grouped((record for record in inputs if record.header(SERIAL) in away), lambda one: one.header(SERIAL))
    for serial, records in pairs.items():
        said = {(record.place.topic, record.value, tuple(record.headers)) for record in records}
        if len(said) != 1:
            yield Finding("altered", records[0].place.topic, f"serial {serial} on its way to its partition")
        yield from (
            Finding("under a wrong key", str(record.place), f"serial {serial}")
            for record in records
            if not is_away(record, partitions) and record.key != home_of(record, partitions).key
        )


def _audit_ledger(readings: Readings, partitions: int) -> Iterator[Finding]:
    """Each event has one line, in its own partition, and lines follow the order of each topic's offsets."""
    governed = (one for one in readings.inputs if _is_governed(one) and not is_away(one, partitions))
    expected = _grouped((record.place for record in governed), lambda place: (place.topic, place.partition))
    found = _grouped((line.source for line in readings.ledger), lambda place: (place.topic, place.partition))
    for topic, partition in sorted(expected.keys() | found.keys()):
        wanted, got = expected[topic, partition], found[topic, partition]
        yield from differences(wanted, got, f"the ledger's partition {partition}")
    for line in readings.ledger:
        if line.place.partition != line.source.partition:
            yield Finding("misplaced", str(line.place), str(line.source))


def _is_governed(record: Record) -> bool:
    is_request = record.place.topic == REQUESTS and not record.header(REASON)
    return is_request or record.place.topic.startswith(EVENTS)


def _audit_identities(ledger: list[Line]) -> Iterator[Finding]:
    """Of the lines of one identity that count, the first is the event and all others are duplicates."""
    counting = (line for line in ledger if line.counts or line.outcome == "duplicate")
    for identity, lines in _grouped(counting, lambda line: line.identity).items():
        where = f"the ledger's partition {lines[0].place.partition}"
        what = " ".join(map(str, identity))
        if len({line.place.partition for line in lines}) > 1:
            yield Finding("in several partitions", where, what)
        elif lines[0].outcome == "duplicate":
            yield Finding("duplicate of nothing", where, what)
        elif any(line.outcome != "duplicate" for line in lines[1:]):
            yield Finding("governed twice", where, what)


def _audit_reasons(readings: Readings) -> Iterator[Finding]:
    """What only Kafka can carry is refused for the reason that was given with it."""
    reasons = {record.place: record.header(REASON) for record in readings.inputs if record.header(REASON)}
    for line in readings.ledger:
        wanted = reasons.get(line.source, line.reason)
        if wanted != line.reason:
            yield Finding("refused otherwise", str(line.place), f"{line.source} {line.reason or line.outcome}")


def _audit_copies(readings: Readings) -> Iterator[Finding]:
    """Each sink has the copies that the ledger allows and no other, in its order; quarantine has its records."""
    for sink in sorted({sink for line in readings.ledger for sink in line.sinks} | readings.copies.keys()):
        lines = (line for line in readings.ledger if sink in line.sinks)
        yield from _by_partition(
            ((line.place.partition, line.identity[1]) for line in lines),
            ((copy.place.partition, copy.event) for copy in readings.copies.get(sink, ())),
            f"sink.{sink}",
        )
    quarantined = (line for line in readings.ledger if line.outcome == "quarantined")
    yield from _by_partition(
        ((line.place.partition, line.identity[1]) for line in quarantined),
        ((record.place.partition, record.event) for record in readings.quarantine),
        "quarantine",
    )


def _audit_letters(readings: Readings, partitions: int) -> Iterator[Finding]:
    """Whatever was refused, and each fact that cannot be one, has a dead letter that carries it as it came."""
    refused = [line.source for line in readings.ledger if line.outcome == "refused"]
    of_lines = set(refused)
    letters = [letter.source for letter in readings.letters if letter.source in of_lines]
    yield from _by_partition(
        ((source.partition, source) for source in refused),
        ((source.partition, source) for source in letters),
        DEAD_LETTERS,
    )
    broken = [record.place for record in readings.inputs if _is_broken_fact(record) and not is_away(record, partitions)]
    told = [letter.source for letter in readings.letters if letter.source not in of_lines]
    yield from differences(sorted(broken), sorted(told), f"{DEAD_LETTERS}, of facts")
    reasons = {line.source: line.reason for line in readings.ledger if line.outcome == "refused"}
    carried = {record.place: carried_digest(record.key, record.value, record.headers) for record in readings.inputs}
    for letter in readings.letters:
        if letter.digest != carried.get(letter.source):
            yield Finding("altered", str(letter.place), str(letter.source))
        if letter.place.partition != letter.source.partition:
            yield Finding("misplaced", str(letter.place), str(letter.source))
        reason = letter.reason.partition(":")[0]
        if reason != reasons.get(letter.source, reason):
            yield Finding("told otherwise", str(letter.place), f"{letter.source} {reason}")


def _is_broken_fact(record: Record) -> bool:
    return record.place.topic in FACTS and record.header(REASON) is not None


def _by_partition(
    expected: Iterable[tuple[int, str | Place | None]], found: Iterable[tuple[int, str | Place | None]], where: str
) -> Iterator[Finding]:
    wanted, got = (_grouped(side, lambda one: one[0]) for side in (expected, found))
    for partition in sorted(wanted.keys() | got.keys()):
        keys, others = ([key for _, key in side[partition]] for side in (wanted, got))
        yield from differences(keys, others, f"{where}/{partition}")


def _grouped(items: Iterable[One], key: Callable[[One], Key]) -> dict[Key, list[One]]:
    groups: dict[Key, list[One]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups
