"""One version of one policy, as its pack file has it: clauses, and the rules that name them."""

from datetime import date, datetime
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from contracts.vocabulary import Category, CookieClass, DisclosureKind, Form, ProhibitedClass, Purpose
from processors.policy.catalogue import RecipientClass
from processors.policy.words import (
    ClauseId,
    ClauseKind,
    Effect,
    PeriodText,
    ProhibitedName,
    PurposeName,
    RecipientName,
    RetentionName,
)

__all__ = ["Clause", "ClauseId", "Pack"]  # Who reads packs finds the type of their clause ids here.


class Rule(BaseModel):
    """Base of every part of a pack: closed, frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Clause(Rule):
    """One promise of a document: where it stands, what it says, and what the pipeline must do to keep it."""

    section: str
    kind: ClauseKind
    effect: Effect
    says: str
    must: str


class PurposeRule(Rule):
    """A purpose allowed by a clause of its own, perhaps in a less identifying form only."""

    clause: ClauseId
    form: Form = "identified"


class Purposes(Rule):
    """The purposes a policy allows; any other is denied by the clause that states them (semantics 2)."""

    stated_by: ClauseId
    allowed: tuple[Purpose, ...]
    allowed_by: dict[PurposeName, PurposeRule] = {}
    denied_by: dict[PurposeName, ClauseId] = {}

    @cached_property
    def rules(self) -> dict[str, PurposeRule]:
        """The rule of every purpose that is allowed."""
        return {**self.allowed_by, **dict.fromkeys(self.allowed, PurposeRule(clause=self.stated_by))}


class RecipientRule(Rule):
    """A recipient class allowed by a clause, under the conditions that it names (semantics 3)."""

    clause: ClauseId
    consent: bool = False
    opened: tuple[DisclosureKind, ...] = ()
    notice: bool = False
    named_fields: bool = False
    purposes: dict[PurposeName, ClauseId] | None = None


class Recipients(Rule):
    """The recipient classes a policy allows; `always_named`: its clause is named wherever a cell of it decides."""

    stated_by: ClauseId
    always_named: bool = False
    allowed: tuple[RecipientClass, ...]
    allowed_by: dict[RecipientName, RecipientRule] = {}
    denied_by: dict[RecipientName, ClauseId] = {}


class Asked(Rule):
    """Whether a purpose waits for a grant (opt_in) or stands until a withdrawal (opt_out)."""

    ask: Literal["opt_in", "opt_out"]
    clause: ClauseId


class Dnt(Rule):
    """Whether Do Not Track stops a usage event."""

    honoured: bool
    clause: ClauseId


class Cookies(Rule):
    """The cookie classes that need acceptance before a usage event of theirs may pass."""

    classes: tuple[CookieClass, ...]
    clause: ClauseId


class SiteAnalytics(Rule):
    """The cookie class that site analytics waits for."""

    cookieclass: CookieClass
    clause: ClauseId


class Choices(Rule):
    """What a person's choices do, each with its clause (semantics 5)."""

    marketing: Asked | None = None
    stop: ClauseId | None = None
    surveys: ClauseId | None = None
    personalisation: ClauseId | None = None
    sale_or_sharing: ClauseId | None = None
    targeted_advertising: Asked | None = None
    sensitive_data: ClauseId | None = None
    restrict: ClauseId | None = None
    object: ClauseId | None = None
    cookies: Cookies | None = None
    site_analytics: SiteAnalytics | None = None
    dnt: Dnt | None = None
    email_opens: ClauseId | None = None


class LegalBasis(Rule):
    """The legal bases of the purposes for a person of these countries, strictest first; the rest is contract."""

    clause: ClauseId
    regions: tuple[str, ...]
    consent: tuple[Purpose, ...]
    legal_obligation: tuple[Purpose, ...]
    legitimate_interests: tuple[Purpose, ...]


class Training(Rule):
    """The clauses for improvement without authorization, training under one, and AI providers."""

    improvement: ClauseId
    authorization: ClauseId
    ai_providers: ClauseId


