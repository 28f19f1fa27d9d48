"""A plan makes brokers as declared, shrinks nothing, parts no person from facts, and names what it would delete."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.kafka.declaration import read_declaration
from streams.kafka.declared import Declared, Topic, declare
from streams.kafka.plan import Change, Found, FoundTopic, Plan, Setting, plan
from streams.kafka.plan_told import as_json, prose
from streams.kafka.rules import LITERAL, PREFIXED, Pattern, Rule, topic

DECLARED = declare(read_declaration(None), ("crm_store", "model_improvement"))
BROKERS = 3
INHERITED = {
    "cleanup.policy": "delete",
    "delete.retention.ms": "86400000",
    "max.compaction.lag.ms": "9223372036854775807",
    "max.message.bytes": "1048588",
    "message.timestamp.type": "CreateTime",
    "min.insync.replicas": "1",
    "retention.bytes": "-1",
    "retention.ms": "604800000",
    "segment.ms": "604800000",
}


def as_found(topics: Mapping[str, Topic], declared: Declared = DECLARED) -> Found:
    """Brokers that have these topics and every rule."""
    return Found(BROKERS, {name: _found(to_be) for name, to_be in topics.items()}, declared.rules)


def _found(to_be: Topic) -> FoundTopic:
    own = {name: Setting(value, True, INHERITED.get(name)) for name, value in to_be.settings.items()}
    inherited = {name: Setting(value, False, value) for name, value in INHERITED.items()}
    return FoundTopic(to_be.partitions, to_be.replication_factor, inherited | own)


def carried_out(made: Plan, found: Found) -> Found:
    """Brokers after a plan, by the meaning of its words."""
    topics = dict(found.topics) | {to_be.name: _found(to_be) for to_be in made.created}
    for change in made.changes:
        settings = dict(topics[change.topic].settings)
        assert change.after is not None
        settings[change.setting] = Setting(change.after, change.is_kept, INHERITED[change.setting])
        topics[change.topic] = topics[change.topic]._replace(settings=settings)
    rules = None if found.rules is None else (found.rules - set(made.revoked)) | set(made.granted)
    return Found(found.brokers, topics, rules)


def test_brokers_without_topics_get_all_of_them() -> None:
    """Every topic and every rule is new."""
    made = plan(DECLARED, Found(BROKERS, {}, frozenset()))
    assert {to_be.name for to_be in made.created} == set(DECLARED.topics)
    assert set(made.granted) == DECLARED.rules
    assert made.refusals == ()


def test_brokers_as_declared_are_left_alone() -> None:
    """Nothing is to be done, and every topic is told to be in order."""
    made = plan(DECLARED, as_found(DECLARED.topics))
    assert not made.does_something
    assert set(made.unchanged) == set(DECLARED.topics)
    assert [line.text for line in prose(made)] == [f"nothing to do; {len(DECLARED.topics)} topics as declared"]


NAMES = st.sampled_from(sorted(DECLARED.topics))
VALUES = st.sampled_from(["-1", "1", "604800000", "999999999999", "compact", "delete", "compact,delete"])
OTHERS = st.sampled_from(["retention.ms", "retention.bytes", "cleanup.policy", "segment.ms", "max.message.bytes"])


@st.composite
def brokers(draw: st.DrawFn) -> Found:
    """Brokers with some of the topics, their settings changed here and there, and some of the rules and others."""
    there = draw(st.sets(NAMES))
    found = as_found({name: DECLARED.topics[name] for name in there})
    topics = dict(found.topics)
    for name in draw(st.sets(st.sampled_from(sorted(there)))) if there else ():
        number = "1" if draw(st.booleans()) else "604800000"
        setting = draw(OTHERS)
        value = draw(VALUES) if setting == "cleanup.policy" else number
        settings = {**topics[name].settings, setting: Setting(value, draw(st.booleans()), INHERITED[setting])}
        topics[name] = topics[name]._replace(settings=settings)
    missing = draw(st.sets(st.sampled_from(sorted(DECLARED.rules))))
    odd = {Rule("User:odd", "READ", topic(name)) for name in draw(st.sets(NAMES))}
    rules = None if draw(st.booleans()) else (DECLARED.rules - missing) | odd
    return Found(BROKERS, topics, rules)


@given(brokers(), st.booleans())
def test_a_plan_carried_out_leaves_nothing_to_do(found: Found, prune: bool) -> None:
    """Whatever brokers have, a second plan is empty; rules that nobody declared are gone where that was asked."""
    made = plan(DECLARED, found, prune)
    again = plan(DECLARED, carried_out(made, found), prune)
    assert not again.does_something
    assert made.refusals == again.refusals == ()
    assert again.foreign == (() if prune else made.foreign)


@given(brokers())
def test_a_plan_without_pruning_takes_no_rule_away(found: Found) -> None:
    """Rules that nobody declared are shown and stay."""
    made = plan(DECLARED, found)
    assert made.revoked == ()
    assert set(made.foreign) == (found.rules or set()) - DECLARED.rules


@pytest.mark.parametrize("partitions", [1, 11, 13])
def test_another_number_of_partitions_is_refused(partitions: int) -> None:
    """Neither fewer nor more: a person's records would no longer lie with the person's facts."""
    there = {**DECLARED.topics, "events.crm": DECLARED.topics["events.crm"]._replace(partitions=partitions)}
    made = plan(DECLARED, as_found(there))
    (refusal,) = made.refusals
    assert refusal.told.startswith(f"events.crm: {partitions} partitions cannot become 12")
    assert "events.crm" not in made.unchanged


def test_topics_refused_for_one_reason_are_one_line() -> None:
    """The first is named, and how many more there are."""
    there = {
        name: topic._replace(partitions=2 if topic.partitions > 1 else 1) for name, topic in DECLARED.topics.items()
    }
    (refusal,) = plan(DECLARED, as_found(there)).refusals
    others = sum(topic.partitions > 1 for topic in DECLARED.topics.values()) - 1
    assert refusal.told.startswith(f"events.account and {others} more: 2 partitions cannot become 12")


@pytest.mark.parametrize(("replicas", "told"), [(5, "5 replicas do not become 3"), (1, "1 replicas do not become 3")])
def test_another_number_of_replicas_is_refused(replicas: int, told: str) -> None:
    """Fewer would be less safe; more are made by moving data, which nobody asked this command to."""
    there = {**DECLARED.topics, "events.crm": DECLARED.topics["events.crm"]._replace(replication_factor=replicas)}
    (refusal,) = plan(DECLARED, as_found(there)).refusals
    assert told in refusal.told


def test_more_replicas_than_brokers_are_refused() -> None:
    """One broker cannot keep three replicas; a topic that is there already is no matter of this."""
    (refusal,) = plan(DECLARED, Found(1, {}, None)).refusals
    assert refusal == ("3 replicas are more than there are brokers (1)", tuple(DECLARED.topics))
    assert plan(DECLARED, as_found(DECLARED.topics)._replace(brokers=1)).refusals == ()


def test_a_setting_that_brokers_do_not_know_is_refused() -> None:
    """A misspelled setting is told by its name, and nothing else is done either."""
    crm = DECLARED.topics["events.crm"]
    odd = crm._replace(settings={**crm.settings, "retention.mss": "1"})
    made = plan(Declared({"events.crm": odd}, frozenset()), as_found({"events.crm": crm}))
    assert [refusal.told for refusal in made.refusals] == ["events.crm: brokers know no setting retention.mss"]


@pytest.mark.parametrize(
    ("setting", "before", "after", "deletes"),
    [
        ("retention.ms", "604800000", "3600000", True),
        ("retention.ms", "-1", "3600000", True),
        ("retention.ms", "3600000", "604800000", False),
        ("retention.ms", "3600000", "-1", False),
        ("retention.ms", None, "3600000", True),
        ("retention.ms", "3600000", None, False),
        ("retention.bytes", "-1", "1000", True),
        ("cleanup.policy", "compact", "delete", True),
        ("cleanup.policy", "compact", "compact,delete", True),
        ("cleanup.policy", "delete", "compact", True),
        ("cleanup.policy", "compact,delete", "compact", False),
        ("cleanup.policy", "compact, delete", "delete,compact", False),
        ("max.message.bytes", "4194304", "1", False),
    ],
)
def test_what_deletes_data_says_so(setting: str, before: str | None, after: str | None, deletes: bool) -> None:
    """A shorter retention and a policy that was not there before let records go; no retention is for ever."""
    assert Change("t", setting, before, after).deletes is deletes


def test_a_shorter_retention_is_shown_as_deleting() -> None:
    """The plan's line has the setting's old and new value as people write them, and the word for it."""
    ledger = DECLARED.topics["governance.ledger"]
    longer = ledger._replace(settings={**ledger.settings, "retention.ms": "-1", "segment.ms": "1500"})
    told = [line.text for line in prose(plan(DECLARED, as_found({**DECLARED.topics, ledger.name: longer})))]
    assert "governance.ledger: retention.ms from -1 to 2557d (deletes data)" in told
    assert "governance.ledger: segment.ms from 1500ms to 7d, the brokers' own" in told
    assert told[-1].startswith("2 settings to change; 1 change deleting data; ")


def test_an_order_of_policies_is_no_difference() -> None:
    """`compact,delete` and `delete, compact` are the same policy."""
    crm = DECLARED.topics["events.crm"]
    one, other = (crm._replace(settings={"cleanup.policy": text}) for text in ("compact,delete", "delete, compact"))
    assert plan(Declared({crm.name: one}, frozenset()), as_found({crm.name: other})).changes == ()


FOREIGN = [
    Rule("User:x", "READ", topic("sink.crm_store")),
    Rule("User:x", "ALL", topic("*")),
    Rule("User:*", "READ", topic("sink.removed")),
    Rule("User:x", "READ", Pattern("TOPIC", PREFIXED, "sink.")),
    Rule("User:x", "READ", Pattern("TOPIC", PREFIXED, "s")),
    Rule("User:x", "READ", Pattern("TOPIC", PREFIXED, "sink.crm_store.old")),
    Rule("User:x", "READ", Pattern("GROUP", LITERAL, "assay-host")),
    Rule("User:x", "WRITE", Pattern("TRANSACTIONAL_ID", LITERAL, "assay-w1-0")),
    Rule("User:crm", "WRITE", topic("events.crm"), host="10.0.0.1"),
]
OF_NO_CONCERN = [
    Rule("User:x", "READ", topic("orders")),
    Rule("User:x", "READ", Pattern("TOPIC", PREFIXED, "order")),
    Rule("User:x", "READ", Pattern("GROUP", LITERAL, "sink.other")),
    Rule("User:x", "READ", topic("sink.crm_store"), permission="DENY"),
    Rule("User:x", "DESCRIBE", Pattern("CLUSTER", LITERAL, "kafka-cluster")),
]


@pytest.mark.parametrize("rule", FOREIGN, ids=lambda rule: rule.told)
def test_a_rule_that_lets_somebody_else_at_our_topics_is_shown(rule: Rule) -> None:
    """Of one topic, of all, of those that begin so, of topics that were ours, of workers' groups and transactions."""
    found = as_found(DECLARED.topics)
    made = plan(DECLARED, found._replace(rules=DECLARED.rules | {rule}), prune=True)
    assert made.foreign == made.revoked == (rule,)
    assert rule.told in {line.text for line in prose(made)}


