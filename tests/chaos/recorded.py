"""A small stream, and what an honest worker would have made of it: recorded data for the auditor, without a broker."""

import random
from collections import Counter, defaultdict

from contracts.routing import murmur2
from tests.chaos.canonical import carried_digest
from tests.chaos.ownership import attributes, home_of, is_away
from tests.chaos.records import (
    DEAD_LETTERS,
    EVENTS,
    FACTS,
    LEDGER,
    QUARANTINE,
    REASON,
    REQUESTS,
    WIDE_FACTS,
    Copy,
    Letter,
    Line,
    Place,
    Readings,
    Record,
)
from tests.chaos.sending import Sending
from tests.chaos.stream import Stream

PARTITIONS = 3
SINKS = ("crm_store", "support_desk")
SENT_EVENTS = 300


class Recorder:
    """Plays broker and worker: puts records in partitions, sends on what is away, and decides by a coin."""

    def __init__(self, seed: int) -> None:
        self.readings = Readings()
        self.sent = 0
        self._rng = random.Random(seed)  # noqa: S311 - to be repeatable, not secret.
        self._ends: Counter[tuple[str, int]] = Counter()
        self._seen: set[tuple[str | None, str | None]] = set()

    def play(self, stream: Stream) -> "Recorder":
        """Send a whole stream, then govern it, partition by partition in chance order of topics."""
        for part in [*stream.facts(), stream.events()]:
            for sending in part:
                self._put(sending)
        self.sent = stream.sent
        for record in list(self.readings.inputs):
            if is_away(record, PARTITIONS):
                self._send_on(record)
        waiting: dict[str, list[Record]] = defaultdict(list)
        for record in self.readings.inputs:
            if not is_away(record, PARTITIONS):
                waiting[record.place.topic].append(record)
        while topics := [topic for topic, records in waiting.items() if records]:
            self._govern(waiting[self._rng.choice(topics)].pop(0))
        return self

    def _put(self, sending: Sending) -> None:
        topic, key, value, headers, partition = sending
        if partition is None:
            partition = 0 if topic in WIDE_FACTS else (murmur2(key) & 0x7FFFFFFF) % PARTITIONS
        self.readings.inputs.append(Record(self._place(topic, partition), key, value, headers))

    def _send_on(self, record: Record) -> None:
        partition, key = home_of(record, PARTITIONS)
        self.readings.inputs.append(record._replace(place=self._place(record.place.topic, partition), key=key))

    def _place(self, topic: str, partition: int) -> Place:
        self._ends[topic, partition] += 1
        return Place(topic, partition, self._ends[topic, partition] - 1)

    def _govern(self, record: Record) -> None:
        topic, partition, _ = record.place
        reason = record.header(REASON)
        if topic.startswith(EVENTS) or (topic == REQUESTS and not reason):
            said = attributes(record)
            identity = (said.get("source"), said.get("id"))
            outcome = self._outcome(said.get("type"), identity, reason)
            refusal = reason or "malformed" if outcome == "refused" else None
            self._decide(record, identity, outcome, refusal)
            reason = refusal
        if reason:
            place = self._place(DEAD_LETTERS, partition)
            digest = carried_digest(record.key, record.value, record.headers)
            self.readings.letters.append(Letter(place, record.place, reason, digest))

    def _outcome(self, kind: object, identity: tuple[str | None, str | None], reason: str | None) -> str:
        if reason or None in (kind, *identity):
            return "refused"
        if identity in self._seen:
            return "duplicate"
        self._seen.add(identity)
        return self._rng.choice(["governed", "governed", "quarantined"])

    def _decide(
        self, record: Record, identity: tuple[str | None, str | None], outcome: str, reason: str | None
    ) -> None:
        partition, is_request = record.place.partition, record.place.topic == REQUESTS
        sinks = tuple(sink for sink in SINKS if outcome == "governed" and self._rng.random() < 0.7)
        place, counts = self._place(LEDGER, partition), outcome in ("governed", "quarantined")
        ends = {topic: self._ends[topic, 0 if topic in WIDE_FACTS else partition] for topic in sorted(FACTS)}
        position = ",".join(f"{topic.removeprefix('governance.')}={end}" for topic, end in ends.items() if end)
        line = Line(place, record.place, identity, outcome, reason, counts, sinks, position, b"")
        self.readings.ledger.append(line)
        for sink in sinks:
            copy = Copy(self._place(sink, partition), identity[1], is_request, b"", position)
            self.readings.copies[sink].append(copy)
        if outcome == "quarantined":
            self.readings.quarantine.append(Copy(self._place(QUARANTINE, partition), identity[1], is_request, b""))


def recorded(seed: int) -> Recorder:
    """A stream of a seed, and what came of it."""
    return Recorder(seed).play(Stream(SENT_EVENTS, PARTITIONS, seed))
