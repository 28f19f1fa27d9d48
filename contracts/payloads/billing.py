"""What retailers are billed."""

from typing import Annotated

from contracts.marks import Mark
from contracts.payloads.base import Amount, Currency, Payload, ThingId
from contracts.payloads.parts import Means
from contracts.scalars import Str

BilledDigits = Annotated[Str, Mark(("payment",), "business", "gone")]


class InvoiceIssued(Payload):
    """An invoice, and the card that it is charged to."""

    invoice_id: ThingId
    amount: Amount | None = None
    currency: Currency | None = None
    brand: Means | None = None
    last4: BilledDigits | None = None


PAYLOADS: dict[str, type[Payload]] = {"billing.invoice.issued": InvoiceIssued}
