"""The parts that payloads of several families share."""

from typing import Annotated

from contracts.marks import Mark
from contracts.payloads.base import Amount, Contact, Payload
from contracts.scalars import Num, Str

_LINE = ("fulfilment", "transaction")
_SHIP = ("contact", "fulfilment")

Place = Annotated[Str, Mark(("contact",), "nobody", "kept")]
ShipWhom = Annotated[Str, Mark(_SHIP, "person", "gone", text=True)]
ShipWhere = Annotated[Str, Mark(_SHIP, "person", "gone")]
ShipPlace = Annotated[Str, Mark(_SHIP, "nobody", "kept")]
Means = Annotated[Str, Mark(("payment",), "nobody", "kept")]
CardDigits = Annotated[Str, Mark(("payment",), "person", "gone")]
Cvv = Annotated[Str, Mark(("payment",), "nobody", "gone")]
LineSku = Annotated[Str, Mark(_LINE, "nobody", "kept")]
LineCategory = Annotated[Str, Mark(_LINE, "nobody", "redacted", text=True)]
LineQuantity = Annotated[Num, Mark(_LINE, "nobody", "kept")]


class Address(Payload):
    """Where a person lives."""

    street: Contact | None = None
    city: Contact | None = None
    region: Place | None = None
    postal_code: Contact | None = None
    country: Place | None = None


class ShipTo(Payload):
    """To whom and where goods are sent."""

    name: ShipWhom | None = None
    street: ShipWhere | None = None
    city: ShipWhere | None = None
    region: ShipPlace | None = None
    postal_code: ShipWhere | None = None
    country: ShipPlace | None = None


class Line(Payload):
    """One kind of goods in a sale, return or order."""

    sku: LineSku
    category: LineCategory | None = None
    quantity: LineQuantity | None = None
    unit_price: Amount | None = None


class Payment(Payload):
    """How something was paid for; the card's number and code are here so that they can be found and kept back."""

    method: Means | None = None
    brand: Means | None = None
    last4: CardDigits | None = None
    card_number: CardDigits | None = None
    cvv: Cvv | None = None
