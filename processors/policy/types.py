"""What an event type is by itself, whatever the packs: purposes, role, source kind, retention category."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from contracts.vocabulary import Purpose, RetentionKey, SourceKind


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

    def default_purposes(self, event_type: str, marketing: bool) -> tuple[Purpose, ...]:
        """The purposes of an event that declares none."""
        return _first(self.purposes, event_type, marketing) or ()

    def sourcekind(self, event_type: str) -> SourceKind:
        """Where data of this type comes from, unless the event says."""
        found: SourceKind | None = _first(self.sourcekinds, event_type)
        return found or "retailer"

    def retention_key(self, event_type: str, marketing: bool) -> RetentionKey | None:
        """The retention column of an event; none for requests."""
        found: RetentionKey | None = _first(self.retention, event_type, marketing)
        return found


@lru_cache(maxsize=1024)
def keys(event_type: str, marketing: bool = False) -> tuple[str, ...]:
    """The keys under which a type may stand in a table, most specific first."""
    parts = event_type.split(".")
    aliases = (
        (f"message.{parts[-1]}.marketing",) * marketing + (f"message.{parts[-1]}",) if parts[0] == "message" else ()
    )
    return (event_type, *aliases, *(".".join(parts[:end]) for end in range(len(parts) - 1, -1, -1)))


def _first(table: Mapping[str, Any], event_type: str, marketing: bool = False) -> Any:
    return next((table[key] for key in keys(event_type, marketing) if key in table), None)
