"""A plan as lines to be read and as JSON."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from streams.explain.prose import ALLOWED, CLAUSE, DENIED, HEADING, Line
from streams.kafka.declared import Topic
from streams.kafka.plan import Change, Plan
from streams.kafka.rules import Rule
from streams.kafka.units import readable


def prose(plan: Plan) -> Iterator[Line]:
    """The plan: what is done, what is left alone, what is wrong."""
    yield from _created(plan.created)
    yield from _changed(plan.changes)
    yield from _rules("removed from access" if plan.prune else "may, though nobody declared it", plan.foreign, DENIED)
    yield from _rules("allowed", plan.granted, ALLOWED)
    if not plan.checks_access:
        yield Line(0, "the brokers check no access (authorizer.class.name is not set): rules of access are not made")
    if plan.undeclared:
        yield Line(0, f"left alone, declared by nobody: {', '.join(plan.undeclared)}")
    yield Line(0, _summary(plan), HEADING)


def _summary(plan: Plan) -> str:
    deleting = sum(change.deletes for change in plan.changes)
    counts = {
        "to create": _counted(len(plan.created), "topic"),
        "to change": _counted(len(plan.changes), "setting"),
        "to add": _counted(len(plan.granted), "rule") + " of access",
        "to remove": _counted(len(plan.revoked), "rule") + " of access",
        "deleting data": _counted(deleting, "change"),
        "refused": _counted(len(plan.refusals), "demand"),
    }
    parts = [f"{count} {what}" for what, count in counts.items() if not count.startswith("0 ")]
    return "; ".join([*(parts or ["nothing to do"]), f"{_counted(len(plan.unchanged), 'topic')} as declared"])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _created(created: Iterable[Topic]) -> Iterator[Line]:
    alike: dict[str, list[str]] = defaultdict(list)
    for topic in created:
        settings = (f"{setting} {readable(setting, value)}" for setting, value in topic.settings.items())
        sizes = _counted(topic.partitions, "partition"), _counted(topic.replication_factor, "replica")
        alike[", ".join((*sizes, *settings))].append(topic.name)
    if alike:
        yield Line(0, "created", HEADING)
    for how, names in alike.items():
        yield Line(1, f"{how}:", CLAUSE)
        yield from (Line(2, name, ALLOWED) for name in names)


def _changed(changes: Iterable[Change]) -> Iterator[Line]:
    for number, change in enumerate(changes):
        if number == 0:
            yield Line(0, "changed", HEADING)
        before, after = (readable(change.setting, value or "none") for value in (change.before, change.after))
        left = "" if change.is_kept else ", the brokers' own"
        mark = " (deletes data)" if change.deletes else ""
        style = DENIED if change.deletes else ALLOWED
        yield Line(1, f"{change.topic}: {change.setting} from {before} to {after}{left}{mark}", style)


def _rules(heading: str, rules: Iterable[Rule], style: str) -> Iterator[Line]:
    of_principals: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        of_principals[rule.principal].append(rule.told)
    if of_principals:
        yield Line(0, heading, HEADING)
    for principal, told in of_principals.items():
        yield Line(1, principal, CLAUSE)
        yield from (Line(2, text, style) for text in told)


def as_json(plan: Plan, applied: bool) -> dict[str, Any]:
    """The plan as one JSON document, and whether it was carried out."""
    return {
        "applied": applied,
        "created": [topic._asdict() for topic in plan.created],
        "changed": [{**change._asdict(), "deletes": change.deletes} for change in plan.changes],
        "granted": [_rule(rule) for rule in plan.granted],
        "revoked": [_rule(rule) for rule in plan.revoked],
        "foreign": [_rule(rule) for rule in plan.foreign],
        "unchanged": plan.unchanged,
        "undeclared": plan.undeclared,
        "checks_access": plan.checks_access,
        "refused": [refusal._asdict() for refusal in plan.refusals],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {**rule._asdict(), "pattern": rule.pattern._asdict()}
