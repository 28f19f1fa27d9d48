"""The declared file names every topic of the product, its settings, and who may do what with it."""

from pathlib import Path

import pytest

from contracts.problems import Unusable
from streams.kafka import topology
from streams.kafka.dead_letters_ending import TRANSACTIONAL_ID
from streams.kafka.declaration import read_declaration
from streams.kafka.declared import Declared, declare
from streams.kafka.names import HOST_LEADER, HOST_TABLE
from streams.kafka.rules import LITERAL, PREFIXED, Pattern, Rule, topic
from streams.policies import load_policies
from streams.worker.host import NAME
from streams.worker.settings import GROUP, TRANSACTIONAL_PREFIX, Settings

SINKS = ("crm_store", "model_improvement")
SMALL = "{partitions: 4, replication_factor: 1, topics: {'*': {min.insync.replicas: 1}}}"
PRIVACY_TEAMS = (topology.QUARANTINE, topology.DEAD_LETTERS, topology.LEDGER)


def declared(text: str | None = None, folder: Path | None = None) -> Declared:
    """What the built-in file declares for two sinks, with another file read after it."""
    if text is None or folder is None:
        return declare(read_declaration(None), SINKS)
    file = folder / "topics.yaml"
    file.write_text(text)
    return declare(read_declaration(file), SINKS)


def test_the_built_in_file_declares_every_topic_of_the_interface() -> None:
    """Events, facts, sinks, quarantine, dead letters, ledger, recalls, deletion orders, and what workers keep."""
    sinks = load_policies().catalogue.sinks
    expected = {
        *topology.EVENTS,
        *topology.FACTS_TOPICS,
        *(f"sink.{sink}" for sink in sinks),
        *PRIVACY_TEAMS,
        "governance.recalls",
        "governance.deletion-orders",
        "governance.contact",
        "governance.carried",
        "governance.seen",
        HOST_TABLE,
        HOST_LEADER,
    }
    assert set(declare(read_declaration(None), sinks).topics) == expected


def test_topics_that_go_by_person_have_equal_partitions() -> None:
    """What one partition of events needs lies in the same partition of every other topic; what all need, in one."""
    counts = {name: topic.partitions for name, topic in declared().topics.items()}
    singles = {name for name, count in counts.items() if count == 1}
    assert singles == {*topology.WIDE, HOST_LEADER}
    assert {counts[name] for name in counts.keys() - singles} == {12}
    assert counts[HOST_TABLE] == counts["governance.request"]


def test_what_is_known_is_compacted_and_nothing_else() -> None:
    """Facts and what slots keep stay for ever; whatever is only passed on has a retention, the ledger's the longest."""
    topics = declared().topics
    policies = {name: topic.settings["cleanup.policy"] for name, topic in topics.items()}
    kept = {name for name, policy in policies.items() if policy == "compact"}
    assert kept == {*topology.FACTS_TOPICS, topology.CONTACTS, topology.CARRIED, topology.SEEN, HOST_TABLE}
    assert {"retention.ms" in topics[name].settings for name in kept} == {False}
    retained = {name: int(topics[name].settings["retention.ms"]) for name in topics.keys() - kept}
    assert max(retained, key=retained.__getitem__) == topology.LEDGER


def test_a_copy_has_room_for_more_headers_than_its_event() -> None:
    """What is made of an event or of a fact may be larger than either, so that none is too large for a dead letter."""
    sizes = {name: int(topic.settings["max.message.bytes"]) for name, topic in declared().topics.items()}
    incoming = {sizes[name] for name in (*topology.EVENTS, *topology.FACTS_TOPICS)}
    outgoing = {sizes[name] for name in (*PRIVACY_TEAMS, *(f"sink.{sink}" for sink in SINKS))}
    assert (incoming, outgoing) == ({1 << 20}, {4 << 20})


def test_every_topic_has_a_rule_of_access() -> None:
    """No topic is left without one, since some brokers let anybody at a topic that has none."""
    built_in = declared()
    assert {rule.pattern.name for rule in built_in.rules if rule.pattern.resource_type == "TOPIC"} == set(
        built_in.topics
    )


def test_a_producer_writes_its_own_family() -> None:
    """The principal of a family writes that family's events, and may do nothing else at all."""
    rules = {rule for rule in declared().rules if rule.principal == "User:crm"}
    assert rules == {Rule("User:crm", "WRITE", topic("events.crm"))}


