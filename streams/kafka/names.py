"""The names of a deployment's topics, and how the declared file writes many of them as one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import product
from typing import NamedTuple

from contracts.problems import Unusable
from streams.kafka import topology

ANNOUNCED = ("governance.recalls", "governance.deletion-orders")
"""What sinks are told about copies that they have."""

HOST_TABLE = "assay-open-requests-changelog"
"""Faust's topic for the host's table of open requests: as many partitions as the requests that fill it."""

HOST_LEADER = "assay-__assignor-__leader"
"""Faust's topic of one partition, whose owner leads the hosts."""

NAMESPACES = ("events.", "governance.", "sink.", "assay-")
"""How the names of all our topics begin, those of the past among them."""

SINGLE = frozenset({*topology.WIDE, HOST_LEADER})
"""Topics of one partition."""

_SINK = re.compile(r"[A-Za-z0-9_-]{1,200}", re.ASCII)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")

Bound = Mapping[str, str]


class Names(NamedTuple):
    """Every topic, and what each placeholder stands for."""

    topics: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]

    def filled(self, text: str, bound: Bound) -> Iterator[tuple[Bound, str]]:
        """The text with the words of its placeholders in turn, or the one bound to it, and what was put in."""
        holders = list(dict.fromkeys(_PLACEHOLDER.findall(text)))
        for holder in holders:
            if holder not in self.words:
                raise Unusable(f"{text}: {{{holder}}} stands for nothing; {', '.join(self.words)} do")
        for chosen in product(*((bound[holder],) if holder in bound else self.words[holder] for holder in holders)):
            text_filled = text
            for holder, word in zip(holders, chosen, strict=True):
                text_filled = text_filled.replace(f"{{{holder}}}", word)
            yield dict(zip(holders, chosen, strict=True)), text_filled

    def matching(self, text: str, bound: Bound) -> list[str]:
        """The topics that a text of the file means."""
        patterns = [pattern for _, pattern in self.filled(text, bound)]
        return [name for name in self.topics if any(fnmatchcase(name, pattern) for pattern in patterns)]


def names_of(sinks: Iterable[str]) -> Names:
    """The names of a deployment with these sinks; Unusable for a sink that no topic can be named after."""
    sinks = tuple(sinks)
    for sink in sinks:
        # With a dot in it, one sink's consumer groups would look like another's.
        if not _SINK.fullmatch(sink):
            raise Unusable(f"no topic can be named after sink {sink!r}: its name has letters, digits, _ and - alone")
    words = {
        "family": tuple(name.removeprefix("events.") for name in topology.EVENTS),
        "fact": tuple(name.removeprefix("governance.") for name in topology.FACTS_TOPICS),
        "sink": sinks,
    }
    fixed = (*topology.ORDERED_BY_PERSON, *topology.WIDE, *ANNOUNCED, HOST_TABLE, HOST_LEADER)
    return Names((*fixed, *map(topology.sink_topic, sinks)), words)
