"""Signals that ask a job to stop: heeded once the batch under way is committed."""

import signal
from types import FrameType
from typing import Any

from streams.exits import Unfinished

HEEDED = (signal.SIGINT, signal.SIGTERM)
EXIT_BASE = 128


class Signals:
    """Notes the first signal; a second one stops at once, and the batch under way is done again when resumed."""

    def __init__(self) -> None:
        self._received: int | None = None
        self._before: list[Any] = []

    def __enter__(self) -> "Signals":
        self._before = [signal.signal(number, self._note) for number in HEEDED]
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in zip(HEEDED, self._before, strict=True):
            signal.signal(number, handler)

    def heed(self) -> None:
        """Raise Unfinished where a signal came."""
        if self._received is not None:
            raise Unfinished("stopped; the same command goes on", EXIT_BASE + self._received)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if self._received is not None:
            # No Exception: it may come amid an event, which would be taken for what is at fault.
            raise KeyboardInterrupt
        self._received = number
