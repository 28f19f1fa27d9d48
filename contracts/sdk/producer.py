"""The producer that people hold: events and facts to Kafka, over kafka-python."""

import atexit
from typing import TYPE_CHECKING, Any

from contracts.problems import Unusable
from contracts.sdk.bounds import Bounds
from contracts.sdk.emitter import Emitter, Settled
from contracts.sdk.problems import Undelivered
from contracts.sdk.records import Record

if TYPE_CHECKING:
    from contracts.sdk.wire import Wire

_BOUNDS = Bounds()


class Producer(Emitter):
    """Emits to Kafka: idempotent, acknowledged by all replicas in sync, in order within a partition.

    `settings` are kafka-python's for a connection (`bootstrap_servers`, `security_protocol`, `sasl_mechanism`, …) and
    may tune it (`linger_ms`, `batch_size`, `compression_type`); what its promises rest on cannot be set. Making one
    connects: it raises Undelivered where no broker answers or one refuses who asks, Unusable for bad settings.
    Close it, or use it in a `with`; a process that ends without waits for what is on its way as `close` would.
    """

    def __init__(self, *, bounds: Bounds = _BOUNDS, **settings: Any) -> None:
        super().__init__(bounds)
        self._wire = _wire(settings, bounds)
        # After kafka-python's own, so before it, which gives what is on its way one second.
        atexit.register(self._close_at_exit)

    def _partitions(self, topic: str) -> int:
        return self._wire.partitions(topic)

    def _send(self, record: Record, partition: int, settled: Settled) -> None:
        self._wire.send(record, partition, settled)

    def _disconnect(self) -> None:
        atexit.unregister(self._close_at_exit)
        self._wire.close()

    def _close_at_exit(self) -> None:
        try:
            self.close()
        except Undelivered:
            # Logged when it was lost; here nobody is left to catch it.
            return


def _wire(settings: dict[str, Any], bounds: Bounds) -> "Wire":
    try:
        from contracts.sdk.wire import Wire  # noqa: PLC0415 - the tests of those who emit need no kafka-python.
    except ModuleNotFoundError as error:
        missing = error.name
    else:
        return Wire(settings, bounds)
    raise Unusable(f"{missing} is not installed: pip install 'assay[sdk]'")
