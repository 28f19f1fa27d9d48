"""Where topics end, and how far a group has come in them."""

import time
from collections.abc import Iterable, Mapping
from typing import Any, Final

from confluent_kafka import Consumer, KafkaException, TopicPartition
from kafka import KafkaAdminClient
from kafka.admin import MemberToRemove

END: Final = -1
"""The timestamp that asks brokers for the end of a partition."""

CALL_SECONDS_MAX = 10.0
EMPTY_SECONDS_MAX = 60.0
POLL_SECONDS = 0.2
LOG_CRITICAL = 2
Places = Mapping[str, int]
"""Topics, and how many partitions each has."""


def servers(bootstrap: str) -> dict[str, Any]:
    """How clients of the bench reach the broker; that it is gone at the end is no news."""
    return {"bootstrap.servers": bootstrap, "log_level": LOG_CRITICAL}


class Offsets:
    """Some topics as a group sees them; it never joins that group."""

    def __init__(self, bootstrap: str, group: str, places: Places) -> None:
        self._bootstrap, self._group = bootstrap, group
        settings: dict[str, Any] = {"enable.auto.commit": False, "isolation.level": "read_uncommitted"}
        self._client = Consumer({**servers(bootstrap), "group.id": group, **settings})
        self._places = [TopicPartition(topic, each) for topic, count in places.items() for each in range(count)]

    def ends(self) -> list[TopicPartition]:
        """The end of each partition."""
        asked = [TopicPartition(place.topic, place.partition, END) for place in self._places]
        return self._client.offsets_for_times(asked, timeout=CALL_SECONDS_MAX)

    def ended(self) -> int:
        """How many records the topics have had."""
        return _total(self.ends())

    def committed(self) -> int:
        """How many events the group is done with, or has passed over."""
        places = [place for place in self._places if place.topic.startswith("events.")]
        return _total(self._client.committed(places, timeout=CALL_SECONDS_MAX))

    def pass_over(self) -> None:
        """Have the group begin where the topics end now, once nobody is in it any more."""
        deadline = time.monotonic() + EMPTY_SECONDS_MAX
        while True:
            try:
                self._client.commit(offsets=self.ends(), asynchronous=False)
            except KafkaException:
                if time.monotonic() > deadline:
                    raise
                self._vacate()
                time.sleep(POLL_SECONDS)
            else:
                return

    def _vacate(self) -> None:
        """Take the places of slots that have ended out of the group, which keeps them for when they start again."""
        administrator = KafkaAdminClient(bootstrap_servers=self._bootstrap)
        try:
            members = administrator.describe_groups([self._group])[self._group]["members"]
            places = [MemberToRemove(group_instance_id=member["group_instance_id"]) for member in members]
            administrator.remove_group_members(self._group, places)
        finally:
            administrator.close()

    def close(self) -> None:
        """Let the connection go."""
        self._client.close()


def _total(places: Iterable[TopicPartition]) -> int:
    return sum(max(place.offset, 0) for place in places)
