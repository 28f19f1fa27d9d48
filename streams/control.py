"""Control facts read from files, all of them before the first event: one that is invalid stops the job."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from contracts.decode import decode_fact_line
from contracts.event import Event, Fact
from contracts.facts import REQUEST_RECEIVED
from contracts.problems import InvalidFact, Malformed, Problem, Unusable
from processors.facts.compile import compile_fact
from processors.facts.store import Facts
from processors.policy.packs import Packs
from streams.lines import Overlong, Source

FAULTS_SHOWN_MAX = 20
REGISTERED_TYPE = "governance.retailer.registered"
DIGEST_BYTES = 32


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

    `position` is how far the control log was read: the number of its facts. `digest` is of all facts. `requests` are by
    time, then id.
    """

    requests: list[Request]
    position: str
    digest: str


def read_control(paths: Sequence[Path], packs: Packs, facts: Facts) -> Control:
    """Read every fact of some files into `facts`, or raise Unusable with each invalid one by file and line."""
    reading = _Reading(packs, facts)
    faults: list[str] = []
    for path in paths:
        with Source(path) as source:
            for number, line in enumerate(source, start=1):
                try:
                    reading.take(line, path, number)
                except Problem as problem:
                    faults.append(f"{path}:{number}: {problem}")
            if source.broken:
                faults.append(f"{path}: {source.broken}")
    if faults:
        raise Unusable("\n".join(_shown(faults)))
    return reading.control()


class _Reading:
    """What was read so far; the digests of facts are added up, so that their order changes nothing."""

    def __init__(self, packs: Packs, facts: Facts) -> None:
        self._packs, self._facts = packs, facts
        self._count = self._digests = 0
        self._requests: dict[tuple[str, str], Request] = {}

    def take(self, line: bytes | Overlong, path: Path, number: int) -> None:
        """Read one line; a blank one holds no fact."""
        if isinstance(line, Overlong):
            raise Malformed("too_long")
        text = line.strip()
        if not text:
            return
        fact = decode_fact_line(text)
        check_registration(fact, self._packs)
        self._facts.add(compile_fact(fact))
        self._count += 1
        self._digests += int.from_bytes(hashlib.blake2b(text, digest_size=DIGEST_BYTES).digest())
        if fact.type == REQUEST_RECEIVED:
            self._request(Request(_as_event(fact), text, path, number))

    def control(self) -> Control:
        """All of it."""
        requests = sorted(self._requests.values(), key=_moment)
        digest = self._digests % (1 << 8 * DIGEST_BYTES)
        return Control(requests, str(self._count), digest.to_bytes(DIGEST_BYTES).hex())

    def _request(self, request: Request) -> None:
        """A request that stands twice is one; where the two differ the choice does not depend on their order."""
        key = (request.event.source, request.event.id)
        self._requests[key] = max(self._requests.get(key, request), request, key=_content)


def _moment(request: Request) -> tuple[int, str, str]:
    return request.event.instant, request.event.id, request.event.source


def _content(request: Request) -> tuple[int, bytes]:
    return request.event.instant, request.line


def check_registration(fact: Fact, packs: Packs) -> None:
    """A retailer whose platform or policy no pack is for could be judged by nothing, or by half of what binds it."""
    if fact.type != REGISTERED_TYPE:
        return
    for path, role in (("platform", "platform"), ("policy", "retailer")):
        if fact.data.get(path) is not None and not packs.has(fact.data[path], role):
            raise InvalidFact("no_such_pack", path)


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
