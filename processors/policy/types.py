"""What an event type is by itself, whatever the packs: purposes, role, source kind, retention category."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from contracts.vocabulary import Purpose, RetentionKey, SourceKind
from processors.memo import Memo

KINDS_MAX = 1_024


class Defaults(NamedTuple):
    """The purposes of events that declare none, and where their data come from."""

    purposes: tuple[Purpose, ...]
    sourcekind: SourceKind


class TypeTable(BaseModel):
    """The tables by event type (semantics 2 and 10); the most specific key of a type wins."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    controllers: tuple[str, ...]
    purposes: dict[str, tuple[Purpose, ...]]
    sourcekinds: dict[str, SourceKind]
    retention: dict[str, RetentionKey]

    def role(self, event_type: str) -> str:
        """`controller` where the platform answers for the data itself, else `processor`."""
        return "controller" if any(key in self.controllers for key in keys(event_type)) else "processor"

    @cached_property
    def defaults(self) -> Memo[tuple[str, bool], Defaults]:
        """What an event has that does not say otherwise, by its type and whether it is marketing."""
        return Memo(lambda kind: self._defaults(*kind), KINDS_MAX)

    def _defaults(self, event_type: str, marketing: bool) -> Defaults:
        purposes = _first(self.purposes, event_type, marketing) or ()
        return Defaults(purposes, _first(self.sourcekinds, event_type) or "retailer")

    def retention_key(self, event_type: str, marketing: bool) -> RetentionKey | None:
        """The retention column of an event; none for requests."""
        found: RetentionKey | None = _first(self.retention, event_type, marketing)
        return found


@lru_cache(maxsize=KINDS_MAX)
def keys(event_type: str, marketing: bool = False) -> tuple[str, ...]:
    """The keys under which a type may stand in a table, most specific first."""
    parts = event_type.split(".")
    aliases = (
        (f"message.{parts[-1]}.marketing",) * marketing + (f"message.{parts[-1]}",) if parts[0] == "message" else ()
    )
    return (event_type, *aliases, *(".".join(parts[:end]) for end in range(len(parts) - 1, -1, -1)))


def _first(table: Mapping[str, Any], event_type: str, marketing: bool = False) -> Any:
    return next((table[key] for key in keys(event_type, marketing) if key in table), None)
