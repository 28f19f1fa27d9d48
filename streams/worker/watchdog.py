"""Ends a process whose transaction hangs: the client was seen to wait for minutes after a broker's restart."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

HUNG_EXIT_CODE: Final = 70
CHECK_SECONDS: Final = 0.5


class Watchdog:
    """Watches from a thread of its own, which a hanging call into the client does not hold up."""

    def __init__(self, seconds_max: float, end: Callable[[], None] = lambda: os._exit(HUNG_EXIT_CODE)) -> None:
        self._seconds_max, self._end = seconds_max, end
        self._deadline = float("inf")
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """End the process unless the block is left in time."""
        self._deadline = time.monotonic() + self._seconds_max
        try:
            yield
        finally:
            self._deadline = float("inf")

    def _watch(self) -> None:
        while True:
            time.sleep(CHECK_SECONDS)
            if time.monotonic() > self._deadline:
                self._end()
                return
