"""Sales, returns, stock, orders, shipments and payments.

Fields of a later base come first: a purchase's own number stands before what all purchases have in common.
"""

from typing import Annotated

from pydantic import Field

from contracts.marks import Mark
from contracts.payloads.base import Amount, Currency, Payload, PersonId, StoreId, ThingId
from contracts.payloads.parts import Line, Payment, ShipTo
from contracts.scalars import Num, Str

CompletionTime = Annotated[Str, Mark(("transaction",), "nobody", "month")]
StockSku = Annotated[Str, Mark(("transaction",), "nobody", "kept")]
StockQuantity = Annotated[Num, Mark(("transaction",), "nobody", "kept")]
Carrier = Annotated[Str, Mark(("fulfilment",), "nobody", "kept")]
TrackingNumber = Annotated[Str, Mark(("fulfilment",), "nobody", "gone")]
ShipmentStatus = Annotated[Str, Mark(("fulfilment",), "nobody", "redacted", text=True)]


class Purchase(Payload):
    """What sales, returns and orders have in common."""

    customer_id: PersonId | None = None
    associate_id: PersonId | None = None
    store_id: StoreId | None = None
    lines: Annotated[list[Line], Field(min_length=1)]
    total: Amount | None = None
    currency: Currency | None = None
    payment: Payment | None = None
    ship_to: ShipTo | None = None
    completed_at: CompletionTime | None = None


class SaleNumber(Payload):
    """A sale's own number."""

    sale_id: ThingId


class ReturnNumber(Payload):
    """A return's own number, and those of what is returned."""

    return_id: ThingId
    sale_id: ThingId | None = None
    order_id: ThingId | None = None


class OrderNumber(Payload):
    """An order's own number."""

    order_id: ThingId


class SaleCompleted(Purchase, SaleNumber):
    """Goods sold over the counter."""


class ReturnCompleted(Purchase, ReturnNumber):
    """Goods taken back."""


class OrderPlaced(Purchase, OrderNumber):
    """Goods ordered."""


class OrderCompleted(Purchase, OrderNumber):
    """An order handed over in full."""


class InventoryUpdated(Payload):
    """How much of one article a store has."""

    store_id: StoreId
    sku: StockSku
    quantity: StockQuantity | None = None


class ShipmentUpdated(Payload):
    """Where an order's goods are on their way."""

    order_id: ThingId
    customer_id: PersonId | None = None
    carrier: Carrier | None = None
    tracking_number: TrackingNumber | None = None
    status: ShipmentStatus | None = None
    ship_to: ShipTo | None = None


class PaymentCaptured(Payload):
    """Money taken for an order."""

    payment_id: ThingId
    order_id: ThingId | None = None
    customer_id: PersonId | None = None
    amount: Amount | None = None
    currency: Currency | None = None
    payment: Payment | None = None


PAYLOADS: dict[str, type[Payload]] = {
    "pos.sale.completed": SaleCompleted,
    "pos.return.completed": ReturnCompleted,
    "order.placed": OrderPlaced,
    "order.completed": OrderCompleted,
    "pos.inventory.updated": InventoryUpdated,
    "shipment.updated": ShipmentUpdated,
    "payment.captured": PaymentCaptured,
}
