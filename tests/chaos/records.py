"""What was read from topics, as far as the auditor looks at it; contents that are only compared are kept as digests."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SERIAL = "chaos-serial"
"""The header by which each record that was sent can be told from every other, wherever it was sent on to."""

REASON = "chaos-reason"
"""The header of a record that only Kafka can carry: the reason for which it must be refused."""

EVENTS, SINKS = "events.", "sink."
PERSON_FACTS = ("governance.person", "governance.preference", "governance.request")
WIDE_FACTS = ("governance.authorization", "governance.deletion", "governance.disclosure", "governance.hold",
              "governance.retailer")  # fmt: skip
FACTS = (*PERSON_FACTS, *WIDE_FACTS)
REQUESTS = "governance.request"
LEDGER, QUARANTINE, DEAD_LETTERS = "governance.ledger", "governance.quarantine", "governance.dead-letters"

Headers = Sequence[tuple[str, bytes | None]]
Identity = tuple[str | None, str | None]


class Place(NamedTuple):
    """Where a record stands."""

    topic: str
    partition: int
    offset: int

    def __str__(self) -> str:
        return f"{self.topic}/{self.partition}/{self.offset}"


class Record(NamedTuple):
    """A record as it was read."""

    place: Place
    key: bytes | None
    value: bytes | None
    headers: Headers

    def header(self, name: str) -> str | None:
        """The text of the last header of a name, None where there is none."""
        found = [text for called, text in self.headers if called == name and text is not None]
        return found[-1].decode("utf8", "replace") if found else None


class Line(NamedTuple):
    """A ledger line: where it stands, which record it is about, and what it says.

    `counts` is whether its identity counts as seen from then on. `digest` is of the line but for its `controlposition`.
    """

    place: Place
    source: Place
    identity: Identity
    outcome: str
    reason: str | None
    counts: bool
    sinks: tuple[str, ...]
    position: str
    digest: bytes


class Copy(NamedTuple):
    """A copy, or a quarantine record: where it stands, the id of its event, the digest of all but `controlposition`.

    `position` is that, empty in quarantine.
    """

    place: Place
    event: str | None
    is_of_request: bool
    digest: bytes
    position: str = ""


class Letter(NamedTuple):
    """A dead letter: where it stands, which record it is of, why, and the digest of that record as it carries it."""

    place: Place
    source: Place
    reason: str
    digest: bytes


@dataclass
class Readings:
    """Everything that stands in the topics; of each partition in the order of offsets. `copies` are by sink."""

    inputs: list[Record] = field(default_factory=list)
    ledger: list[Line] = field(default_factory=list)
    copies: dict[str, list[Copy]] = field(default_factory=lambda: defaultdict(list))
    quarantine: list[Copy] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
