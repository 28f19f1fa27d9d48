"""One Java process with Kafka in it: launched, awaited, ended."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from infra.broker.command import kafka
from infra.broker.folder import Folder, Told, is_free
from infra.broker.printed import Printed
from infra.broker.problems import NotReady, Refused
from infra.broker.settings import properties
from infra.broker.storage import make_storage

READY_SECONDS_MAX = 120.0
STOP_SECONDS_MAX = 30.0
POLL_SECONDS = 0.05
PR_SET_PDEATHSIG = 1


class Launched(NamedTuple):
    """A broker that was just started, and what it prints."""

    process: subprocess.Popen[bytes]
    printed: Printed


def launch(folder: Folder, told: Told, *, die_with_parent: bool, flags: Sequence[str] = ()) -> Launched:
    """Start Java on a folder, its storage made first where it has none; refused where a port of it is taken.

    `flags` are Java's own.
    """
    taken = [port for port in told.ports.values() if not is_free(port)]
    if taken:
        raise Refused(f"port {taken[0]} is taken")
    java, *command = kafka(told.heap)
    make_storage(folder, told, [java, *command])
    folder.settings.write_text(properties(told, folder.data))
    with folder.log.open("ab") as log:
        printed = Printed(folder.log, log.tell())
        process = subprocess.Popen(  # noqa: S603 - our own Java and arguments.
            [java, *flags, *command, "kafka.Kafka", str(folder.settings)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder.root,
            # Ctrl-C is for whoever started it, who then ends it in good order.
            start_new_session=True,
            preexec_fn=_die_with(os.getpid()) if die_with_parent else None,  # noqa: PLW1509 - there is one thread.
        )
    folder.remember_process(process.pid)
    return Launched(process, printed)


def await_ready(launched: Launched, is_over: Callable[[], bool]) -> bool:
    """Wait until a broker says that it serves, or it is not wanted any more: whether it serves."""
    deadline = time.monotonic() + READY_SECONDS_MAX
    while not launched.printed.is_ready:
        if is_over():
            return False
        if launched.process.poll() is not None:
            raise NotReady(launched.printed.cause)
        if time.monotonic() > deadline:
            end(launched.process)
            raise NotReady(f"not ready after {READY_SECONDS_MAX:.0f} s: see {launched.printed.log}")
        time.sleep(POLL_SECONDS)
    return True


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process of ours to end and wait for it; by force where it takes too long."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def is_gone(folder: Folder) -> bool:
    """Wait for a folder's process to be gone: whether it is."""
    deadline = time.monotonic() + STOP_SECONDS_MAX
    while folder.process() is not None and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    return folder.process() is None


def _die_with(parent: int) -> Callable[[], None] | None:
    """What a child does first so as not to outlive its parent, were that killed; None where systems cannot."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def arrange() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    return arrange
