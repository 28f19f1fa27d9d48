"""The brokers' topics and rules of access, read and changed with kafka-python's admin client."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from kafka import KafkaAdminClient
from kafka import errors as kafka_errors
from kafka.admin import AlterConfigOp, ConfigResource, ConfigResourceType

from contracts.problems import Unusable
from streams.exits import Unfinished
from streams.kafka.connection import Connection
from streams.kafka.declared import Topic
from streams.kafka.plan import Change, Found, FoundTopic, Plan, Setting
from streams.kafka.reach import reach
from streams.kafka.rules import Rule
from streams.kafka.wire_rules import EVERY_RULE, as_acl, as_filter, as_rule

BOOTSTRAP_MS_MAX: Final = 10_000
# Topics of one request: the brokers answer when all of its partitions are made.
TOPICS_AT_ONCE: Final = 10
OWN_TO_A_TOPIC = "DYNAMIC_TOPIC_CONFIG"


class Administration:
    """What brokers have, and how it is changed."""

    def __init__(self, client: KafkaAdminClient) -> None:
        self._client = client

    def find(self) -> Found:
        """All topics but Kafka's own, with every setting, and every rule of access."""
        described = [topic for topic in self._client.describe_topics() if not topic["is_internal"]]
        settings = self._settings([topic["name"] for topic in described])
        topics = {
            topic["name"]: FoundTopic(
                len(topic["partitions"]),
                min((len(partition["replica_nodes"]) for partition in topic["partitions"]), default=0),
                settings[topic["name"]],
            )
            for topic in described
        }
        return Found(len(self._client.describe_cluster()["brokers"]), topics, self._rules())

    def _settings(self, names: Iterable[str]) -> dict[str, dict[str, Setting]]:
        resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
        if not resources:
            return {}
        found = self._client.describe_configs(resources, include_synonyms=True, config_filter="all")["topic"]
        unseen = [name for name, settings in found.items() if not settings]
        if unseen:
            # The client leaves out the error of a topic that may not be described.
            raise Unusable(f"the settings of {unseen[0]} may not be read: this is for a super user of the brokers")
        return {
            topic: {name: _setting(told) for name, told in settings.items() if not told["is_sensitive"]}
            for topic, settings in found.items()
        }

    def _rules(self) -> frozenset[Rule] | None:
        try:
            found, _ = self._client.describe_acls(EVERY_RULE)
        except kafka_errors.SecurityDisabledError:
            return None
        return frozenset(map(as_rule, found))

    def try_out(self, plan: Plan) -> None:
        """Have the brokers check topics and settings; Unusable, a line for each that they would refuse."""
        faults = [*self._create(plan.created, try_out=True), *self._change(plan.changes, try_out=True)]
        if faults:
            raise Unusable("\n".join(faults))

    def carry_out(self, plan: Plan) -> None:
        """Do what the plan says: access first, so that no topic is ever open; Unfinished where the brokers refuse."""
        faults = [*self._revoke(plan.revoked), *self._grant(plan.granted)]
        for start in range(0, len(plan.created), TOPICS_AT_ONCE):
            faults += self._create(plan.created[start : start + TOPICS_AT_ONCE])
        faults += self._change(plan.changes)
        if faults:
            raise Unfinished("\n".join(faults))

    def _create(self, topics: Iterable[Topic], try_out: bool = False) -> Iterator[str]:
        wanted = {
            topic.name: {
                "num_partitions": topic.partitions,
                "replication_factor": topic.replication_factor,
                "configs": dict(topic.settings),
            }
            for topic in topics
        }
        if wanted:
            answer = self._client.create_topics(wanted, validate_only=try_out, raise_errors=False)
            yield from (
                f"{topic['name']}: {topic['error_message'] or kafka_errors.for_code(topic['error_code']).__name__}"
                for topic in answer["topics"]
                if topic["error_code"]
            )

    def _change(self, changes: Iterable[Change], try_out: bool = False) -> Iterator[str]:
        of_topics: dict[str, dict[str, Any]] = {}
        for change in changes:
            operation = AlterConfigOp.SET if change.is_kept else AlterConfigOp.DELETE
            of_topics.setdefault(change.topic, {})[change.setting] = (operation, change.after)
        resources = [ConfigResource(ConfigResourceType.TOPIC, name, configs) for name, configs in of_topics.items()]
        if resources:
            answer = self._client.alter_configs(resources, validate_only=try_out, raise_on_unknown=False)
            yield from (f"{name}: {result}" for name, result in answer["topic"].items() if result != "OK")

    def _grant(self, rules: tuple[Rule, ...]) -> Iterator[str]:
        if rules:
            failed = self._client.create_acls([as_acl(rule) for rule in rules])["failed"]
            yield from _counted("made", failed)

    def _revoke(self, rules: tuple[Rule, ...]) -> Iterator[str]:
        if rules:
            answers = self._client.delete_acls([as_filter(rule) for rule in rules])
            yield from _counted("removed", (error for _, _, error in answers if error is not kafka_errors.NoError))


def _counted(what: str, failed: Iterable[type[Exception]]) -> Iterator[str]:
    for name, count in Counter(error.__name__ for error in failed).items():
        yield f"rules of access that could not be {what}: {count}, {name}"


def _setting(told: dict[str, Any]) -> Setting:
    """A setting; its synonyms say in order what it is, and what it would be without each before."""
    inherited = [synonym["value"] for synonym in told["synonyms"] if synonym["source"] != OWN_TO_A_TOPIC]
    return Setting(str(told["value"]), told["config_source"] == OWN_TO_A_TOPIC, inherited[0] if inherited else None)


@contextmanager
def administer(connection: Connection) -> Iterator[Administration]:
    """The brokers of a connection; every trouble with them is one line, Unusable or Unfinished."""
    reach(connection)
    try:
        client = KafkaAdminClient(**connection.kafka_python(), bootstrap_timeout_ms=BOOTSTRAP_MS_MAX)
        try:
            yield Administration(client)
        finally:
            client.close()
    except kafka_errors.AuthorizationError as error:
        problem: Unusable | Unfinished = Unusable(f"{type(error).__name__}: this is for a super user of the brokers")
    except kafka_errors.KafkaError as error:
        problem = Unfinished(f"the brokers did not do what was asked: {type(error).__name__}")
    else:
        return
    raise problem
