"""The canary: what was read is doctored, and the auditor must say what was done to it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from tests.chaos.audit import audit
from tests.chaos.comparing import Finding
from tests.chaos.records import Readings

One = TypeVar("One")


def missed(readings: Readings, sent: int, partitions: int) -> list[Finding]:
    """What the auditor does not find when one record is taken away and one doubled, in a sink and in the ledger."""
    return [
        finding._replace(kind=f"canary not caught: {finding.kind}")
        for doctored, wanted in (doctored_sink(readings), doctored_ledger(readings))
        for found in [set(audit(doctored, sent, partitions))]
        for finding in wanted
        if finding not in found
    ]


def doctored_sink(readings: Readings) -> tuple[Readings, Iterator[Finding]]:
    """The readings with one copy missing and one doubled, and the findings that they must give."""
    sink = max(readings.copies, key=lambda name: len(readings.copies[name]))
    lost, doubled, copies = _doctored(readings.copies[sink])
    told = (("lost", lost), ("doubled", doubled))
    findings = (Finding(kind, f"sink.{sink}/{one.place.partition}", str(one.event)) for kind, one in told)
    return replace(readings, copies={**readings.copies, sink: copies}), findings


def doctored_ledger(readings: Readings) -> tuple[Readings, Iterator[Finding]]:
    """The readings with one ledger line missing and one doubled, and the findings that they must give."""
    lost, doubled, ledger = _doctored(readings.ledger)
    told = (("lost", lost), ("doubled", doubled))
    findings = (
        Finding(kind, f"the ledger's partition {line.source.partition}", str(line.source)) for kind, line in told
    )
    return replace(readings, ledger=ledger), findings


def _doctored(records: list[One]) -> tuple[One, One, list[One]]:
    middle, third = len(records) // 2, len(records) // 3
    lost, doubled = records[middle], records[third]
    return lost, doubled, [*records[:third], doubled, *records[third:middle], *records[middle + 1 :]]
