"""Accounts, from registration to closing, and what is linked to them."""

from typing import Annotated

from contracts.marks import Mark
from contracts.payloads.base import Contact, Payload, PersonId, PersonName
from contracts.payloads.parts import Address
from contracts.scalars import Str

Password = Annotated[Str, Mark(("account",), "nobody", "gone")]
Integration = Annotated[Str, Mark(("account",), "nobody", "kept")]


class AccountRegistered(Payload):
    """A new account; the password is here so that it can be found and left out of every copy."""

    email: Contact | None = None
    phone: Contact | None = None
    name: PersonName | None = None
    address: Address | None = None
    password: Password | None = None


class AccountSignedIn(Payload):
    """A log-in."""

    account_id: PersonId


class AccountClosed(Payload):
    """The end of an account."""

    account_id: PersonId


class AccountLinked(Payload):
    """An outside account, named by its sink, that a person linked."""

    account_id: PersonId
    integration: Integration


class AccountUnlinked(Payload):
    """An outside account, named by its sink, that a person unlinked."""

    account_id: PersonId
    integration: Integration


PAYLOADS: dict[str, type[Payload]] = {
    "account.registered": AccountRegistered,
    "account.signed_in": AccountSignedIn,
    "account.closed": AccountClosed,
    "account.linked": AccountLinked,
    "account.unlinked": AccountUnlinked,
}