def test_a_sink_is_read_by_its_own_principal_alone() -> None:
    """Each recipient reads its own topic, in groups of its own name, and no other recipient reads it."""
    rules = declared().rules
    readers = {rule.principal for rule in rules if rule.pattern == topic("sink.crm_store") and rule.operation == "READ"}
    assert readers == {"User:sink.crm_store"}
    assert {rule for rule in rules if rule.principal == "User:sink.crm_store"} == {
        Rule("User:sink.crm_store", "READ", topic("sink.crm_store")),
        Rule("User:sink.crm_store", "READ", Pattern("GROUP", "LITERAL", "sink.crm_store")),
        Rule("User:sink.crm_store", "READ", Pattern("GROUP", PREFIXED, "sink.crm_store.")),
    }


@pytest.mark.parametrize("name", PRIVACY_TEAMS)
def test_what_was_held_back_is_read_by_the_privacy_team_alone(name: str) -> None:
    """Quarantine, dead letters and ledger have one reader; what became of a dead letter is written by that one too."""
    rules = [rule for rule in declared().rules if rule.pattern == topic(name)]
    also = {"User:privacy"} if name == topology.DEAD_LETTERS else set()
    assert {rule.principal for rule in rules if rule.operation == "READ"} == {"User:privacy"}
    assert {rule.principal for rule in rules if rule.operation == "WRITE"} == {"User:assay"} | also


def test_the_names_that_programs_go_by_are_allowed_to_them() -> None:
    """Slots, hosts and the tool for dead letters use groups and transactional ids that their principals may use."""
    rules = declared().rules
    for principal, resource_type, name in (
        ("User:assay", "GROUP", GROUP),
        ("User:assay", "GROUP", NAME),
        ("User:assay", "TRANSACTIONAL_ID", f"{TRANSACTIONAL_PREFIX}-{Settings('w1', Path()).instance(0)}"),
        ("User:privacy", "TRANSACTIONAL_ID", TRANSACTIONAL_ID),
    ):
        used = Pattern(resource_type, LITERAL, name)
        assert any(rule.principal == principal and rule.pattern.overlaps(used) for rule in rules), name


def test_facts_are_stated_by_the_privacy_team() -> None:
    """Nobody writes facts but the privacy team, and workers, which send misplaced ones on."""
    for name in topology.FACTS_TOPICS:
        rules = {rule for rule in declared().rules if rule.pattern == topic(name) and rule.operation == "WRITE"}
        assert {rule.principal for rule in rules} == {"User:privacy", "User:assay"}


def test_workers_read_no_copies() -> None:
    """A worker reads what it decides by, and not what it gave out."""
    read = {rule.pattern.name for rule in declared().rules if rule[:2] == ("User:assay", "READ")}
    assert not {name for name in read if name.startswith("sink.")} | (read & set(PRIVACY_TEAMS))


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    """Fewer partitions and replicas are three words; settings of other topics stand."""
    small, built_in = declared(SMALL, tmp_path), declared()
    assert small.rules == built_in.rules
    assert small.topics["events.crm"].partitions == 4
    assert small.topics["governance.retailer"].partitions == 1
    assert {topic.replication_factor for topic in small.topics.values()} == {1}
    for name, topic_ in small.topics.items():
        assert {**built_in.topics[name].settings, "min.insync.replicas": "1"} == topic_.settings


def test_the_last_entry_that_matches_wins(tmp_path: Path) -> None:
    """An entry for one topic stands over the one for all, wherever the file changes which."""
    topics = declared("topics: {sink.crm_store: {retention.ms: 1h}, '*': {retention.ms: 2d}}", tmp_path).topics
    assert topics["sink.crm_store"].settings["retention.ms"] == "3600000"
    assert topics["sink.model_improvement"].settings["retention.ms"] == "172800000"
    assert topics["governance.quarantine"].settings["retention.ms"] == str(30 * 86_400_000)
    assert "retention.ms" not in topics["governance.person"].settings


