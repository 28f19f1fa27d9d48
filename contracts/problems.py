"""The one tree of problems: what can be wrong with an event, a fact or a run.

A problem names kinds, paths and attributes, never a value that an event carried nor the text of a key that no contract
has, so it may be logged and shown. What is known of the event hangs on it for the dead letter alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a payload: its kind, and the path of the leaf or container, list indexes left out.

    A field that no contract has is at the path of its container with `?` for its name.
    """

    kind: str
    path: str | None


class Problem(Exception):  # noqa: N818 - the field's word; its subclasses say what the problem is.
    """What keeps an event, a fact or a run from being dealt with."""

    reason: ClassVar[str] = "problem"
    retryable: ClassVar[bool] = False

    event_id: str | None = None
    source: str | None = None
    type: str | None = None
    time: str | None = None
    retailer: str | None = None

    def __init__(
        self, kind: str, path: str | None = None, attribute: str | None = None, faults: tuple[Fault, ...] = ()
    ) -> None:
        super().__init__(kind, path, attribute, faults)
        self.kind = kind
        self.path = path
        self.attribute = attribute
        self.faults = faults

    def __str__(self) -> str:
        where = f" at {self.path}" if self.path else f" of attribute {self.attribute}" if self.attribute else ""
        return f"{self.reason}: {self.kind}{where}"

    @classmethod
    def of_faults(cls, faults: tuple[Fault, ...]) -> Self:
        """The problem of a payload with these faults, of which the first gives kind and path."""
        return cls(faults[0].kind, faults[0].path, faults=faults)

    def name_event(self, attributes: Mapping[str, Any]) -> None:
        """Keep what the attributes tell of the event, as far as they are well-typed."""
        self.event_id = _text_or_none(attributes.get("id"))
        self.source = _text_or_none(attributes.get("source"))
        self.type = _text_or_none(attributes.get("type"))
        self.time = _text_or_none(attributes.get("time"))
        self.retailer = _text_or_none(attributes.get("retailer"))


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


class Malformed(Problem):
    """Not a CloudEvent, or one whose attributes are missing or ill-typed."""

    reason = "malformed"


class UnknownType(Problem):
    """An event of a type that no contract is for."""

    reason = "unknown_type"


class BrokenContract(Problem):
    """An event whose payload or source kind is not as its contract says."""

    reason = "contract"


class UnknownPurpose(Problem):
    """An event that declares a purpose outside the vocabulary."""

    reason = "unknown_purpose"


class InvalidFact(Problem):
    """A control fact whose data is not as its contract says."""

    reason = "invalid_fact"


class Unusable(Problem):
    """A run that cannot be begun: options, files or packs that cannot be used as given."""

    reason = "unusable"
