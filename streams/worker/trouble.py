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
        self._said: set[str] = set()
        self._seconds = BACKOFF_SECONDS_MIN
        self._waited = 0.0

    def met(self, what: str) -> None:
        """Wait out one failure; `what` names its kind."""
        self._say(what, "waiting, nothing is lost")
        self._wait(self._seconds)
        self._waited += self._seconds
        self._seconds = min(self._seconds * 2, BACKOFF_SECONDS_MAX)

    def told_of(self, error: KafkaError) -> None:
        """Say what a client met, without waiting: it goes on trying by itself."""
        self._say(error.name(), "the client goes on trying")

    def over(self) -> None:
        """Go on after a success."""
        if self._said:
            _LOG.warning("going on after %.1f s of waiting", self._waited)
        self._seconds, self._waited = BACKOFF_SECONDS_MIN, 0.0
        self._said.clear()

    def _say(self, what: str, meanwhile: str) -> None:
        if what not in self._said:
            _LOG.warning("%s; %s", what, meanwhile)
            self._said.add(what)
