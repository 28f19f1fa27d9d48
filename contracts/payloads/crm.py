"""Customers, and what they tell a shop."""

from typing import Annotated

from pydantic import Field

from contracts.marks import Mark
from contracts.payloads.base import Contact, Payload, PersonId, PersonName, StoreId, ThingId, Words
from contracts.payloads.parts import Address
from contracts.scalars import Num, Str

Birthday = Annotated[Str, Mark(("preferences",), "person", "decade")]
Anniversary = Annotated[Str, Mark(("preferences",), "person", "month")]
Taste = Annotated[Str, Mark(("preferences",), "nobody", "redacted", text=True)]
WishedSku = Annotated[Str, Mark(("preferences",), "nobody", "kept")]
WishedPrice = Annotated[Num, Mark(("preferences",), "nobody", "kept")]
MeetingTime = Annotated[Str, Mark(("communication",), "nobody", "month")]
FormName = Annotated[Str, Mark(("technical",), "nobody", "kept")]


class CustomerUpserted(Payload):
    """A shop's record of one customer, as it now stands."""

    customer_id: PersonId
    name: PersonName | None = None
    email: Contact | None = None
    phone: Contact | None = None
    address: Address | None = None
    birthday: Birthday | None = None
    anniversary: Anniversary | None = None
    preferences: list[Taste] | None = None
    notes: Words | None = None


class NoteAdded(Payload):
    """What an associate wrote down about a customer."""

    customer_id: PersonId
    author_id: PersonId | None = None
    text: Words


class WishedItem(Payload):
    """One thing on a wishlist."""

    sku: WishedSku
    description: Taste | None = None
    price: WishedPrice | None = None


class WishlistUpdated(Payload):
    """What a customer would like to own."""

    customer_id: PersonId
    items: Annotated[list[WishedItem], Field(min_length=1)]


class AppointmentBooked(Payload):
    """A meeting of a customer with an associate."""

    customer_id: PersonId
    associate_id: PersonId | None = None
    store_id: StoreId | None = None
    starts_at: MeetingTime | None = None
    reason: Words | None = None


class FormSubmitted(Payload):
    """A form that a person filled in on a retailer's pages."""

    form: FormName | None = None
    name: PersonName | None = None
    email: Contact | None = None
    phone: Contact | None = None
    text: Words


class TestimonialSubmitted(Payload):
    """A customer's words of praise, for publication once consented to."""

    testimonial_id: ThingId
    customer_id: PersonId | None = None
    text: Words


PAYLOADS: dict[str, type[Payload]] = {
    "crm.customer.upserted": CustomerUpserted,
    "crm.note.added": NoteAdded,
    "crm.wishlist.updated": WishlistUpdated,
    "crm.appointment.booked": AppointmentBooked,
    "crm.form.submitted": FormSubmitted,
    "crm.testimonial.submitted": TestimonialSubmitted,
}
