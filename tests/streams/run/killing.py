"""Runs in processes of their own that are killed, at a step or at a moment."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from streams.run.outputs import Outputs
from streams.run.state import State
from tests.streams.run.stream import seeded

KILLED = -signal.SIGKILL


class Fatal:
    """Kills the process at its nth step: a write, then torn in half, a commit or a renaming."""

    def __init__(self, step: int) -> None:
        self._fatal = step
        self.steps = 0

    def lay(self, patch: pytest.MonkeyPatch) -> None:
        """Make the job's dealings with the disk the steps."""
        write, commit, replace, unlink = Outputs.write, State.commit, Path.replace, Path.unlink

        def torn(outputs: Outputs, name: str, content: bytes) -> None:
            self._step(lambda: write(outputs, name, content[: len(content) // 2]))
            write(outputs, name, content)

        def stepped(original: Callable[..., Any]) -> Callable[..., Any]:
            def call(*args: Any, **named: Any) -> Any:
                self._step(lambda: None)
                return original(*args, **named)

            return call

        patch.setattr(Outputs, "write", torn)
        patch.setattr(State, "commit", stepped(commit))
        patch.setattr(Path, "replace", stepped(replace))
        patch.setattr(Path, "unlink", stepped(unlink))

    def _step(self, last: Callable[[], Any]) -> None:
        self.steps += 1
        if self.steps == self._fatal:
            last()
            os.kill(os.getpid(), signal.SIGKILL)


def in_child(job: Callable[[], int]) -> int:
    """Fork, do the job there, and give the child's process id."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        code = job()
    finally:
        sys.stdout.flush()
        os._exit(code)


def exit_code(child: int) -> int:
    """Wait for a child; negative is the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_after(child: int, seconds: float) -> int:
    """Kill a child after a while; its exit code, were it quicker."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    return exit_code(child)


def moments(seed: int, longest: float) -> Callable[[], float]:
    """Seeded moments within a run."""
    rng = seeded(seed)
    return lambda: rng.uniform(0, longest)
