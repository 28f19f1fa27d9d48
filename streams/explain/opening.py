"""A ledger opened by its name: a file of a run, or the topic that workers write."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.problems import Unusable
from streams.explain.ledger import Ledger
from streams.lines import STANDARD_INPUT, Overlong, Source

if TYPE_CHECKING:
    from streams.kafka.reading import Stored

_IS_TOPIC = re.compile(r"[A-Za-z0-9._-]{1,249}", re.ASCII).fullmatch


@contextmanager
def opened(name: str) -> Iterator[Ledger]:
    """The ledger of a file where there is one of this name, else of the topic; Unusable, in one line, for neither."""
    path = Path(name)
    if path == STANDARD_INPUT or path.exists() or not _IS_TOPIC(name):
        with Source(path) as source:
            yield source
        return
    if not any(variable.startswith("ASSAY_KAFKA_") for variable in os.environ):
        raise Unusable(f"{name} is no file that is there, and no ASSAY_KAFKA_ variable says where it could be a topic")
    with _topic(name) as topic:
        yield topic


@contextmanager
def _topic(name: str) -> Iterator[Ledger]:
    try:
        from streams.kafka.connection import Connection  # noqa: PLC0415 - files are explained where no Kafka client is.
        from streams.kafka.reading import Reader  # noqa: PLC0415 - the same.
    except ModuleNotFoundError as error:
        missing = f"{error.name} is not installed: pip install 'assay[worker]'"
        raise Unusable(f"{name} is no file that is there, and for topics {missing}") from None
    with Reader(Connection.from_environment(os.environ)) as reader:
        if not reader.partitions(name):
            raise Unusable(f"{name} is no file that is there, and no topic that may be seen")
        yield _Topic(reader.whole(name))


class _Topic:
    """The ledger lines of a topic, one partition after the other."""

    broken = None

    def __init__(self, records: "Iterator[Stored]") -> None:
        self._records = records

    def __iter__(self) -> Iterator[bytes | Overlong]:
        return (record.value for record in self._records if record.value)
