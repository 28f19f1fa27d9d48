"""The copies of one sink in groups that look alike: same region, month and category, or whatever is asked for.

Copies that are de-identified name nobody, so a group counts copies: persons in it are at most as many. Pseudonymised
copies have a token for each person, and their groups count tokens. k-anonymity is the size of the smallest group.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from streams.lines import Overlong

FORMS = ("deidentified", "pseudonymised")
# What a group may be made of, and the attribute of a copy that tells it.
TRAITS: Mapping[str, str] = {
    "region": "region",
    "month": "time",
    "category": "datacategory",
    "type": "type",
    "retailer": "retailer",
}
MONTH_LENGTH = 7
NONE = "-"

Group = tuple[str, ...]


@dataclass
class Groups:
    """The copies of one sink and form, by what they tell."""

    copies: int = 0
    sizes: Counter[Group] = field(default_factory=Counter)
    _seen: set[tuple[Group, str]] = field(default_factory=set, repr=False)

    def add(self, group: Group, subject: str | None) -> None:
        """Count a copy; of one person in one group only the first counts towards its size."""
        self.copies += 1
        if subject is not None:
            if (group, subject) in self._seen:
                return
            self._seen.add((group, subject))
        self.sizes[group] += 1

    def report(self, least: int) -> dict[str, Any]:
        """How many groups and members there are, in groups of one, in groups below `least`; the smallest group."""
        members = self.sizes.total()
        unique = sum(size == 1 for size in self.sizes.values())
        below = sum(size for size in self.sizes.values() if size < least)
        return {
            "copies": self.copies,
            "members": members,
            "groups": len(self.sizes),
            "smallest": min(self.sizes.values(), default=0),
            "unique": unique,
            "unique_share": round(unique / members, 4) if members else 0.0,
            "below": below,
            "below_share": round(below / members, 4) if members else 0.0,
        }


def grouped(lines: Iterable[bytes | Overlong], traits: Sequence[str]) -> tuple[dict[str, Groups], int]:
    """The groups of a sink's copies by form, and how many lines are no copies. Identified copies are passed over."""
    found: dict[str, Groups] = {}
    unread = 0
    for line in lines:
        if isinstance(line, bytes) and line.isspace():
            continue
        copy = None if isinstance(line, Overlong) else copy_of(line)
        if copy is None:
            unread += 1
        elif copy["form"] in FORMS:
            subject = copy.get("subject") if copy["form"] == "pseudonymised" else None
            found.setdefault(copy["form"], Groups()).add(group_of(copy, traits), subject)
    return found, unread


def copy_of(line: bytes) -> dict[str, Any] | None:
    """A copy, or None for what is none: every attribute of a copy is a text."""
    try:
        copy = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(copy, dict) or not isinstance(copy.get("form"), str):
        return None
    told = (copy.get(name) for name in (*TRAITS.values(), "subject"))
    return copy if all(value is None or isinstance(value, str) for value in told) else None


def group_of(copy: Mapping[str, Any], traits: Sequence[str]) -> Group:
    """What a copy tells of each trait; the month of its time."""
    values = (copy.get(TRAITS[trait]) or NONE for trait in traits)
    return tuple(
        value[:MONTH_LENGTH] if trait == "month" else value for trait, value in zip(traits, values, strict=True)
    )
