"""The auditor on recorded data: silent about what is right, and not about anything else."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache

import pytest

from tests.chaos.audit import audit
from tests.chaos.canary import doctored_ledger, doctored_sink, missed
from tests.chaos.ownership import is_away
from tests.chaos.recorded import PARTITIONS, SINKS, Recorder, recorded
from tests.chaos.records import EVENTS, REASON, SERIAL, Readings

SINK = SINKS[0]
Tamper = Callable[[Readings], object]


@cache
def _recorded() -> Recorder:
    return recorded(7)


def _kinds(tamper: Tamper) -> set[str]:
    """The kinds of what is found in the recorded data once they are tampered with."""
    kept = _recorded().readings
    copies = defaultdict(list, {sink: list(copies) for sink, copies in kept.copies.items()})
    readings = Readings(list(kept.inputs), list(kept.ledger), copies, list(kept.quarantine), list(kept.letters))
    tamper(readings)
    return {finding.kind for finding in audit(readings, _recorded().sent, PARTITIONS)}


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_found_in_what_is_right(seed: int) -> None:
    """Of a stream with duplicates, poison and mislaid records, honestly governed, nothing is wrong."""
    played = recorded(seed)
    assert audit(played.readings, played.sent, PARTITIONS) == []
    outcomes = {line.outcome for line in played.readings.ledger}
    assert outcomes == {"governed", "quarantined", "refused", "duplicate"}
    assert any(is_away(record, PARTITIONS) for record in played.readings.inputs)


def test_the_canaries_are_caught() -> None:
    """One record missing and one doubled are found, in a sink and in the ledger, each by its name."""
    readings, sent = _recorded().readings, _recorded().sent
    assert missed(readings, sent, PARTITIONS) == []
    for doctored, wanted in (doctored_sink(readings), doctored_ledger(readings)):
        findings = list(wanted)
        assert sorted(finding.kind for finding in findings) == ["doubled", "lost"]
        assert set(findings) <= set(audit(doctored, sent, PARTITIONS))


def test_a_canary_that_is_not_caught_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An auditor that finds nothing is found out."""
    monkeypatch.setattr("tests.chaos.canary.audit", lambda *_: [])
    kinds = {finding.kind for finding in missed(_recorded().readings, _recorded().sent, PARTITIONS)}
    assert kinds == {"canary not caught: lost", "canary not caught: doubled"}


def _swapped_lines(readings: Readings) -> None:
    one = next(at for at, line in enumerate(readings.ledger) if line.sinks)
    source = readings.ledger[one].source
    other = next(
        at for at, line in enumerate(readings.ledger) if at > one and line.source[:2] == source[:2] and line.sinks
    )
    readings.ledger[one], readings.ledger[other] = readings.ledger[other], readings.ledger[one]


def _swapped_copies(readings: Readings) -> None:
    copies = readings.copies[SINK]
    other = next(at for at, one in enumerate(copies) if at and one.place.partition == copies[0].place.partition)
    copies[0], copies[other] = copies[other], copies[0]


def _governed_twice(readings: Readings) -> None:
    at = next(at for at, line in enumerate(readings.ledger) if line.outcome == "duplicate")
    readings.ledger[at] = readings.ledger[at]._replace(outcome="governed", counts=True)


def _duplicate_of_nothing(readings: Readings) -> None:
    at = next(at for at, line in enumerate(readings.ledger) if line.outcome == "quarantined")
    readings.ledger[at] = readings.ledger[at]._replace(outcome="duplicate", counts=False)


def _not_sent_on(readings: Readings) -> None:
    """A record is not sent on, but governed where it lies."""
    away = next(one for one in readings.inputs if is_away(one, PARTITIONS) and one.place.topic.startswith(EVENTS))
    readings.inputs = [one for one in readings.inputs if one is away or one.header(SERIAL) != away.header(SERIAL)]


def _sent_on_twice(readings: Readings) -> None:
    away = {one.header(SERIAL) for one in readings.inputs if is_away(one, PARTITIONS)}
    moved = next(one for one in readings.inputs if one.header(SERIAL) in away and not is_away(one, PARTITIONS))
    readings.inputs.append(moved)


