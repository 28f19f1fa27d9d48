"""What a person chose, for a question that names its circumstances (semantics 5 and 12)."""

from collections.abc import Sequence
from typing import NamedTuple

from processors.facts.rows import Row

CHANNEL_GROUPS = {"sms": "text", "mms": "text"}


class Choice(NamedTuple):
    """The value of a preference row: what was chosen, and the circumstances it is bound to (None: all)."""

    preference: str
    granted: bool
    channel: str | None = None
    contact: str | None = None
    recipient: str | None = None
    purpose: str | None = None
    cookieclass: str | None = None
    reference: str | None = None


class Asking(NamedTuple):
    """The circumstances of one event and sink in which a preference is asked for."""

    preference: str
    sink: str
    purpose: str | None = None
    channel: str | None = None
    contact: str | None = None
    cookieclass: str | None = None
    references: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What was chosen last, if anything, and the id of the fact that says so."""

    granted: bool | None
    fact: str | None


UNANSWERED = Answer(None, None)

# A grant of these opens only what it names; one that names nothing opens nothing.
GRANT_NAMES = {
    "appraiser": lambda choice: choice.reference is not None,
    "testimonial": lambda choice: choice.reference is not None,
    "integration": lambda choice: choice.recipient is not None,
    "cookies": lambda choice: choice.cookieclass is not None,
}


def answer(rows: Sequence[Row], asking: Asking) -> Answer:
    """The latest choice among `rows` (in order) that is bound to nothing outside the asking."""
    found = UNANSWERED
    for row in rows:
        if row.kind == "preference" and row.value.preference == asking.preference and _binds(row.value, asking):
            found = Answer(row.value.granted, row.id)
    return found


def _binds(choice: Choice, asking: Asking) -> bool:
    if choice.granted and not GRANT_NAMES.get(choice.preference, _unconditional)(choice):
        return False
    scopes = (
        (choice.recipient, asking.sink),
        (choice.purpose, asking.purpose),
        (_group(choice.channel), _group(asking.channel)),
        (choice.cookieclass, asking.cookieclass),
        (choice.reference, choice.reference if choice.reference in asking.references else asking.references or None),
    )
    is_meant = choice.contact is None or choice.contact == asking.contact
    return is_meant and all(_covers(bound, asked, choice.granted) for bound, asked in scopes)


def _covers(bound: str | None, asked: object, granted: bool) -> bool:
    """Whether a scope holds here; where nothing tells, it holds for a withdrawal and not for a grant."""
    if bound is None:
        return True
    return not granted if asked is None else bound == asked


def _unconditional(_: Choice) -> bool:
    return True


def _group(channel: str | None) -> str | None:
    return CHANNEL_GROUPS.get(channel, channel) if channel else None
