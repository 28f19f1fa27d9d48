"""Sending records as producers do, with a client that shares no code with the worker's."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from kafka import KafkaProducer

from tests.chaos.sending import Sending

DELIVERY_MS = 600_000
AHEAD_RECORDS = 4_000
"""How far the stream may be ahead of the workers, so that every fault meets producers and workers at work."""


class Feeder:
    """Sends records in their order, on a thread of its own; idempotent, so that each stands in its topic once."""

    def __init__(self, bootstrap: str) -> None:
        self.sent = 0
        self._failed: list[BaseException] = []
        self._thread: threading.Thread | None = None
        self._over = threading.Event()
        self._producer: Any = KafkaProducer(
            bootstrap_servers=bootstrap,
            acks="all",
            enable_idempotence=True,
            delivery_timeout_ms=DELIVERY_MS,
            request_timeout_ms=10_000,
            max_block_ms=DELIVERY_MS,
            reconnect_backoff_max_ms=1_000,
            linger_ms=5,
            batch_size=64 << 10,
            max_request_size=1 << 20,
        )

    def send_all(self, sendings: Iterable[Sending]) -> None:
        """Send records and wait until each is where it belongs."""
        for sending in sendings:
            self._send(sending)
        self._producer.flush()
        self.check()

    def begin(self, sendings: Iterable[Sending], governed: Callable[[], float]) -> None:
        """Start to send records, never many more of them than `governed` gives."""
        self._thread = threading.Thread(target=self._feed, args=(sendings, governed), daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Whether all records were sent, or sending has failed."""
        return self._thread is not None and not self._thread.is_alive()

    def check(self) -> None:
        """Raise what went wrong with sending."""
        if self._failed:
            raise RuntimeError(f"{len(self._failed)} records were not sent: {type(self._failed[0]).__name__}")

    def close(self) -> None:
        """Stop sending."""
        self._over.set()
        if self._thread:
            self._thread.join(30)
        self._producer.close(timeout=5)

    def _feed(self, sendings: Iterable[Sending], governed: Callable[[], float]) -> None:
        try:
            for number, sending in enumerate(sendings):
                while number > governed() + AHEAD_RECORDS and not self._over.is_set():
                    time.sleep(0.05)
                if self._over.is_set():
                    return
                self._send(sending)
            self._producer.flush()
        except Exception as failure:  # noqa: BLE001 - told by `check`, on the thread of whoever asks.
            self._failed.append(failure)

    def _send(self, sending: Sending) -> None:
        topic, key, value, headers, partition = sending
        future = self._producer.send(topic, key=key, value=value, headers=list(headers), partition=partition)
        future.add_errback(self._failed.append)
        self.sent += 1
