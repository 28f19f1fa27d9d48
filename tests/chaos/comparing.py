"""One comparison for everything that the auditor checks: what must stand somewhere, and what does."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Finding(NamedTuple):
    """One thing wrong: its kind, where, and what by id or position, never by content."""

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.what} in {self.where}"


def differences(expected: Sequence[Key], found: Sequence[Key], where: str) -> Iterator[Finding]:
    """What is missing, doubled, surplus or out of order among what was found."""
    wanted, got = Counter(expected), Counter(found)
    for key in wanted.keys() - got.keys():
        yield Finding("lost", where, _told(key))
    for key, count in got.items():
        if count > wanted[key]:
            yield Finding("doubled" if wanted[key] else "surplus", where, _told(key))
        elif count < wanted[key]:
            yield Finding("lost", where, _told(key))
    yield from _disorder(expected, found, where)


def _disorder(expected: Sequence[Key], found: Sequence[Key], where: str) -> Iterator[Finding]:
    """Each that stands after one that it must stand before; of a doubled one the first counts."""
    ranks: dict[Key, int] = {}
    for rank, key in enumerate(expected):
        ranks.setdefault(key, rank)
    latest = -1
    for key in dict.fromkeys(found):
        rank = ranks.get(key, latest)
        if rank < latest:
            yield Finding("out of order", where, _told(key))
        latest = max(latest, rank)


def _told(key: Hashable) -> str:
    return " ".join("-" if part is None else str(part) for part in key) if type(key) is tuple else str(key)
