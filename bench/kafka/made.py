"""What governing makes of some events, made beforehand, so that it can be carried without deciding anything."""

import pickle
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path

from bench.kafka.stage import KEY, KNOWN, PARTITIONS
from bench.kafka.supply import Batch
from contracts.sdk.records import Record
from processors.copies.emit import Emitter
from streams.assembly import governor_of
from streams.control import check_registration
from streams.kafka.topology import CARRIED, CONTACTS, SEEN
from streams.policies import load_policies
from streams.worker.identities import Identities
from streams.worker.knowledge import Knowledge
from streams.worker.plane import Plane
from streams.worker.records import Incoming, Outgoing
from streams.worker.watched import Watched

POSITION = "authorization=2,person=20,preference=350,retailer=8"
OWN = (CARRIED, CONTACTS, SEEN)

Made = list[list[Outgoing]]
"""What came of one event after another."""


def make(batch: Batch, scratch: Path) -> Made:
    """Govern events as a slot does; what only a slot writes goes to a topic that no slot reads."""
    policies = load_policies()
    check = partial(check_registration, packs=policies.packs)
    identities = Identities(scratch / "made.sqlite")
    knowledge = Knowledge(identities, PARTITIONS, check)
    knowledge.own(set(range(PARTITIONS)))
    for record in _incoming(batch.facts):
        knowledge.take(record)
    plane = Plane(governor_of(policies), Emitter(KEY), knowledge, PARTITIONS, check, "0", Watched())
    plane.own()
    plane.begin(lambda _: POSITION)
    made = [[_harmless(outgoing) for outgoing in plane.govern(record)] for record in _incoming(batch.events)]
    identities.close()
    return made


def keep(made: Made, path: Path) -> None:
    """Write down what loops are to carry."""
    path.write_bytes(pickle.dumps(made))


def kept(path: str) -> Iterator[list[Outgoing]]:
    """What to write for one event after another, without end."""
    made: Made = pickle.loads(Path(path).read_bytes())  # noqa: S301 - the bench has written it.
    return cycle(made)


def _incoming(records: Iterable[Record]) -> Iterator[Incoming]:
    for offset, record in enumerate(records):
        partition = record.partition(PARTITIONS)
        yield Incoming(record.topic, partition, offset, record.key, list(record.headers), record.value)


def _harmless(record: Outgoing) -> Outgoing:
    return record._replace(topic=KNOWN) if record.topic in OWN else record
