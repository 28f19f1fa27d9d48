"""Keeps a worker's slots running: each is a child process, started again when it ends, gone when its host is."""

import asyncio
import logging
import multiprocessing
import time
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.connection import Connection as Pipe
from multiprocessing.context import ForkServerProcess
from typing import Any, Final

from mode import Service

from streams import exits
from streams.worker import process
from streams.worker.process import Given
from streams.worker.settings import BACKOFF_SECONDS_MAX, BACKOFF_SECONDS_MIN, DRAIN_SECONDS_MAX

FRESH_SECONDS: Final = 30.0
"""A slot that told nothing for longer is not ready: it hangs, or waits for brokers."""

STEADY_SECONDS: Final = 30.0
"""A slot that ran for longer than this is started again without a wait."""

_LOG = logging.getLogger("assay.host")


@dataclass
class Held:
    """One slot as its host sees it; `report` is the last that it told, `reported` when."""

    number: int
    process: ForkServerProcess
    pipe: Pipe
    started: float
    report: dict[str, Any] = field(default_factory=dict)
    reported: float = 0.0

    def is_fresh(self, now: float) -> bool:
        """Whether the slot told something lately."""
        return now - self.reported < FRESH_SECONDS


class Supervisor(Service):
    """The slots of one worker."""

    def __init__(self, given: Given) -> None:
        super().__init__()
        self.slots: dict[int, Held] = {}
        self.restarts = 0
        self._given = given
        self._is_draining = False
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["streams.worker.preloaded"])

    def is_ready(self) -> bool:
        """Whether every slot runs and tells so."""
        now = time.monotonic()
        wanted = range(self._given.settings.slots)
        return all(number in self.slots and self.slots[number].is_fresh(now) for number in wanted)

    def told(self) -> dict[str, Any]:
        """What the slots told last, by number, and how often one had to be started again."""
        slots = {str(number): {"pid": slot.process.pid, **slot.report} for number, slot in self.slots.items()}
        return {"restarts": self.restarts, "slots": slots}

    async def on_start(self) -> None:
        """Start a keeper for each slot."""
        # By the main thread, with which the kernel then ends the server: other threads come and go.
        forkserver.ensure_running()
        for number in range(self._given.settings.slots):
            self.add_future(self._keep(number))

    def drain(self) -> None:
        """Have every slot finish its batch and end."""
        self._is_draining = True
        for slot in self.slots.values():
            if slot.process.is_alive():
                slot.process.terminate()

    def end(self) -> None:
        """End what has not drained; its transactions are undone."""
        for slot in self.slots.values():
            if slot.process.is_alive():
                _LOG.warning("slot %d did not drain in time; its transaction is undone", slot.number)
                slot.process.kill()

    async def on_stop(self) -> None:
        """Let every slot finish its batch; end those that do not in time."""
        self.drain()
        deadline = time.monotonic() + DRAIN_SECONDS_MAX
        while any(slot.process.is_alive() for slot in self.slots.values()) and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
        self.end()

    async def _keep(self, number: int) -> None:
        """Run one slot again and again."""
        wait_seconds, said = BACKOFF_SECONDS_MIN, None
        while not self._is_draining:
            slot = await asyncio.to_thread(self._start, number)
            code = await self._ended(slot)
            if self._is_draining:
                return
            self.restarts += 1
            if time.monotonic() - slot.started > STEADY_SECONDS:
                wait_seconds, said = BACKOFF_SECONDS_MIN, None
            if code != said:
                _LOG.warning("slot %d ended (%s); starting it again", number, _cause(code))
                said = code
            await self.sleep(wait_seconds)
            wait_seconds = min(wait_seconds * 2, BACKOFF_SECONDS_MAX)

    def _start(self, number: int) -> Held:
        ours, theirs = self._context.Pipe(duplex=False)
        child = self._context.Process(target=process.run, args=(self._given, number, theirs), daemon=True)
        child.start()
        theirs.close()
        slot = Held(number, child, ours, time.monotonic())
        self.slots[number] = slot
        return slot

    async def _ended(self, slot: Held) -> int | None:
        """Take the slot's reports until it ends; its exit code."""
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()
        loop.add_reader(slot.pipe.fileno(), self._take, slot)
        loop.add_reader(slot.process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(slot.process.sentinel)
            loop.remove_reader(slot.pipe.fileno())
        slot.process.join()
        slot.pipe.close()
        return slot.process.exitcode

    @staticmethod
    def _take(slot: Held) -> None:
        try:
            slot.report = slot.pipe.recv()
        except (EOFError, OSError):
            asyncio.get_running_loop().remove_reader(slot.pipe.fileno())
            return
        slot.reported = time.monotonic()


def _cause(code: int | None) -> str:
    """Why a process ended, in words."""
    if code is not None and code < 0:
        return f"killed by signal {-code}"
    return "cannot be used as given" if code == exits.UNUSABLE else f"exit code {code}"
