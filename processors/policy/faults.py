"""What is wrong across policy files that each have the right form.

A fault keeps the policies from being used: with it something could be decided otherwise than any clause says. A finding
is for whoever keeps the files to look at: with it decisions are still right, or deny too much.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from contracts.catalogue import PAYLOADS
from contracts.scalars import REGION_PATTERN
from processors.policy.catalogue import RECIPIENT_CLASSES, Catalogue, Sink
from processors.policy.keeping import Composition, Keeping
from processors.policy.named import named_clauses
from processors.policy.pack import Pack
from processors.policy.pack_faults import faults_within
from processors.policy.packs import Packs
from processors.policy.types import TypeTable, keys
from processors.policy.version_faults import faults_between

SINK_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,200}")  # A sink's name is part of a topic's and of a file's.
REGION = re.compile(REGION_PATTERN)


def faults(packs: Packs, catalogue: Catalogue, types: TypeTable, composition: Composition) -> list[str]:
    """Everything for which these policies cannot be used, one line each."""
    versions = packs.all()
    found = [f"{pack.name}: {fault}" for pack in versions for fault in faults_within(pack, composition.clauses)]
    for name, same in groupby(versions, key=lambda pack: pack.pack):
        found += [f"{name}: {fault}" for fault in faults_between(list(same), catalogue)]
    found += [f"sink {name!r}: not a name that a topic and a file can have" for name in _misnamed(catalogue)]
    return list(dict.fromkeys([*found, *_type_faults(types)]))


def findings(packs: Packs, catalogue: Catalogue, keeping: Keeping) -> list[str]:
    """What does not keep these policies from being used, one line each."""
    versions = packs.all()
    found = [*_unkept(versions, keeping), *_told_apart(versions), *_roles(versions)]
    found += [f"sink {name}: {finding}" for name, sink in catalogue.sinks.items() for finding in _of_sink(sink)]
    rights = {pack.rights.sink: pack for pack in versions if pack.rights}
    found += [
        f"{pack.name}: rights.sink {sink} is not in the catalogue, so requests go nowhere"
        for sink, pack in rights.items()
        if sink not in catalogue.sinks
    ]
    return found


def _misnamed(catalogue: Catalogue) -> Iterator[str]:
    yield from (name for name in catalogue.sinks if not SINK_NAME.fullmatch(name))


def _type_faults(types: TypeTable) -> Iterator[str]:
    """A key that no event type has decides nothing, and a type that no key has would be for nothing."""
    known = {key for event_type in PAYLOADS for marketing in (False, True) for key in keys(event_type, marketing)}
    tables: dict[str, Iterable[str]] = {
        "controllers": types.controllers,
        "purposes": types.purposes,
        "sourcekinds": types.sourcekinds,
        "retention": types.retention,
    }
    for table, entries in tables.items():
        yield from (f"types: {table} names {key}, which is no event type" for key in entries if key not in known)
    for event_type in PAYLOADS:
        if not types.defaults[event_type, False].purposes:
            yield f"types: {event_type} has no purposes"


def _of_sink(sink: Sink) -> Iterator[str]:
    if sink.recipient not in RECIPIENT_CLASSES:
        yield f"class {sink.recipient!r} is none that a policy names, so every event is denied (X-default)"
    if not sink.encrypted:
        yield "no encryption in transit, so every event is denied (JE-4.10.secure)"
    if not sink.in_order and sink.encrypted:
        yield "no agreement on record, so every event is denied (JE-4.10.secure)"
    if not sink.purposes:
        yield "no purpose, so every event is denied"
    if not REGION.fullmatch(sink.region):
        yield f"region {sink.region!r} is no ISO 3166 code, so it counts as abroad"


def _unkept(versions: Collection[Pack], keeping: Keeping) -> Iterator[str]:
    """Clauses that nothing keeps and nobody says are open."""
    for pack in versions:
        named = {naming.clause for naming in named_clauses(pack)} | {*pack.open, *keeping.code, *keeping.open}
        for clause in pack.clauses:
            if clause not in named:
                yield f"{pack.name}: clause {clause} is named by no rule, and not listed as open"


def _told_apart(versions: Collection[Pack]) -> Iterator[str]:
    """One clause id must mean one thing, or a decision that names it cannot be explained."""
    owner: dict[str, Pack] = {}
    for pack in versions:
        for clause, promise in pack.clauses.items():
            first = owner.setdefault(clause, pack)
            if first.pack != pack.pack and first.clauses[clause] != promise:
                yield f"{pack.name}: clause {clause} says something else in {first.name}"


def _roles(versions: Collection[Pack]) -> Iterator[str]:
    if not any(pack.role == "platform" for pack in versions):
        yield "no pack is a platform's, so every event is quarantined"
