"""Businesses that buy and sell."""

from typing import Annotated

from contracts.marks import Mark
from contracts.payloads.base import Payload
from contracts.payloads.parts import Place
from contracts.scalars import Str

Company = Annotated[Str, Mark(("business",), "business", "redacted", text=True)]
BusinessNumber = Annotated[Str, Mark(("business",), "business", "gone")]
BusinessContact = Annotated[Str, Mark(("contact",), "business", "gone")]


class BusinessAddress(Payload):
    """Where a business has its seat."""

    street: BusinessContact | None = None
    city: BusinessContact | None = None
    region: Place | None = None
    postal_code: BusinessContact | None = None
    country: Place | None = None


class ProfileUpdated(Payload):
    """A business as it now stands."""

    company: Company | None = None
    tax_id: BusinessNumber | None = None
    resale_certificate: BusinessNumber | None = None
    billing_email: BusinessContact | None = None
    address: BusinessAddress | None = None


PAYLOADS: dict[str, type[Payload]] = {"business.profile.updated": ProfileUpdated}
