"""How far the control log had been read when a line was decided: never less far than before, never short of its end.

All facts that were sent stand in their topics before the first event does, so each decision must have read them all;
a slot that took a partition over and decided before it had read them again is found out here.
"""

from collections import defaultdict
from collections.abc import Iterator

from tests.chaos.comparing import Finding
from tests.chaos.records import FACTS, WIDE_FACTS, Readings

GOVERNANCE = "governance."


def parsed(position: str) -> dict[str, int]:
    """The next offset of each control topic, by its name without its prefix; raise ValueError for no such text."""
    return {name: int(offset) for name, _, offset in (part.partition("=") for part in position.split(",") if part)}


def audit_positions(readings: Readings) -> Iterator[Finding]:
    """Where a decision was made too early, or a position went back."""
    ends = _ends(readings)
    reached: dict[int, dict[str, int]] = defaultdict(dict)
    for line in readings.ledger:
        partition = line.place.partition
        if line.source.topic in FACTS:
            continue
        try:
            position = parsed(line.position)
        except ValueError:
            yield Finding("no position", str(line.place), "its controlposition")
            continue
        for topic in FACTS:
            name = topic.removeprefix(GOVERNANCE)
            if position.get(name, 0) < ends[topic, 0 if topic in WIDE_FACTS else partition]:
                yield Finding("read too little", str(line.place), topic)
        for name, offset in reached[partition].items():
            if position.get(name, 0) < offset:
                yield Finding("position went back", str(line.place), name)
        reached[partition] = position


def audit_labels(readings: Readings) -> Iterator[Finding]:
    """Where a copy says another position than the ledger says of its event."""
    positions = {(line.place.partition, line.identity[1]): line.position for line in readings.ledger if line.sinks}
    for sink, copies in readings.copies.items():
        for copy in copies:
            if positions.get((copy.place.partition, copy.event), copy.position) != copy.position:
                yield Finding("another position", f"sink.{sink}", str(copy.place))


def _ends(readings: Readings) -> dict[tuple[str, int], int]:
    ends: dict[tuple[str, int], int] = defaultdict(int)
    for record in readings.inputs:
        topic, partition, offset = record.place
        if topic in FACTS:
            ends[topic, partition] = max(ends[topic, partition], offset + 1)
    return ends