def test_a_principal_is_replaced_added_to_or_taken_away(tmp_path: Path) -> None:
    """A template can be put away, and what one principal may do beside it be said by name."""
    text = """
    access:
      "User:{family}": null
      "User:shop": {writes: [events.crm, events.pos]}
      "User:sink.crm_store": {groups: [crm-loader]}
    """
    rules = declared(text, tmp_path).rules
    assert {rule.principal for rule in rules if rule.pattern == topic("events.crm") and rule.operation == "WRITE"} == {
        "User:shop",
        "User:privacy",
        "User:assay",
    }
    of_sink = {rule.pattern.name for rule in rules if rule.principal == "User:sink.crm_store"}
    assert of_sink == {"sink.crm_store", "sink.crm_store.", "crm-loader"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("partitions: 0", "partitions: input should be greater than or equal to 1"),
        ("partitions: many", "partitions: input should be a valid integer"),
        ("partition: 3", "partition: extra inputs are not permitted"),
        ("topics: {events.cmr: {retention.ms: 1d}}", "events.cmr is no topic"),
        ("topics: {'events.{famly}': {}}", "{famly} stands for nothing"),
        ("topics: {'*': {retention.ms: 7 days}}", "retention.ms: '7 days' is no amount in ms, s, m, h, d"),
        ("topics: {'*': {max.message.bytes: 4MB}}", "max.message.bytes: '4MB' is no amount in B, KiB, MiB, GiB"),
        ("topics: {'*': {retention.bytes: -2}}", "retention.bytes: '-2' is no amount"),
        ("topics: {'*': {retention.ms: true}}", "retention.ms: 'true' is no amount"),
        ("topics: {'*': {cleanup.policy: [compact]}}", "topics.*.cleanup.policy"),
        ("replication_factor: 1", "min.insync.replicas 2 cannot be had of 1 replicas"),
        ("topics: {'*': {min.insync.replicas: few}}", "min.insync.replicas few cannot be had of 3 replicas"),
        ("access: {crm: {writes: [events.crm]}}", "'crm' is no principal"),
        ("access: {'User:*': {writes: [events.crm]}}", "'User:*' is no principal"),
        ("access: {'User:x': {writes: [events.cmr]}}", "events.cmr is no topic"),
        ("access: {'User:x': {write: [events.crm]}}", "write: extra inputs are not permitted"),
        ("access: {'User:x': {groups: ['*']}}", "User:x: all of group is too many"),
        ("partitions: 3\npartitions: 4", "a key stands twice"),
        ("partitions: [", "line 2: did not find"),
    ],
)
def test_a_fault_of_the_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    """What is misspelled, impossible or too wide keeps the file from being used, and says what it is."""
    with pytest.raises(Unusable) as refused:
        declared(text, tmp_path)
    assert told in refused.value.kind


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """Two wrong names are two lines."""
    with pytest.raises(Unusable) as refused:
        declared("topics: {events.cmr: {}, sink.crm: {}}", tmp_path)
    assert refused.value.kind.splitlines() == ["events.cmr is no topic", "sink.crm is no topic"]


@pytest.mark.parametrize("sink", ["", "a.b", "a b", "a/b", "ä", "x" * 300])
def test_a_sink_that_no_topic_can_be_named_after_is_refused(sink: str) -> None:
    """A name that Kafka refuses, or that looks like another sink's groups, ends it."""
    with pytest.raises(Unusable, match="no topic can be named after sink"):
        declare(read_declaration(None), ["crm_store", sink])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The name of the file and the kind of the problem, no more."""
    with pytest.raises(Unusable, match=r"none.yaml cannot be read: FileNotFoundError"):
        read_declaration(tmp_path / "none.yaml")


def test_the_example_of_the_docs_can_be_used(tmp_path: Path) -> None:
    """The file that the page shows declares what it says: a kept copy for longer, producers of other names."""
    page = (Path(__file__).parents[2] / "docs" / "topics.md").read_text()
    built = declared(page.partition("```yaml\n")[2].partition("```")[0], tmp_path)
    assert built.topics["sink.crm_store"].settings["retention.ms"] == str(30 * 86_400_000)
    assert built.topics["governance.seen"].settings["cleanup.policy"] == "compact,delete"
    writers = {rule.principal for rule in built.rules if rule[1:3] == ("WRITE", topic("events.pos"))}
    assert writers == {"User:CN=shop,O=Parure Belle", "User:privacy", "User:assay"}
