"""A slot as a process of its own: put together, run to its end, and gone when its host is gone."""

import ctypes
import logging
import os
import signal
import sys
import time
from functools import partial
from multiprocessing.connection import Connection as Pipe
from typing import Final

from contracts.problems import Unusable
from processors.copies.emit import Emitter
from streams import exits
from streams.assembly import governor_of
from streams.control import check_registration
from streams.exits import whereabouts
from streams.kafka.connection import Connection
from streams.policies import load_policies
from streams.worker import logs
from streams.worker.at_work import AtWork
from streams.worker.clients import (
    control_consumer,
    high_watermark_consumer,
    source_consumer,
    transactional_producer,
)
from streams.worker.control import ControlReader
from streams.worker.identities import Identities
from streams.worker.knowledge import Knowledge
from streams.worker.partitions import partitions_of
from streams.worker.plane import Plane
from streams.worker.settings import TRANSACTION_SECONDS_MAX, Settings
from streams.worker.slot import Slot
from streams.worker.transactions import Ended, Transactions
from streams.worker.trouble import Trouble
from streams.worker.watchdog import Watchdog
from streams.worker.watched import Watched

ENDED_EXIT_CODE: Final = 75
REPORT_SECONDS: Final = 1.0
WAIT_STEP_SECONDS: Final = 0.05
PR_SET_PDEATHSIG: Final = 1

_LOADED_BY = os.getpid()
"""The process that loaded this module: the server that slots are forked from."""

_LOG = logging.getLogger("assay.slot")


class Given:
    """What a host gives its slots: settings, the way to the brokers, and the secret of pseudonyms."""

    def __init__(self, settings: Settings, connection: Connection, key: bytes) -> None:
        self.settings, self.connection, self.key = settings, connection, key


def run(given: Given, number: int, reports: Pipe) -> None:
    """Be slot `number` until told to stop by SIGTERM; leaves the process with an exit code."""
    die_with_parent(_LOADED_BY)
    logs.set_up(f"slot {number}")
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda received, _frame: stopping.append(received))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        code = _run(given, number, reports, stopping)
    except _Stopping:
        code = exits.DONE
    except Unusable as problem:
        _LOG.error(problem.kind)
        code = exits.UNUSABLE
    except Ended as problem:
        _LOG.error("left: %s", problem.kind)
        code = ENDED_EXIT_CODE
    except Exception as error:  # noqa: BLE001 - its text may hold a payload value; the host starts another slot.
        _LOG.error("left: unexpected %s", whereabouts(error))
        code = ENDED_EXIT_CODE
    sys.stderr.flush()
    sys.exit(code)


def die_with_parent(parent: int | None = None) -> None:
    """Have the kernel end this process when its parent ends, however that ends; at once, where it has already."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:
        os._exit(exits.UNFINISHED)


def _run(given: Given, number: int, reports: Pipe, stopping: list[int]) -> int:
    watched, trouble = Watched(), Trouble(partial(_wait, stopping))
    slot, identities = assembled(given, number, watched, trouble)
    try:
        slot.open()
        due = 0.0
        while not stopping:
            slot.turn()
            if time.monotonic() >= due:
                due = time.monotonic() + REPORT_SECONDS
                reports.send({"partitions": list(slot.partitions), **watched.report()})
        reports.send({"partitions": [], **watched.report()})
    finally:
        identities.close()
    slot.close()
    return exits.DONE


def assembled(given: Given, number: int, watched: Watched, trouble: Trouble) -> tuple[Slot, Identities]:
    """A slot with its clients, and the file of identities that its process has open."""
    settings, connection = given.settings, given.connection
    policies = load_policies(settings.packs, settings.sinks)
    check = partial(check_registration, packs=policies.packs)
    instance = settings.instance(number)
    folder = settings.state / f"slot-{number}"
    folder.mkdir(parents=True, exist_ok=True)
    producer = transactional_producer(connection, instance, trouble.told_of)
    partitions = partitions_of(connection, trouble)
    identities = Identities(folder / "identities.sqlite")
    knowledge = Knowledge(identities, partitions, check)
    at_work = AtWork(folder / "at-work")
    clients = control_consumer(connection, trouble.told_of), high_watermark_consumer(connection, trouble.told_of)
    reader = ControlReader(*clients, knowledge, at_work)
    plane = Plane(governor_of(policies), Emitter(given.key), knowledge, partitions, check, str(number), watched)
    transactions = Transactions(producer, Watchdog(TRANSACTION_SECONDS_MAX), reader.note_written)
    consumer = source_consumer(connection, instance, trouble.told_of)
    return Slot(consumer, reader, transactions, knowledge, plane, watched, trouble, at_work), identities


class _Stopping(Exception):  # noqa: N818 - no error: the process was told to stop while it waited.
    pass


def _wait(stopping: list[int], seconds: float) -> None:
    """Sleep, but for no longer than until told to stop."""
    deadline = time.monotonic() + seconds
    while not stopping and time.monotonic() < deadline:
        time.sleep(WAIT_STEP_SECONDS)
    if stopping:
        raise _Stopping
