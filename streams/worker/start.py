"""A worker from its settings to its end."""

import logging
import os
import socket
import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import faust

from contracts.problems import Unusable
from streams import exits
from streams.kafka.connection import Connection
from streams.key import load_key
from streams.policies import load_policies
from streams.worker import logs
from streams.worker.host import Host
from streams.worker.partitions import partitions_of
from streams.worker.process import Given
from streams.worker.settings import END_SECONDS_MAX, Settings
from streams.worker.supervisor import Supervisor
from streams.worker.trouble import Trouble

_LOG = logging.getLogger("assay.host")


class _Worker(faust.Worker):
    """Faust's worker with our logging in place of its own, which would print what messages hold."""

    slots: Supervisor

    def _setup_logging(self) -> None:
        logs.set_up("host")

    def _on_sigterm(self) -> None:
        self._end()
        super()._on_sigterm()

    def _on_sigint(self) -> None:
        self._end()
        super()._on_sigint()

    def _end(self) -> None:
        """Drain the slots at once: Faust may wait long for brokers that are away before it stops anything."""
        self.slots.drain()
        timer = threading.Timer(END_SECONDS_MAX, self._leave)
        timer.daemon = True
        timer.start()

    def _leave(self) -> None:
        self.slots.end()
        os._exit(exits.DONE)


def start(settings: Settings, environment: Mapping[str, str]) -> None:
    """Run a worker until it is told to stop; Unusable for what cannot be used as given."""
    logs.set_up("host")
    connection = Connection.from_environment(environment)
    load_policies(settings.packs, settings.sinks)
    key = load_key(settings.key, environment)
    _make(settings)
    settings = replace(settings, web_port=settings.web_port or _free_port(settings.web_host))
    given = Given(settings, connection, key)
    host = Host(given, partitions_of(connection, Trouble()))
    _LOG.info("pages at http://%s:%d/readyz", settings.web_host, settings.web_port)
    worker: Any = _Worker(host.app, host.supervisor, loglevel="WARN", quiet=True, redirect_stdouts=False)
    worker.slots = host.supervisor
    worker.spinner = None  # It writes to the terminal's cursor even where there is none.
    worker.execute_from_commandline()


def _free_port(host: str) -> int:
    """A port that nobody listens on: Faust takes none for "any"."""
    with socket.socket() as listener:
        listener.bind((host, 0))
        port: int = listener.getsockname()[1]
        return port


def _make(settings: Settings) -> None:
    try:
        settings.state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"the state folder {settings.state} cannot be made: {error.strerror}") from None