@pytest.mark.parametrize("rule", OF_NO_CONCERN, ids=lambda rule: rule.told)
def test_a_rule_about_other_things_is_left_alone(rule: Rule) -> None:
    """What concerns nothing of ours, and what forbids, stays, pruned or not."""
    found = as_found(DECLARED.topics)
    assert plan(DECLARED, found._replace(rules=DECLARED.rules | {rule}), prune=True).foreign == ()


def test_topics_that_nobody_declared_are_told_and_stay() -> None:
    """A removed sink's topic, and one of somebody else's, are named."""
    others = {name: _found(DECLARED.topics["events.crm"]) for name in ("sink.removed", "orders")}
    found = as_found(DECLARED.topics)
    made = plan(DECLARED, found._replace(topics={**found.topics, **others}))
    assert made.undeclared == ("orders", "sink.removed")
    assert not made.does_something


def test_brokers_that_check_no_access_are_told_of() -> None:
    """Without an authorizer no rule is planned, and one line says so."""
    made = plan(DECLARED, as_found(DECLARED.topics)._replace(rules=None))
    assert not made.does_something
    assert any("check no access" in line.text for line in prose(made))


def test_a_plan_as_json_has_what_its_lines_have() -> None:
    """Names, values and rules are all in the document."""
    found = as_found(DECLARED.topics)._replace(rules=frozenset({FOREIGN[0]}))
    told = as_json(plan(DECLARED, found), applied=False)
    assert told["applied"] is False
    assert told["foreign"] == [
        {
            "principal": "User:x",
            "operation": "READ",
            "pattern": {"resource_type": "TOPIC", "pattern_type": "LITERAL", "name": "sink.crm_store"},
            "permission": "ALLOW",
            "host": "*",
        }
    ]
    assert len(told["granted"]) == len(DECLARED.rules)
