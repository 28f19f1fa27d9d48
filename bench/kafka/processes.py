"""Processes that end with the bench, what they and others have used, and what a worker says of its slots."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Self

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
KIBIBYTE = 1024
HOST = "127.0.0.1"
STARTED_SECONDS_MAX = 120.0
ENDED_SECONDS_MAX = 30.0
POLL_SECONDS = 0.05
PR_SET_PDEATHSIG = 1
TAIL_CHARACTERS = 2_000
_PRCTL = ctypes.CDLL(None).prctl


class Failed(Exception):  # noqa: N818 - the state that it tells of.
    """What was measured did not get where it should; the text ends with what it logged."""


class Program:
    """One process of the bench's; use it as a context, which ends it."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self._log = log
        self.started = time.monotonic()
        with log.open("ab") as printed:
            self.process = subprocess.Popen(  # noqa: S603 - this very Python, and our own modules.
                [sys.executable, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=printed,
                env={**os.environ, **environment},
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, and no lock is taken.
            )

    def working(self) -> Sequence[int]:
        """The processes that do the work."""
        return [self.process.pid]

    def failed(self, what: str) -> Failed:
        """The problem to raise where it does not get on."""
        return Failed(f"{what}\n{self._log.read_text(errors='replace')[-TAIL_CHARACTERS:]}")

    def end(self) -> None:
        """Ask it to end and wait; by force where it takes too long."""
        self.process.terminate()
        try:
            self.process.wait(ENDED_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it and all that it has started at once, as a machine that loses power would."""
        for process in (self.process.pid, *descendants(self.process.pid)):
            _kill(process)
        self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.end()


class Worker(Program):
    """`assay worker` with some slots; `state` stays for the next of this name."""

    def __init__(self, environment: Mapping[str, str], scratch: Path, name: str = "bench", slots: int = 1) -> None:
        self._port = _free_port()
        options = {
            "--state": str(scratch / f"{name}.state"),
            "--name": name,
            "--slots": str(slots),
            "--key": str(scratch / "key"),
            "--web": f"{HOST}:{self._port}",
        }
        words = [word for option in options.items() for word in option]
        program = [str(Path(sys.executable).with_name("assay")), "worker"]
        super().__init__([*program, *words], environment, scratch / f"{name}.log")

    def working(self) -> Sequence[int]:
        """The processes of the slots."""
        return [slot["pid"] for slot in self.slots().values()]

    def partitions(self) -> set[int]:
        """The partitions that its slots own."""
        return {each for slot in self.slots().values() for each in slot.get("partitions", ())}

    def slots(self) -> dict[str, Any]:
        """What the worker's page says of its slots, by number; nothing while there is no page."""
        connection = HTTPConnection(HOST, self._port, timeout=5)
        try:
            connection.request("GET", "/slots")
            told: dict[str, Any] = json.loads(connection.getresponse().read())["slots"]
        except (OSError, HTTPException, ValueError):
            return {}
        finally:
            connection.close()
        return told

    def await_partitions(self, count: int) -> set[int]:
        """Wait until its slots own so many partitions; which they are."""
        deadline = time.monotonic() + STARTED_SECONDS_MAX
        while len(owned := self.partitions()) != count:
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise self.failed(f"a worker owns {len(owned)} partitions, not {count}")
            time.sleep(POLL_SECONDS)
        return owned


def cpu_seconds(processes: Iterable[int]) -> float:
    """What processes have used so far, in user and in system mode."""
    ticks = 0
    for process in processes:
        # The name, in brackets, may hold blanks and brackets itself.
        fields = Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS_A_SECOND


def resident_mib(process: int, name: str = "VmRSS") -> float:
    """The memory of a process, pages shared with others counted; `VmHWM` is the most that it ever had."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / KIBIBYTE for line in lines if line.startswith(name))


def descendants(process: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *descendants(child)]
    return found


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _die_with_parent() -> None:
    _PRCTL(PR_SET_PDEATHSIG, signal.SIGKILL)
