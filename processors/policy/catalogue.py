"""The sink catalogue: what a deployment delivers to (interface 4)."""

from functools import cached_property
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from contracts.vocabulary import Category, Channel, Form, Purpose

RecipientClass = Literal[
    "hosting", "messaging", "security", "internal", "retailer", "payment", "integration", "ai_provider", "analytics",
    "advertising", "other", "authority", "transaction", "sale",
]  # fmt: skip
RECIPIENT_CLASSES: tuple[RecipientClass, ...] = get_args(RecipientClass)
NEEDS_NO_AGREEMENT = ("authority",)


class Sink(BaseModel):
    """One sink. A `class` that no policy names is let in here and denied every event (X-default)."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    recipient: str = Field(alias="class", min_length=1)
    region: str = Field(min_length=2)
    form: Form
    purposes: tuple[Purpose, ...]
    needs: tuple[Category, ...] | Literal["all"]
    channels: tuple[Channel, ...] = ()
    transfer_mechanism: str | None = None
    agreement: bool = False
    encrypted: bool = False
    trains_models: bool | None = None
    note: str = ""

    @cached_property
    def country(self) -> str:
        """The ISO 3166-1 part of the region."""
        return self.region.partition("-")[0].upper()

    @cached_property
    def in_order(self) -> bool:
        """Whether an agreement is on record where one is needed, and transfers are encrypted (JE-4.10.secure)."""
        return self.encrypted and (self.agreement or self.recipient in NEEDS_NO_AGREEMENT)


class Catalogue(BaseModel):
    """Every sink of a deployment by name, in the order of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sinks: dict[str, Sink] = Field(min_length=1)
