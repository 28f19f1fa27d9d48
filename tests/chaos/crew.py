"""The workers of a run: started, killed, frozen, thawed, asked to end."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.chaos.comparing import Finding
from tests.chaos.processes import descendants, free_port, is_alive, launch, send

COMMAND = str(Path(sys.executable).with_name("assay"))
DRAIN_SECONDS_MAX = 90.0
ORPHAN_SECONDS_MAX = 30.0
"""How long what a worker has started may outlive it: what is still being loaded sees its parent's end only then."""
STEP_SECONDS = 0.05
FINDINGS_MAX = 50
PRIVATE = ("Opal Reyes", "spring collection", "+1415", "@example.com")
"""What stands in payloads alone."""


class Leaving(NamedTuple):
    """A worker that was asked to end: since when, and the processes that must end with it."""

    process: subprocess.Popen[bytes]
    since: float
    others: list[int]


class Crew:
    """Workers by name; `findings` are what they did that they should not."""

    def __init__(self, folder: Path, key: Path, environment: Mapping[str, str], slots: int) -> None:
        self.findings: list[Finding] = []
        self.drained_seconds: list[float] = []
        self._folder, self._key, self._environment, self._slots = folder, key, environment, slots
        self._workers: dict[str, subprocess.Popen[bytes]] = {}
        self._frozen: dict[str, list[int]] = {}
        self._leaving: dict[str, Leaving] = {}
        self._orphans: list[tuple[str, float, list[int]]] = []

    def start(self, name: str) -> bool:
        """Start a worker with the state that one of that name left; False where that one has not ended yet."""
        self.watch()
        if name in self._leaving:
            return False
        options = ["--state", str(self._state(name)), "--name", name, "--slots", str(self._slots)]
        command = [COMMAND, "worker", *options, "--key", str(self._key), "--web", f"127.0.0.1:{free_port()}"]
        self._workers[name] = launch(command, self._folder / f"{name}.log", self._environment)
        return True

    def able(self) -> list[str]:
        """The names of workers that run and are not frozen."""
        return sorted(self._workers.keys() - self._frozen.keys())

    def slots(self, name: str) -> list[int]:
        """The processes that do a worker's work: those that have started no other, but for the interpreter's helper."""
        found = descendants(self._workers[name].pid)
        return [process for process in found if not descendants(process) and not _is_helper(process)]

    def kill(self, name: str, *, with_state: bool = False) -> None:
        """Kill a worker's first process; the others must end with it."""
        process = self._workers.pop(name)
        others = descendants(process.pid)
        process.kill()
        process.wait()
        self._orphans.append((name, time.monotonic() + ORPHAN_SECONDS_MAX, others))
        if with_state:
            shutil.rmtree(self._state(name), ignore_errors=True)

    def dismiss(self, name: str) -> None:
        """Ask a worker to end where there is one of that name."""
        self.thaw(name)
        process = self._workers.pop(name, None)
        if process is not None:
            self._leaving[name] = Leaving(process, time.monotonic(), descendants(process.pid))
            process.terminate()

    def freeze(self, name: str, processes: list[int]) -> None:
        """Have processes of a worker stand still."""
        self._frozen[name] = processes
        send(processes, signal.SIGSTOP)

    def freeze_all(self, name: str) -> None:
        """Have a whole worker stand still."""
        process = self._workers[name].pid
        self.freeze(name, [process, *descendants(process)])

    def thaw(self, name: str) -> None:
        """Have a worker go on where it stood still."""
        send(self._frozen.pop(name, []), signal.SIGCONT)

    def watch(self) -> None:
        """See which workers have ended: those that were asked to, and those that were not, which are started again."""
        for name, leaving in list(self._leaving.items()):
            self._watch_leaving(name, leaving)
        self._watch_orphans()
        for name, process in list(self._workers.items()):
            code = process.poll()
            if code is not None:
                self.findings.append(Finding("ended by itself", name, f"exit code {code}"))
                if len(self.findings) > FINDINGS_MAX:
                    raise RuntimeError("workers end by themselves again and again")
                self.thaw(name)
                del self._workers[name]
                self.start(name)

    def dismiss_all(self) -> None:
        """Ask all to end, and wait for all."""
        for name in list(self._workers):
            self.dismiss(name)
        while self._leaving or self._orphans:
            time.sleep(STEP_SECONDS)
            self.watch()

    def read_logs(self) -> None:
        """See that no log holds a value of a payload."""
        for log in sorted(self._folder.glob("*.log")):
            text = log.read_text(errors="replace")
            self.findings += [Finding("payload in a log", log.name, "a value") for value in PRIVATE if value in text]

    def close(self) -> None:
        """End whatever is left."""
        for _, _, others in self._orphans:
            send(others, signal.SIGKILL)
        left = [*self._workers.values(), *(leaving.process for leaving in self._leaving.values())]
        for process in left:
            send([*descendants(process.pid), process.pid], signal.SIGKILL)
            process.wait()

    def _watch_leaving(self, name: str, leaving: Leaving) -> None:
        process, since, others = leaving
        code, seconds = process.poll(), time.monotonic() - since
        if code is None and seconds < DRAIN_SECONDS_MAX:
            return
        del self._leaving[name]
        self.drained_seconds.append(seconds)
        self._orphans.append((name, time.monotonic() + ORPHAN_SECONDS_MAX, others))
        if code is None:
            send([process.pid, *others], signal.SIGKILL)
            process.wait()
        if code != 0:
            told = "not ended" if code is None else f"exit code {code}"
            self.findings.append(Finding("did not drain", name, f"{told} after SIGTERM"))

    def _watch_orphans(self) -> None:
        """See that what the ended have started ends too, in its time."""
        waiting, self._orphans = self._orphans, []
        for name, until, others in waiting:
            left = [process for process in others if is_alive(process) and not _is_helper(process)]
            if left and time.monotonic() < until:
                self._orphans.append((name, until, left))
            elif left:
                self.findings.append(Finding("orphans", name, f"{len(left)} processes outlived it"))
                send(left, signal.SIGKILL)

    def _state(self, name: str) -> Path:
        return self._folder / f"{name}.state"


def _is_helper(process: int) -> bool:
    """Whether a process only keeps track of what the interpreter shares with others; it ends by itself, in its time."""
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return True
    return b"resource_tracker" in command
