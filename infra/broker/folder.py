"""A broker's folder: what it was started with, its process, its data and its log."""

import json
import os
import random
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import NamedTuple

from infra.broker.problems import Refused

HOST = "127.0.0.1"
# Below the ports that systems hand to outgoing connections: none of those takes one while its broker is down.
PORTS = range(20_000, 30_000)


class Wanted(NamedTuple):
    """What a start asks for; None is what the folder remembers, or the default."""

    port: int | None = None
    heap: str | None = None
    certificates: str | None = None
    settings: dict[str, str] = {}  # noqa: RUF012 - of a tuple, and never written to.


class Told(NamedTuple):
    """What a folder remembers of its broker: ports by listener, heap, certificates and settings of its own."""

    ports: dict[str, int]
    heap: str
    certificates: str | None
    settings: dict[str, str]

    @property
    def bootstrap(self) -> str:
        """Where clients connect."""
        return f"{HOST}:{self.ports['CLIENT']}"


class Folder(NamedTuple):
    """Where one broker keeps everything."""

    root: Path

    @property
    def data(self) -> Path:
        """Kafka's own folder."""
        return self.root / "data"

    @property
    def log(self) -> Path:
        """What the broker printed, of all its starts."""
        return self.root / "broker.log"

    @property
    def settings(self) -> Path:
        """The settings that Kafka reads, written anew at each start."""
        return self.root / "server.properties"

    @property
    def _told(self) -> Path:
        return self.root / "broker.json"

    @property
    def _process(self) -> Path:
        return self.root / "broker.pid"

    def told(self) -> Told:
        """What was remembered; refused where the folder is no broker's."""
        try:
            return Told(**json.loads(self._told.read_text()))
        except FileNotFoundError:
            raise Refused(f"{self.root} is not the folder of a broker") from None
        except (OSError, ValueError, TypeError):
            raise Refused(f"{self._told} cannot be read: remove the folder and start again") from None

    def remember(self, wanted: Wanted) -> Told:
        """Merge what is wanted into what is remembered, and write it down; refused in a folder of something else."""
        if self._told.exists():
            old = self.told()
            if (old.certificates is None) != (wanted.certificates is None):
                raise Refused(f"{self.root} holds a broker that is {'not ' if old.certificates is None else ''}secure")
        elif any(str(entry) != wanted.certificates for entry in self.root.iterdir()):
            raise Refused(f"{self.root} is neither empty nor the folder of a broker")
        else:
            old = Told(_free_ports(wanted), "1g", None, {})
        ports = old.ports if wanted.port is None else old.ports | {"CLIENT": wanted.port}
        told = Told(ports, wanted.heap or old.heap, wanted.certificates, old.settings | wanted.settings)
        self._told.write_text(json.dumps(told._asdict(), indent=1) + "\n")
        return told

    def process(self) -> int | None:
        """The id of the broker's process where it runs."""
        try:
            process = int(self._process.read_text())
        except (FileNotFoundError, ValueError):
            return None
        return process if str(self.settings) in _command_of(process) else None

    def remember_process(self, process: int) -> None:
        """Write down which process the broker is."""
        self._process.write_text(f"{process}\n")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder against another start at the same time."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            folder = os.open(self.root, os.O_RDONLY)
        except OSError:
            raise Refused(f"{self.root} cannot be used as a folder") from None
        try:
            flock(folder, LOCK_EX)
            yield
        finally:
            os.close(folder)


def _free_ports(wanted: Wanted) -> dict[str, int]:
    names = ["CLIENT", "CONTROLLER", *(["BROKER"] if wanted.certificates else [])]
    ports: dict[str, int] = {"CLIENT": wanted.port} if wanted.port is not None else {}
    for name in names:
        ports.setdefault(name, _free_port(frozenset(ports.values())))
    return ports


def _free_port(but: frozenset[int]) -> int:
    for port in random.sample(PORTS, k=100):
        if port not in but and is_free(port):
            return port
    raise Refused(f"no free port between {PORTS.start} and {PORTS.stop}")


def is_free(port: int) -> bool:
    """Whether a broker could listen on a port of loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _command_of(process: int) -> str:
    """The command line of a process, empty where there is none: an id alone may be another's by now."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return ""
    return subprocess.run(  # noqa: S603 - with a number alone.
        ["ps", "-ww", "-o", "command=", "-p", str(process)],  # noqa: S607 - where it is is the system's matter.
        capture_output=True,
        text=True,
        check=False,
    ).stdout
