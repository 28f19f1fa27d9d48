"""Trouble with brokers: said once when it begins and once when it is over, waited out longer each time."""

import logging
import time
from collections.abc import Callable

from confluent_kafka import KafkaError

from streams.worker.settings import BACKOFF_SECONDS_MAX, BACKOFF_SECONDS_MIN

_LOG = logging.getLogger("assay.slot")


class Trouble:
    """What keeps a slot from going on, if anything does."""

    def __init__(self, wait: Callable[[float], object] = time.sleep) -> None:
        self._wait = wait
        self._said: str | None = None
        self._seconds = BACKOFF_SECONDS_MIN
        self._waited = 0.0

    def met(self, what: str) -> None:
        """Wait out one failure; `what` names its kind."""
        if what != self._said:
            _LOG.warning("%s; waiting, nothing is lost", what)
            self._said = what
        self._wait(self._seconds)
        self._waited += self._seconds
        self._seconds = min(self._seconds * 2, BACKOFF_SECONDS_MAX)

    def told_of(self, error: KafkaError) -> None:
        """Say what a client met, without waiting: it goes on trying by itself."""
        if error.name() != self._said:
            _LOG.warning("%s; the client goes on trying", error.name())
            self._said = error.name()

    def over(self) -> None:
        """Go on after a success."""
        if self._said is not None:
            _LOG.warning("going on after %.1f s of waiting", self._waited)
        self._said, self._seconds, self._waited = None, BACKOFF_SECONDS_MIN, 0.0
