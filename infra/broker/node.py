"""What can be done with a broker: start it, keep it while somebody lives, end it, look."""

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from infra.broker.folder import Folder, Wanted
from infra.broker.problems import NotReady, Refused
from infra.broker.process import POLL_SECONDS, await_ready, end, is_gone, launch

ENDED_AS_ASKED = frozenset({0, -signal.SIGTERM, -signal.SIGKILL, 128 + signal.SIGTERM})


def start(folder: Folder, wanted: Wanted) -> dict[str, object]:
    """Start a broker that outlives this process; told again where it runs already."""
    with folder.locked():
        if folder.process() is None:
            launched = launch(folder, folder.remember(wanted), die_with_parent=False)
            try:
                await_ready(launched, lambda: False)
            except KeyboardInterrupt:
                end(launched.process)
                raise
    return status(folder)


def run(folder: Folder, wanted: Wanted, tell: Callable[[dict[str, object]], None], *, temporary: bool) -> None:
    """Start a broker, tell where it is, and keep it as long as this process and its standard input last.

    A temporary one leaves nothing behind then, but stays where `stop` or `kill` ended it: it can be run again.
    """
    is_over = _asked_to_end()
    with folder.locked():
        if folder.process() is not None:
            raise Refused(f"a broker of {folder.root} runs already")
        launched = launch(folder, folder.remember(wanted), die_with_parent=True)
    try:
        if await_ready(launched, is_over):
            tell(status(folder))
        over = _outlasts(launched.process, is_over)
    finally:
        end(launched.process)
    if temporary and over:
        shutil.rmtree(folder.root, ignore_errors=True)
    if launched.process.returncode not in ENDED_AS_ASKED:
        raise NotReady(launched.printed.cause)


def _outlasts(process: subprocess.Popen[bytes], is_over: Callable[[], bool]) -> bool:
    """Wait for the end of a process or of the wish for it: whether the process is still there."""
    while process.poll() is None:
        if is_over():
            return True
        time.sleep(POLL_SECONDS)
    return False


def _asked_to_end() -> Callable[[], bool]:
    """Whether SIGTERM or Ctrl-C came, or standard input has ended."""
    asked_by: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        asked_by.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, note)

    def asked() -> bool:
        if not asked_by and select.select([sys.stdin], [], [], 0)[0] and not os.read(sys.stdin.fileno(), 4096):
            asked_by.append(0)
        return bool(asked_by)

    return asked


def stop(folder: Folder) -> dict[str, object]:
    """Ask a broker to end and wait; by force where it takes too long."""
    _send(folder, signal.SIGTERM)
    return status(folder) if is_gone(folder) else kill(folder)


def kill(folder: Folder) -> dict[str, object]:
    """End a broker at once, without a word to it."""
    _send(folder, signal.SIGKILL)
    is_gone(folder)
    return status(folder)


def _send(folder: Folder, number: int) -> None:
    folder.told()
    process = folder.process()
    if process is not None:
        os.kill(process, number)


def status(folder: Folder) -> dict[str, object]:
    """Where a broker is, and its process where it runs."""
    told = folder.told()
    process = folder.process()
    return {
        "bootstrap": told.bootstrap,
        "pid": process,
        "running": process is not None,
        "secure": told.certificates is not None,
        "folder": str(folder.root),
    }
