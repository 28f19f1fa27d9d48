"""What a deployment declares: its topics with their settings, and who may do what with them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from contracts.problems import Unusable
from streams.kafka.declaration import Access, Declaration, Setting
from streams.kafka.names import SINGLE, Bound, Names, names_of
from streams.kafka.rules import Rule, named, topic
from streams.kafka.units import broker_value

IN_SYNC_MIN = "min.insync.replicas"

# `User:*` would be everybody.
_PRINCIPAL = re.compile(r"[A-Za-z]+:(?!\*)\S(?:.*\S)?")


class Topic(NamedTuple):
    """A topic as it is to be; its settings by Kafka's names, as text."""

    name: str
    partitions: int
    replication_factor: int
    settings: Mapping[str, str]


class Declared(NamedTuple):
    """Topics by name, and every rule of access."""

    topics: Mapping[str, Topic]
    rules: frozenset[Rule]


def declare(declaration: Declaration, sinks: Iterable[str]) -> Declared:
    """The topics and rules of a file for the sinks of a catalogue; Unusable, with a line for every fault."""
    names = names_of(sinks)
    faults: list[str] = []
    topics = {topic.name: topic for topic in _topics(declaration, names, faults)}
    rules = frozenset(_rules(declaration, names, faults))
    if faults:
        raise Unusable("\n".join(dict.fromkeys(faults)))
    return Declared(topics, rules)


def _topics(declaration: Declaration, names: Names, faults: list[str]) -> Iterator[Topic]:
    settings: dict[str, dict[str, Setting]] = {name: {} for name in names.topics}
    for text, written in declaration.topics.items():
        for name in _known(text, {}, names, faults):
            settings[name].update(written)
    replicas = declaration.replication_factor or 1
    for name, written in settings.items():
        values = _values(written, faults)
        in_sync = values.get(IN_SYNC_MIN, "1")
        if not in_sync.isdecimal() or int(in_sync) > replicas:
            faults.append(f"{IN_SYNC_MIN} {in_sync} cannot be had of {replicas} replicas: nothing could be written")
        yield Topic(name, 1 if name in SINGLE else declaration.partitions or 1, replicas, values)


def _values(written: Mapping[str, Setting], faults: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for setting, value in sorted(written.items()):
        try:
            values |= {} if value is None else {setting: broker_value(setting, value)}
        except ValueError as fault:
            faults.append(str(fault))
    return values


def _rules(declaration: Declaration, names: Names, faults: list[str]) -> Iterator[Rule]:
    for text, access in declaration.access.items():
        for bound, principal in names.filled(text, {}):
            if not _PRINCIPAL.fullmatch(principal):
                faults.append(f"{principal!r} is no principal, such as User:assay")
            if access:
                yield from _of_topics(principal, access, bound, names, faults)
                yield from _of_others(principal, access, bound, names, faults)


def _of_topics(principal: str, access: Access, bound: Bound, names: Names, faults: list[str]) -> Iterator[Rule]:
    for operation, texts in (("READ", access.reads), ("WRITE", access.writes)):
        for text in texts:
            yield from (Rule(principal, operation, topic(name)) for name in _known(text, bound, names, faults))


def _of_others(principal: str, access: Access, bound: Bound, names: Names, faults: list[str]) -> Iterator[Rule]:
    for kind, operation, texts in (
        ("GROUP", "READ", access.groups),
        ("TRANSACTIONAL_ID", "WRITE", access.transactional_ids),
    ):
        for text in texts:
            for _, name in names.filled(text, bound):
                if name in ("", "*"):
                    faults.append(f"{principal}: all of {kind.lower()} is too many")
                yield Rule(principal, operation, named(kind, name))


def _known(text: str, bound: Bound, names: Names, faults: list[str]) -> list[str]:
    found = names.matching(text, bound)
    if not found:
        faults.append(f"{text} is no topic")
    return found