class Prohibited(Rule):
    """What happens to prohibited data: quarantine, but for the fields that pass and for a written authorization."""

    clause: ClauseId
    also: dict[ProhibitedName, ClauseId] = {}
    authorized_classes: tuple[RecipientClass, ...] = ()
    passes: tuple[str, ...] = ()


class Confined(Rule):
    """Prohibited classes whose fields stay in copies for these recipient classes alone."""

    classes: tuple[ProhibitedClass, ...]
    keep_at: tuple[RecipientClass, ...]
    clause: ClauseId


class Minors(Rule):
    """The ages, in years, under which events are quarantined or lose purposes."""

    clause: ClauseId
    quarantine_under: int
    unless: Literal["authorization", "guardian_permission"] | None = None
    narrow_under: int | None = None
    narrowed: tuple[Purpose, ...] = ()


class Residency(Rule):
    """The one country where sinks of these classes may be."""

    classes: tuple[RecipientClass, ...]
    country: str
    clause: ClauseId


class Transfer(Rule):
    """A sink in another country than the person's needs a transfer mechanism."""

    clause: ClauseId


class Sensitive(Rule):
    """Categories that never reach these purposes, nor AI providers that train; nor do events of these types at all."""

    clause: ClauseId
    categories: tuple[Category, ...]
    purposes: tuple[Purpose, ...]
    trainers: bool
    types: tuple[str, ...]


class Fields(Rule):
    """Clauses of the rules by which fields are left out of copies (semantics 9)."""

    minimised_by: ClauseId | None = None
    business_numbers: ClauseId | None = None
    anonymise_business: ClauseId | None = None


class ShortPeriod(Rule):
    """A shorter period in some jurisdictions."""

    period: PeriodText
    jurisdictions: tuple[str, ...]


class Retained(Rule):
    """How long one retention category is kept: a period, an event that ends it, or both (semantics 10)."""

    period: PeriodText | None = None
    event: str | None = None
    start: Literal["completed_at"] | None = Field(default=None, alias="from")
    least: PeriodText | None = None
    short: ShortPeriod | None = None
    clause: ClauseId | None = None


class Unlimited(Rule):
    """Copies for these purposes alone carry no delete-by."""

    purposes: tuple[Purpose, ...]
    clause: ClauseId


class Retention(Rule):
    """Delete-by; `as_platform` takes the platform's defaults for this pack's own."""

    clause: ClauseId | None = None
    as_platform: bool = False
    periods: dict[RetentionName, Retained] = {}
    unlimited: Unlimited | None = None


class Rights(Rule):
    """The sink that rights requests go to."""

    sink: str
    clause: ClauseId


class Links(Rule):
    """The clause of a missing link."""

    clause: ClauseId


class Changes(Rule):
    """The versioning clause; a widening version takes effect this many days after its notice, or later."""

    clause: ClauseId
    notice_days: int | None = None


class SourceDocument(Rule):
    """The document that a pack was written from."""

    file: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Pack(Rule):
    """One version of a platform's or retailer's policy; `open` are clauses that no rule keeps, with the reasons."""

    pack: str = Field(pattern="^[a-z][a-z0-9_]*$")
    controller: str
    role: Literal["platform", "retailer"]
    version: str
    effective: date | datetime | None
    notice: date | None
    document: SourceDocument
    clauses: dict[str, Clause]
    open: dict[ClauseId, str] = {}
    purposes: Purposes
    recipients: Recipients
    choices: Choices = Choices()
    legal_basis: LegalBasis | None = None
    training: Training | None = None
    prohibited: Prohibited | None = None
    confined: tuple[Confined, ...] = ()
    sensitive: Sensitive | None = None
    minors: Minors | None = None
    residency: Residency | None = None
    transfer: Transfer | None = None
    fields: Fields = Fields()
    retention: Retention = Retention()
    rights: Rights | None = None
    links: Links | None = None
    changes: Changes

    @property
    def name(self) -> str:
        """`pack@version`, as labels carry it."""
        return f"{self.pack}@{self.version}"
