"""What is decided about one sink, and why."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

from processors.attributes import Attributes
from processors.policy.pack import ClauseId


@dataclass(frozen=True)
class Verdict:
    """One sink's decision. `kept` is the mask of the leaves that its copy has.

    `expires`: the copy carries the event's delete-by time; `expiryevent`: the event that ends it, if any.
    """

    allowed: bool
    clauses: tuple[ClauseId, ...]
    reason: str | None = None
    form: str = "identified"
    purpose: tuple[str, ...] = ()
    kept: int = 0
    fields: tuple[str, ...] = ()
    authorization: str | None = None
    legalbasis: str | None = None
    expires: bool = False
    expiryevent: str | None = None

    @cached_property
    def alike(self) -> tuple[str, int]:
        """What the payloads of two copies of one event have in common where they come out alike."""
        return self.form, self.kept

    @cached_property
    def attributes(self) -> Attributes:
        """The label attributes of the sink's copies that the verdict alone decides."""
        attributes = {"purpose": ",".join(self.purpose), "form": self.form, "clauses": ",".join(self.clauses)}
        optional = {
            "authorization": self.authorization,
            "legalbasis": self.legalbasis,
            "expiryevent": self.expiryevent,
        }
        return Attributes(attributes | {name: value for name, value in optional.items() if value})

    @cached_property
    def json(self) -> bytes:
        """The sink's entry as JSON, but for the delete-by time."""
        return orjson.dumps(self.entry(None))

    def entry(self, expirytime: str | None) -> dict[str, Any]:
        """The sink's entry as `assay decide` prints it."""
        if not self.allowed:
            return {"allowed": False, "clauses": self.clauses, "reason": self.reason}
        entry: dict[str, Any] = {
            "allowed": True,
            "form": self.form,
            "purpose": self.purpose,
            "fields": self.fields,
            "clauses": self.clauses,
        }
        if self.authorization:
            entry["authorization"] = self.authorization
        if self.legalbasis:
            entry["legalbasis"] = self.legalbasis
        if self.expiryevent:
            entry["expiryevent"] = self.expiryevent
        if self.expires and expirytime:
            entry["expirytime"] = expirytime
        return entry
