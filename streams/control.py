"""Control facts read from files, all of them before the first event: one that is invalid stops the job."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from contracts.decode import decode_fact_line
from contracts.event import Event, Fact
from contracts.problems import InvalidFact, Malformed, Problem, Unusable
from processors.facts.compile import Place, compile_fact
from processors.facts.rows import Row
from processors.policy.packs import Packs
from processors.tag import REQUEST_TYPE
from streams.lines import Overlong, Source

FAULTS_SHOWN_MAX = 20
REGISTERED_TYPE = "governance.retailer.registered"
DIGEST_BYTES = 16


class Request(NamedTuple):
    """A request fact as the event that is copied to its rights sink, and where it stood."""

    event: Event
    line: bytes
    path: Path
    number: int

    def whole(self) -> dict[str, Any]:
        """The fact with all its attributes."""
        whole: dict[str, Any] = orjson.loads(self.line)
        return whole


class Control(NamedTuple):
    """What control files said, whatever the order they said it in.

    `position` is how far the control log was read: the number of its facts. `digest` is of all facts.
    """

    rows: list[tuple[Place, Row]]
    requests: list[Request]
    position: str
    digest: str


class _Read(NamedTuple):
    """A fact in the order in which facts are kept: by time, then id, then content."""

    instant: int
    id: str
    digest: bytes
    rows: list[tuple[Place, Row]]
    request: Request | None


def read_control(paths: Sequence[Path], packs: Packs) -> Control:
    """Read every fact of some files, or raise Unusable with each invalid one by file and line."""
    read: list[_Read] = []
    faults: list[str] = []
    for path in paths:
        with Source(path) as source:
            for number, line in enumerate(source, start=1):
                try:
                    read += _facts(line, packs, path, number)
                except Problem as problem:
                    faults.append(f"{path}:{number}: {problem}")
            if source.broken:
                faults.append(f"{path}: {source.broken}")
    if faults:
        raise Unusable("\n".join(_shown(faults)))
    read.sort(key=lambda one: one[:3])
    return _control(read)


def _facts(line: bytes | Overlong, packs: Packs, path: Path, number: int) -> Iterator[_Read]:
    if isinstance(line, Overlong):
        raise Malformed("too_long")
    text = line.strip()
    if text:
        fact = decode_fact_line(text)
        _check_registration(fact, packs)
        digest = hashlib.blake2b(text, digest_size=DIGEST_BYTES).digest()
        request = Request(_as_event(fact), text, path, number) if fact.type == REQUEST_TYPE else None
        yield _Read(fact.instant, fact.id, digest, compile_fact(fact), request)


def _check_registration(fact: Fact, packs: Packs) -> None:
    """A retailer whose platform or policy no pack is for could be judged by nothing, or by half of what binds it."""
    if fact.type != REGISTERED_TYPE:
        return
    for path in ("platform", "policy"):
        if fact.data.get(path) is not None and fact.data[path] not in packs:
            raise InvalidFact("no_such_pack", path)


def _control(read: list[_Read]) -> Control:
    digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for one in read:
        digest.update(one.digest)
    rows = [row for one in read for row in one.rows]
    found = [one.request for one in read if one.request]
    requests = {(request.event.source, request.event.id): request for request in found}
    return Control(rows, list(requests.values()), str(len(read)), digest.hexdigest())


def _as_event(fact: Fact) -> Event:
    return Event(
        id=fact.id,
        source=fact.source,
        type=fact.type,
        time=fact.time,
        instant=fact.instant,
        retailer=fact.data["retailer"],
        subject=fact.data["subject"],
        purpose=None,
        sourcekind=None,
        region=None,
        traceparent=None,
        tracestate=None,
        dataschema=None,
        gpc=False,
        dnt=False,
        cookieclass=None,
        data=fact.data,
    )


def _shown(faults: list[str]) -> list[str]:
    more = len(faults) - FAULTS_SHOWN_MAX
    return [*faults[:FAULTS_SHOWN_MAX], f"and {more} more invalid facts"] if more > 0 else faults
