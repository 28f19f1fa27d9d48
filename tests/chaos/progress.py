"""How far the workers have come, as their group's committed offsets tell."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from tests.chaos.reading import read_inputs
from tests.chaos.records import EVENTS

GROUP = "assay-slots"
ASK_SECONDS = 0.5
Offsets = Mapping[tuple[str, int], int]


class NotDrained(Exception):  # noqa: N818 - the state that it tells of.
    """The workers did not come to the end of what was sent in time."""


class Progress:
    """Asks on a thread of its own again and again, since a broker that is away does not answer."""

    def __init__(self, bootstrap: str) -> None:
        self.committed: Offsets = {}
        self._bootstrap = bootstrap
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask_again_and_again, daemon=True)
        self._thread.start()

    @property
    def events(self) -> int:
        """About how many records of the events' topics are done with."""
        return sum(offset for (topic, _), offset in self.committed.items() if topic.startswith(EVENTS))

    def await_all(self, seconds_max: float, meanwhile: Callable[[], None]) -> None:
        """Wait until every record sent, and sent on, is done with; raise NotDrained where it is not in time."""
        deadline = time.monotonic() + seconds_max
        ends: Offsets = {}
        while ends != (ends := _ends(self._bootstrap)):
            while behind := {place for place, end in ends.items() if self.committed.get(place, 0) < end}:
                if time.monotonic() > deadline:
                    raise NotDrained(f"{len(behind)} partitions, such as {'/'.join(map(str, min(behind)))}")
                meanwhile()
                time.sleep(ASK_SECONDS)

    def close(self) -> None:
        """Stop asking."""
        self._over.set()
        self._thread.join(30)

    def _ask_again_and_again(self) -> None:
        client: Any = None
        while not self._over.wait(ASK_SECONDS):
            try:
                client = client or KafkaAdminClient(bootstrap_servers=self._bootstrap, request_timeout_ms=5_000)
                told = client.list_group_offsets(GROUP)[GROUP]
                self.committed = {(place.topic, place.partition): found.offset for place, found in told.items()}
            except (KafkaError, OSError, RuntimeError):
                _close(client)
                client = None
        _close(client)


def _close(client: Any) -> None:
    if client is not None:
        try:
            client.close()
        except (KafkaError, OSError, RuntimeError):
            return


def _ends(bootstrap: str) -> Offsets:
    """The offset after the last record of every topic that is read; what a transaction leaves after it is no record."""
    ends: dict[tuple[str, int], int] = {}
    for record in read_inputs(bootstrap):
        topic, partition, offset = record.place
        ends[topic, partition] = offset + 1
    return ends
