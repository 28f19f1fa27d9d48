"""What is to be done to the brokers so that they have what is declared: a comparison, and nothing but one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from streams.kafka.declared import Declared, Topic
from streams.kafka.names import NAMESPACES
from streams.kafka.rules import PREFIXED, Pattern, Rule, concerning, topic

CLEANUP = "cleanup.policy"
RETENTION = ("retention.ms", "retention.bytes")


class Setting(NamedTuple):
    """A setting of a topic as brokers have it; `inherited` is what it would be if nobody had made it for this topic."""

    value: str
    is_own: bool
    inherited: str | None


class FoundTopic(NamedTuple):
    """A topic as brokers have it, with every setting that they know."""

    partitions: int
    replication_factor: int
    settings: Mapping[str, Setting]


class Found(NamedTuple):
    """What brokers have: `rules` is None where nothing checks access."""

    brokers: int
    topics: Mapping[str, FoundTopic]
    rules: frozenset[Rule] | None


class Change(NamedTuple):
    """A setting of a topic that changes; one that is not kept is left to the brokers, who have `after` for it."""

    topic: str
    setting: str
    before: str | None
    after: str | None
    is_kept: bool = True

    @property
    def deletes(self) -> bool:
        """Whether records may go that would have stayed."""
        if self.setting == CLEANUP:
            return not _policies(self.after) <= _policies(self.before)
        return self.setting in RETENTION and _amount(self.after) < _amount(self.before)


class Refusal(NamedTuple):
    """Why topics cannot be had as they are declared."""

    reason: str
    topics: tuple[str, ...]

    @property
    def told(self) -> str:
        """The reason, after the first topic and the number of the others."""
        others = f" and {len(self.topics) - 1} more" if len(self.topics) > 1 else ""
        return f"{self.topics[0]}{others}: {self.reason}"


class Plan(NamedTuple):
    """What is done, what is told, and what keeps all of it from being done.

    `foreign` are rules that nobody declared and that let somebody at what is declared; with `prune` they are removed.
    """

    created: tuple[Topic, ...] = ()
    changes: tuple[Change, ...] = ()
    granted: tuple[Rule, ...] = ()
    foreign: tuple[Rule, ...] = ()
    prune: bool = False
    unchanged: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()
    checks_access: bool = True
    refusals: tuple[Refusal, ...] = ()

    @property
    def revoked(self) -> tuple[Rule, ...]:
        """The rules that are removed."""
        return self.foreign if self.prune else ()

    @property
    def does_something(self) -> bool:
        """Whether the brokers would be other than they are."""
        return bool(self.created or self.changes or self.granted or self.revoked)


def plan(declared: Declared, found: Found, prune: bool = False) -> Plan:
    """What makes the brokers as declared; a plan with refusals is not to be carried out."""
    there = {name: found.topics[name] for name in declared.topics if name in found.topics}
    created = tuple(to_be for name, to_be in declared.topics.items() if name not in there)
    changes = tuple(change for name, is_now in there.items() for change in _changes(declared.topics[name], is_now))
    refusals = _refusals(declared, found, created)
    differing = {change.topic for change in changes}.union(*(refusal.topics for refusal in refusals))
    return Plan(
        created=created,
        changes=changes,
        granted=tuple(sorted(declared.rules - found.rules)) if found.rules is not None else (),
        foreign=tuple(_foreign(declared, found.rules or ())),
        prune=prune,
        unchanged=tuple(name for name in there if name not in differing),
        undeclared=tuple(sorted(found.topics.keys() - declared.topics.keys())),
        checks_access=found.rules is not None,
        refusals=refusals,
    )


def _changes(to_be: Topic, is_now: FoundTopic) -> Iterator[Change]:
    for setting, value in to_be.settings.items():
        before = is_now.settings.get(setting)
        if before and not _same(setting, before.value, value):
            yield Change(to_be.name, setting, before.value, value)
    for setting, before in sorted(is_now.settings.items()):
        if before.is_own and setting not in to_be.settings:
            yield Change(to_be.name, setting, before.value, before.inherited, is_kept=False)


def _foreign(declared: Declared, rules: Iterable[Rule]) -> list[Rule]:
    ours = {topic(name) for name in declared.topics} | {rule.pattern for rule in declared.rules}
    ours |= {Pattern("TOPIC", PREFIXED, namespace) for namespace in NAMESPACES}
    # What forbids is nobody's entrance, and taking it away could open one.
    return concerning((rule for rule in rules if rule.permission == "ALLOW" and rule not in declared.rules), ours)


def _refusals(declared: Declared, found: Found, created: Iterable[Topic]) -> tuple[Refusal, ...]:
    reasons: dict[str, list[str]] = {}
    for name, to_be in declared.topics.items():
        if name in found.topics:
            for reason in _reasons(to_be, found.topics[name]):
                reasons.setdefault(reason, []).append(name)
    for to_be in created:
        if to_be.replication_factor > found.brokers:
            reason = f"{to_be.replication_factor} replicas are more than there are brokers ({found.brokers})"
            reasons.setdefault(reason, []).append(to_be.name)
    return tuple(Refusal(reason, tuple(names)) for reason, names in reasons.items())


def _reasons(to_be: Topic, is_now: FoundTopic) -> Iterator[str]:
    if is_now.partitions != to_be.partitions:
        # A person's records lie where the person's key hashes to among so many.
        there, wanted = is_now.partitions, to_be.partitions
        yield f"{there} partitions cannot become {wanted}: persons would be parted from their facts (docs/topics.md)"
    there, wanted = is_now.replication_factor, to_be.replication_factor
    if there > wanted:
        yield f"{there} replicas do not become {wanted}, which is less safe"
    if there < wanted:
        yield f"{there} replicas do not become {wanted} before its partitions are reassigned to more brokers"
    yield from (f"brokers know no setting {name}" for name in to_be.settings if name not in is_now.settings)


def _same(setting: str, one: str, other: str) -> bool:
    return _policies(one) == _policies(other) if setting == CLEANUP else one == other


def _policies(value: str | None) -> set[str]:
    return {policy.strip() for policy in (value or "").split(",")}


def _amount(value: str | None) -> float:
    """A retention as a number; none at all, and any below zero, is for ever."""
    number = float(value) if value is not None else -1.0
    return number if number >= 0 else float("inf")
