"""A slot's plane without brokers: one partition owned, the shop registered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from processors.copies.emit import Emitter
from processors.govern import Governor
from streams.worker.identities import Identities
from streams.worker.knowledge import Knowledge
from streams.worker.plane import Plane
from streams.worker.records import Outgoing
from streams.worker.watched import Watched
from tests.governing import KEY
from tests.processors.building import shop
from tests.streams.worker.records import MINE, PARTITIONS, Json, check, of_event, of_fact

Governed = Callable[..., dict[str, list[Outgoing]]]


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    made = Knowledge(Identities(tmp_path / "identities"), PARTITIONS, check)
    made.own({MINE})
    made.take(of_fact(shop()))
    return made


@pytest.fixture
def plane(governor: Governor, knowledge: Knowledge, watched: Watched) -> Plane:
    made = Plane(governor, Emitter(KEY), knowledge, PARTITIONS, check, "0", watched)
    made.own()
    made.begin(lambda partition: f"preference={partition}")
    return made


@pytest.fixture
def govern(plane: Plane) -> Governed:
    """Governs an event, or a record as it is, and gives what comes of it by topic."""

    def by_topic(event: Json | None = None, **changed: Any) -> dict[str, list[Outgoing]]:
        record = changed.pop("record", None) or of_event(event or {}, **changed)
        found: dict[str, list[Outgoing]] = {}
        for outgoing in plane.govern(record):
            found.setdefault(outgoing.topic, []).append(outgoing)
        return found

    return by_topic
