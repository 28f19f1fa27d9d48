"""A producer in full: a shop's registration, a customer's choice and a sale, emitted and waited for.

python -m examples.producer HOST:PORT     to a broker whose topics `assay topics apply` has made
python -m examples.producer               to nobody, and shows what would be sent
"""

import sys

from contracts.sdk import Emitter, Producer, cloud_event
from contracts.sdk.testing import RecordingProducer

SHOP, CUSTOMER, SOURCE = "aurora-gems", "cust-1", "/aurora/pos"


def emit_all(producer: Emitter) -> None:
    """Emit two facts and an event. What is wrong with one is raised here, what got lost is raised by the flush."""
    producer.emit_fact(
        cloud_event("governance.retailer.registered", SOURCE, {"retailer": SHOP, "platform": "jewellink"})
    )
    choice = {"retailer": SHOP, "subject": CUSTOMER, "preference": "personalisation", "choice": "withdrawn"}
    producer.emit_fact(cloud_event("governance.preference.changed", SOURCE, choice))
    # Whoever waits for a fact before emitting an event knows that the event is decided with it.
    producer.flush()
    ring = {"sku": "RNG-075", "category": "ring", "quantity": 1, "unit_price": 900}
    sale = {"sale_id": "S-1", "customer_id": CUSTOMER, "lines": [ring], "total": 900, "currency": "USD"}
    producer.emit(cloud_event("pos.sale.completed", SOURCE, sale, retailer=SHOP, subject=CUSTOMER))
    producer.flush()


def main(servers: list[str]) -> None:
    """Emit to a broker, or show what would be sent."""
    if servers:
        with Producer(bootstrap_servers=servers) as producer:
            emit_all(producer)
        return
    recording = RecordingProducer()
    emit_all(recording)
    for sent in recording.sent:
        print(f"{sent.topic}/{sent.partition}", sent.attributes["type"], sent.key)


if __name__ == "__main__":
    main(sys.argv[1:])
