"""Contracts of the control facts.

Which platforms, packs and sinks there are is known elsewhere: here their names are text that is not empty. Text that
scopes a fact may not be empty either, since an empty name would read as "all" or as nobody, and both would be guesses.
"""

from typing import Annotated

from contracts.marks import Mark
from contracts.payloads.base import Payload
from contracts.scalars import BirthYear, Bool, DateOrInstant, Duration, Instant, Name, Region, Sha256, Str
from contracts.vocabulary import (
    Category,
    Channel,
    Choice,
    CookieClass,
    DisclosureKind,
    Preference,
    ProhibitedClass,
    Purpose,
    Right,
    TrainingModels,
)

# A request is read as an event too, and its fields are then decided like any payload's.
_GONE = Mark((), "nobody", "gone")
_KEPT = Mark((), "nobody", "kept")
_PERSON = Mark((), "person", "gone")


class Retention(Payload):
    """How long a retailer keeps each kind of record."""

    certification: Duration | None = None
    order: Duration | None = None
    marketing: Duration | None = None
    activity: Duration | None = None
    support: Duration | None = None
    account: Duration | None = None
    crm: Duration | None = None
    message: Duration | None = None
    transcript: Duration | None = None
    learning: Duration | None = None
    ai: Duration | None = None
    media: Duration | None = None
    mobile: Duration | None = None


class RetailerRegistered(Payload):
    """A retailer, its platform, and the pack of its own where it has one."""

    retailer: Name
    platform: Name
    policy: Name | None = None
    jurisdiction: Str | None = None
    retention: Retention | None = None


class Training(Payload):
    """What may be trained on, and whose models."""

    categories: list[Category]
    models: TrainingModels


class AuthorizationGranted(Payload):
    """A retailer's written authorization; `ends` is exclusive, an open end is null."""

    authorization_id: Name
    retailer: Name
    training: Training
    prohibited_classes: list[ProhibitedClass]
    document_sha256: Sha256
    signed_by: Name
    starts: Instant | None = None
    ends: Instant | None = None


class AuthorizationRevoked(Payload):
    """The end of an authorization."""

    authorization_id: Name
    retailer: Name | None = None
    reason: Str | None = None


class PreferenceChanged(Payload):
    """A person's choice, and where it applies."""

    retailer: Name
    subject: Name
    preference: Preference
    choice: Choice
    channel: Channel | None = None
    contact: Name | None = None
    recipient: Name | None = None
    purpose: Purpose | None = None
    cookieclass: CookieClass | None = None
    reference: Name | None = None


class PersonUpdated(Payload):
    """What is known of a person's age and region."""

    retailer: Name
    subject: Name
    birth_year: BirthYear | None = None
    region: Region | None = None
    guardian_permission: Bool | None = None


class RequestReceived(Payload):
    """A person's request to exercise a right; not verified where nothing is said of it."""

    request_id: Annotated[Name, _GONE]
    retailer: Annotated[Name, _KEPT]
    subject: Annotated[Name, _PERSON]
    right: Annotated[Right, _KEPT]
    verified: Annotated[Bool | None, _KEPT] = None
    categories: Annotated[list[Category] | None, _KEPT] = None
    purpose: Annotated[Purpose | None, _KEPT] = None


class DeletionAcknowledged(Payload):
    """A sink's word that it has deleted what a request named."""

    request_id: Name
    sink: Name


class HoldPlaced(Payload):
    """A legal hold on one person's records, or on all of a retailer's where subject is null."""

    retailer: Name
    subject: Name | None = None
    reference: Name


class HoldLifted(Payload):
    """The end of a legal hold."""

    retailer: Name
    subject: Name | None = None
    reference: Name


class DisclosureOpened(Payload):
    """A disclosure of a person's records, or all of a retailer's where subject is null; null fields are all."""

    sink: Name
    kind: DisclosureKind
    reference: Name | None = None
    retailer: Name
    subject: Name | None = None
    fields: list[Name] | None = None
    notice_date: DateOrInstant | None = None


REQUEST_RECEIVED = "governance.request.received"
AUTHORIZATION_REVOKED = "governance.authorization.revoked"

FACTS: dict[str, type[Payload]] = {
    "governance.retailer.registered": RetailerRegistered,
    "governance.authorization.granted": AuthorizationGranted,
    AUTHORIZATION_REVOKED: AuthorizationRevoked,
    "governance.preference.changed": PreferenceChanged,
    "governance.person.updated": PersonUpdated,
    REQUEST_RECEIVED: RequestReceived,
    "governance.deletion.acknowledged": DeletionAcknowledged,
    "governance.hold.placed": HoldPlaced,
    "governance.hold.lifted": HoldLifted,
    "governance.disclosure.opened": DisclosureOpened,
}