def _altered_on_its_way(readings: Readings) -> None:
    away = {one.header(SERIAL) for one in readings.inputs if is_away(one, PARTITIONS)}
    at, moved = next(
        (at, one)
        for at, one in enumerate(readings.inputs)
        if one.header(SERIAL) in away and not is_away(one, PARTITIONS)
    )
    readings.inputs[at] = moved._replace(value=(moved.value or b"") + b" ")


def _altered_letter(readings: Readings) -> None:
    readings.letters[0] = readings.letters[0]._replace(digest=b"another")


def _told_otherwise(readings: Readings) -> None:
    at = next(at for at, letter in enumerate(readings.letters) if letter.source.topic.startswith(EVENTS))
    readings.letters[at] = readings.letters[at]._replace(reason="unknown_purpose: not_in_vocabulary")


def _labelled_otherwise(readings: Readings) -> None:
    readings.copies[SINK][0] = readings.copies[SINK][0]._replace(position="preference=1")


def _letter_of_a_fact_lost(readings: Readings) -> None:
    readings.letters = [letter for letter in readings.letters if letter.source.topic.startswith(EVENTS)]


def _decided_early(readings: Readings) -> None:
    at, line = next((at, line) for at, line in enumerate(readings.ledger) if line.source.topic.startswith(EVENTS))
    readings.ledger[at] = line._replace(position="preference=1,retailer=8")


def _went_back(readings: Readings) -> None:
    at = max(at for at, line in enumerate(readings.ledger) if line.source.topic.startswith(EVENTS))
    readings.ledger[at] = readings.ledger[at]._replace(position="preference=1,retailer=8")


def _without_position(readings: Readings) -> None:
    at, line = next((at, line) for at, line in enumerate(readings.ledger) if line.source.topic.startswith(EVENTS))
    readings.ledger[at] = line._replace(position="somewhere")


def _misplaced(readings: Readings) -> None:
    line = readings.ledger[0]
    there = (line.place.partition + 1) % PARTITIONS
    readings.ledger[0] = line._replace(place=line.place._replace(partition=there))


def _refused_otherwise(readings: Readings) -> None:
    marked = {record.place for record in readings.inputs if record.header(REASON)}
    at, line = next((at, line) for at, line in enumerate(readings.ledger) if line.source in marked)
    readings.ledger[at] = line._replace(reason="contract")


@pytest.mark.parametrize(
    ("tamper", "kind"),
    [
        (lambda readings: readings.ledger.pop(), "lost"),
        (lambda readings: readings.ledger.append(readings.ledger[0]), "doubled"),
        (_swapped_lines, "out of order"),
        (_misplaced, "misplaced"),
        (_governed_twice, "governed twice"),
        (_duplicate_of_nothing, "duplicate of nothing"),
        (_refused_otherwise, "refused otherwise"),
        (lambda readings: readings.copies[SINK].pop(), "lost"),
        (lambda readings: readings.copies[SINK].append(readings.copies[SINK][-1]), "doubled"),
        (lambda readings: readings.copies["other"].append(readings.copies[SINK][0]), "surplus"),
        (_swapped_copies, "out of order"),
        (lambda readings: readings.quarantine.pop(), "lost"),
        (lambda readings: readings.quarantine.append(readings.quarantine[-1]), "doubled"),
        (lambda readings: readings.letters.pop(), "lost"),
        (lambda readings: readings.letters.append(readings.letters[-1]), "doubled"),
        (_letter_of_a_fact_lost, "lost"),
        (_altered_letter, "altered"),
        (_told_otherwise, "told otherwise"),
        (_labelled_otherwise, "another position"),
        (lambda readings: readings.inputs.pop(0), "lost"),
        (_not_sent_on, "lost"),
        (_sent_on_twice, "doubled"),
        (_altered_on_its_way, "altered"),
        (_decided_early, "read too little"),
        (_went_back, "position went back"),
        (_without_position, "no position"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_found(tamper: Tamper, kind: str) -> None:
    """One thing wrong, of any sort, is found and called by its name."""
    assert kind in _kinds(tamper)
