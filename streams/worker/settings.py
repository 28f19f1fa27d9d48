"""What a worker is told, and the bounds that it keeps; bounds are checked against each other."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from contracts.problems import Unusable

GROUP: Final = "assay-slots"
"""Of all slots; the group `assay` is the hosts' own."""

TRANSACTIONAL_PREFIX: Final = "assay"
SESSION_MS: Final = 6_000
TRANSACTION_MS: Final = 6_000
TRANSACTION_SECONDS_MAX: Final = 20.0
"""A transaction that takes longer ends its slot's process: a client was seen to hang in one for minutes."""

BATCH_RECORDS_MAX: Final = 1_000
BATCH_LINGER_SECONDS: Final = 0.05
BATCH_SECONDS_MAX: Final = 2.0
BATCH_OUT_BYTES_MAX: Final = 64 << 20
PREFETCHED_KIB_MAX: Final = 16 << 10
POLL_MS_MAX: Final = 300_000
CONTROL_SECONDS_MAX: Final = 15.0
RECORD_BYTES_MAX: Final = (4 << 20) - (64 << 10)
"""What the topics written to take, less room for a batch's framing."""

REROUTED_BYTES_MAX: Final = (1 << 20) - (16 << 10)
"""The same of the topics of events and facts."""

BACKOFF_SECONDS_MIN: Final = 0.1
BACKOFF_SECONDS_MAX: Final = 5.0
DRAIN_SECONDS_MAX: Final = 8.0
END_SECONDS_MAX: Final = 9.0
"""When a host that was told to stop ends, whatever it still waits for."""

SLOTS_MAX: Final = 256


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of `assay worker`; `name` tells this worker from others, and stays the same when it starts again."""

    name: str
    state: Path
    slots: int = 1
    sinks: Path | None = None
    packs: Path | None = None
    key: Path | None = None
    web_host: str = "127.0.0.1"
    web_port: int = 6066

    def __post_init__(self) -> None:
        if not 1 <= self.slots <= SLOTS_MAX:
            raise Unusable(f"slots must be 1 to {SLOTS_MAX}")
        if not self.name or not all(letter.isalnum() or letter in "-_." for letter in self.name):
            raise Unusable("a worker's name is of letters, digits, '-', '_' and '.'")

    def instance(self, slot: int) -> str:
        """The name of one slot among all workers' slots."""
        return f"{self.name}-{slot}"
