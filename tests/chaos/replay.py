"""The replay: `assay run` over the events in the order that the ledger records, beside what stands in the topics.

The ledger has an order for each partition and none between them, so one had to be chosen; partition after partition is
as good as any other. That is legitimate because nothing crosses partitions in this stream: all control facts were in
their topics before the first event, and a replay loads them first; what events carry (STOP, links, birthdays, their
identities) concerns a person or a number, and each person lies in one partition, with a number and identities that are
that person's alone. The auditor checks the identities (`in several partitions`), `tests.chaos.rounds` sees to numbers.
"""

import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import orjson

from tests.chaos.canonical import as_line, copy_digest, line_digest
from tests.chaos.comparing import Finding
from tests.chaos.crew import COMMAND
from tests.chaos.ownership import is_away
from tests.chaos.reading import REQUEST_TYPE
from tests.chaos.records import FACTS, REASON, REQUESTS, SINKS, Copy, Line, Readings

DONE = (0, 1)  # One where there were dead letters, and there are.


class Replayed(NamedTuple):
    """What a replay wrote, as digests in the order of lines; `allowed` are the sinks of each ledger line."""

    ledger: list[bytes]
    allowed: list[tuple[str, ...]]
    quarantines: list[bool]
    letters: list[int]
    copies: dict[str, list[bytes]]
    requests: dict[str, list[bytes]]


QUARANTINE = "quarantine"


def replay(readings: Readings, key: Path, folder: Path, partitions: int) -> Iterator[Finding]:
    """How a replay differs from what stands in the topics."""
    lines = replayable(readings)
    inputs = {record.place: record for record in readings.inputs}
    facts = [one for one in readings.inputs if one.place.topic in FACTS and not one.header(REASON)]
    control, events, out = folder / "control.jsonl", folder / "events.jsonl", folder / "replay"
    control.write_bytes(b"".join(as_line(fact) + b"\n" for fact in facts if not is_away(fact, partitions)))
    events.write_bytes(b"".join(as_line(inputs[line.source]) + b"\n" for line in lines))
    files = ["--control", str(control), "--input", str(events), "--output", str(out)]
    ended = subprocess.run([COMMAND, "run", "--key", str(key), *files], capture_output=True, check=False)
    if ended.returncode not in DONE:
        yield Finding("replay failed", "assay run", f"exit code {ended.returncode}")
        return
    yield from compared(readings, lines, read_replay(out))


def replayable(readings: Readings) -> list[Line]:
    """The ledger's lines, partition after partition, of what a file can say too."""
    sayable = {record.place for record in readings.inputs if not record.header(REASON)}
    return sorted(
        (line for line in readings.ledger if line.source in sayable and line.source.topic != REQUESTS),
        key=lambda line: (line.place.partition, line.place.offset),
    )


def read_replay(out: Path) -> Replayed:
    """What `assay run` wrote."""
    ledger = (out / "ledger.jsonl").read_bytes().splitlines()
    said = [orjson.loads(line) for line in ledger]
    copies: dict[str, list[bytes]] = {}
    requests: dict[str, list[bytes]] = {}
    for file in sorted(out.glob(f"{SINKS}*.jsonl")):
        sink = file.name.removeprefix(SINKS).removesuffix(".jsonl")
        read = [copy_digest(line) for line in file.read_bytes().splitlines()]
        copies[sink] = [digest for attributes, digest in read if attributes["type"] != REQUEST_TYPE]
        requests[sink] = sorted(digest for attributes, digest in read if attributes["type"] == REQUEST_TYPE)
    held = (out / "quarantine.jsonl").read_bytes().splitlines()
    of_requests = [orjson.loads(line)["type"] == REQUEST_TYPE for line in held]
    copies[QUARANTINE] = [line_digest(line) for line, of in zip(held, of_requests, strict=True) if not of]
    requests[QUARANTINE] = sorted(line_digest(line) for line, of in zip(held, of_requests, strict=True) if of)
    letters = (out / "dead-letters.jsonl").read_bytes().splitlines()
    return Replayed(
        [line_digest(line) for line in ledger],
        [tuple(sink for sink, one in line.get("sinks", {}).items() if one["allowed"]) for line in said],
        [line["outcome"] == "quarantined" for line in said],
        [orjson.loads(line)["line"] for line in letters],
        copies,
        requests,
    )


def compared(readings: Readings, lines: list[Line], replayed: Replayed) -> Iterator[Finding]:
    """Each line and each copy that is not the same in both, by its place in the topics."""
    if len(lines) != len(replayed.ledger):
        yield Finding("replay differs", "the ledger", f"{len(lines)} lines, replayed {len(replayed.ledger)}")
        return
    for line, digest in zip(lines, replayed.ledger, strict=True):
        if line.digest != digest:
            yield Finding("replay differs", str(line.place), f"{line.source} {line.outcome}")
    refused = [number for number, line in enumerate(lines, start=1) if line.outcome == "refused"]
    if refused != replayed.letters:
        yield Finding("replay differs", "the dead letters", f"{len(refused)}, replayed {len(replayed.letters)}")
    streams = {**readings.copies, QUARANTINE: readings.quarantine}
    for stream in sorted(streams.keys() | replayed.copies.keys()):
        wanted = _by_partition(stream, lines, replayed)
        yield from _compare_copies(stream, streams.get(stream, []), wanted, replayed.requests.get(stream, []))


def _by_partition(stream: str, lines: list[Line], replayed: Replayed) -> dict[int, list[bytes]]:
    """A replayed file's digests by the partition of the line that each is of: files are in the order of lines."""
    wanted: dict[int, list[bytes]] = defaultdict(list)
    digests = iter(replayed.copies.get(stream, ()))
    for line, allowed, held in zip(lines, replayed.allowed, replayed.quarantines, strict=True):
        if held if stream == QUARANTINE else stream in allowed:
            wanted[line.place.partition].append(next(digests))
    return wanted


def _compare_copies(
    stream: str, copies: list[Copy], wanted: dict[int, list[bytes]], requests: list[bytes]
) -> Iterator[Finding]:
    found: dict[int, list[Copy]] = defaultdict(list)
    for copy in copies:
        if not copy.is_of_request:
            found[copy.place.partition].append(copy)
    for partition in sorted(found.keys() | wanted.keys()):
        ours, theirs = found[partition], wanted[partition]
        if len(ours) != len(theirs):
            yield Finding("replay differs", f"{stream}/{partition}", f"{len(ours)}, replayed {len(theirs)}")
        for copy, digest in zip(ours, theirs, strict=False):
            if copy.digest != digest:
                yield Finding("replay differs", str(copy.place), str(copy.event))
    if sorted(copy.digest for copy in copies if copy.is_of_request) != requests:
        yield Finding("replay differs", stream, f"copies of requests, replayed {len(requests)}")
