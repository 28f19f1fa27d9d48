"""How much a producer holds and how long it waits, each bound by its name."""

from dataclasses import dataclass

from contracts.problems import Unusable

FRAMING_BYTES = 1 << 15
"""What a record may take in a request besides its key, value and headers."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of one producer.

    `record_bytes_max` is of key, value and headers; a broker's own bound stands beside it. `unsettled_bytes_max` and
    `unsettled_records_max` are of what was emitted and not yet acknowledged: there `emit` waits. How long it waits,
    and for what the broker knows of a topic, is `blocking_seconds_max`; `connecting_seconds_max` is how long making a
    producer may take, `delivery_seconds_max` when a record that was not acknowledged counts as lost.
    """

    record_bytes_max: int = 1_000_000
    unsettled_bytes_max: int = 32 << 20
    unsettled_records_max: int = 50_000
    connecting_seconds_max: float = 30.0
    blocking_seconds_max: float = 30.0
    delivery_seconds_max: float = 120.0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not getattr(self, name) > 0:
                raise Unusable(f"{name} must be more than nothing")
        if self.record_bytes_max > self.unsettled_bytes_max:
            raise Unusable("record_bytes_max is more than unsettled_bytes_max: its record would never be sent")
