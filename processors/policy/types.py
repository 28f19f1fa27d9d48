"""What an event type is by itself, whatever the packs: purposes, role, source kind, retention category."""

from collections.abc import Iterator, Mapping
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


def keys(event_type: str, marketing: bool = False) -> Iterator[str]:
    """The keys under which a type may stand in a table, most specific first."""
    yield event_type
    parts = event_type.split(".")
    if parts[0] == "message":
        if marketing:
            yield f"message.{parts[-1]}.marketing"
        yield f"message.{parts[-1]}"
    for end in range(len(parts) - 1, -1, -1):
        yield ".".join(parts[:end])


def _first(table: Mapping[str, Any], event_type: str, marketing: bool = False) -> Any:
    return next((table[key] for key in keys(event_type, marketing) if key in table), None)
