"""Plans are carried out in a safe order, and what brokers refuse is told topic by topic."""

from collections.abc import Mapping
from typing import Any

import pytest
from kafka import errors

from contracts.problems import Unusable
from streams.exits import Unfinished
from streams.kafka.administration import TOPICS_AT_ONCE, Administration
from streams.kafka.declaration import read_declaration
from streams.kafka.declared import declare
from streams.kafka.plan import Change, Found, Plan, plan
from streams.kafka.rules import Rule, topic

DECLARED = declare(read_declaration(None), ("crm_store",))
MADE = plan(DECLARED, Found(3, {}, frozenset({Rule("User:x", "READ", topic("events.crm"))})), prune=True)
INVALID_CONFIG = 40


class Client:
    """Takes what kafka-python's client takes, notes what was asked of it in order, and refuses what it is told to."""

    def __init__(self, refused_topics: Mapping[str, str | None] | None = None, rules_failed: bool = False) -> None:
        self.asked: list[tuple[str, Any]] = []
        self._refused = refused_topics or {}
        self._failed = [errors.ClusterAuthorizationFailedError] * 2 if rules_failed else []

    def create_topics(self, topics: Mapping[str, Any], validate_only: bool, raise_errors: bool) -> dict[str, Any]:
        assert not raise_errors
        self.asked.append(("try topics" if validate_only else "topics", list(topics)))
        told = [
            {
                "name": name,
                "error_code": INVALID_CONFIG * (name in self._refused),
                "error_message": self._refused.get(name),
            }
            for name in topics
        ]
        return {"topics": told}

    def alter_configs(self, resources: list[Any], validate_only: bool, raise_on_unknown: bool) -> dict[str, Any]:
        assert not raise_on_unknown
        self.asked.append(
            ("try settings" if validate_only else "settings", [resource.configs for resource in resources])
        )
        told = {resource.name: self._refused.get(resource.name) or "OK" for resource in resources}
        return {"topic": told}

    def create_acls(self, acls: list[Any]) -> dict[str, Any]:
        self.asked.append(("grant", acls))
        return {"succeeded": [], "failed": self._failed}

    def delete_acls(self, filters: list[Any]) -> list[tuple[Any, ...]]:
        self.asked.append(("revoke", filters))
        return [(each, [], self._failed[0] if self._failed else errors.NoError) for each in filters]


def test_access_is_settled_before_any_topic_is_made() -> None:
    """Nobody can be at a topic between its making and its rules; topics are asked for some at a time."""
    client = Client()
    Administration(client).carry_out(MADE)
    kinds = [kind for kind, _ in client.asked]
    assert kinds[:2] == ["revoke", "grant"]
    assert set(kinds[2:]) == {"topics"}
    made = [name for kind, names in client.asked if kind == "topics" for name in names]
    assert made == list(DECLARED.topics)
    assert max(len(names) for kind, names in client.asked if kind == "topics") == TOPICS_AT_ONCE


def test_a_setting_is_set_or_given_back() -> None:
    """What is kept is set to its value, what is left to the brokers is taken away; one request for a topic."""
    client = Client()
    changes = Change("t", "retention.ms", "1", "2"), Change("t", "segment.ms", "1", "7", is_kept=False)
    Administration(client).carry_out(Plan(changes=changes))
    ((_, (configs,)),) = client.asked
    assert {name: (operation.name, value) for name, (operation, value) in configs.items()} == {
        "retention.ms": ("SET", "2"),
        "segment.ms": ("DELETE", "7"),
    }


def test_a_trial_changes_nothing_and_tells_every_refusal() -> None:
    """Each topic that the brokers would not have is a line, with their reason where they give one."""
    client = Client({"events.crm": "Invalid value", "events.pos": None, "t": "no such value"})
    with pytest.raises(Unusable) as refused:
        Administration(client).try_out(MADE._replace(changes=(Change("t", "cleanup.policy", "a", "b"),)))
    assert refused.value.kind.splitlines() == [
        "events.crm: Invalid value",
        "events.pos: InvalidConfigurationError",
        "t: no such value",
    ]
    assert [kind for kind, _ in client.asked] == ["try topics", "try settings"]


def test_what_brokers_did_not_do_is_told() -> None:
    """Rules and topics that failed are lines of a problem that the same command goes on from."""
    with pytest.raises(Unfinished) as stopped:
        Administration(Client({"events.crm": "Topic is being deleted"}, rules_failed=True)).carry_out(MADE)
    assert stopped.value.kind.splitlines() == [
        "rules of access that could not be removed: 1, ClusterAuthorizationFailedError",
        "rules of access that could not be made: 2, ClusterAuthorizationFailedError",
        "events.crm: Topic is being deleted",
    ]


def test_an_empty_plan_asks_nothing() -> None:
    """Where nothing is to be done the brokers are left alone."""
    client = Client()
    Administration(client).try_out(Plan())
    Administration(client).carry_out(Plan())
    assert client.asked == []
