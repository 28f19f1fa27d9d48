"""`assay topics apply` run as people run it, and the small file that tests declare their topics by."""

import os
import pty
import subprocess
import sys
import termios
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

from tests.kafka.brokers import Broker, NoBroker

SMALL: dict[str, Any] = {"partitions": 2, "replication_factor": 1, "topics": {"*": {"min.insync.replicas": 1}}}
SECONDS_MAX = 120
COMMAND = "from streams.cli import main; main()"

SomeBroker = TypeVar("SomeBroker", bound=Broker)


def declaring(folder: Path, **changed: Any) -> Path:
    """A file with few partitions and one replica, and what is changed of it."""
    file = folder / "declared.yaml"
    file.write_text(yaml.safe_dump({**SMALL, **changed}))
    return file


def changing(folder: Path, topic: str, **settings: object) -> Path:
    """A file that changes one topic's settings besides, written with _ for the dots of their names."""
    dotted = {name.replace("_", "."): value for name, value in settings.items()}
    return declaring(folder, topics={**SMALL["topics"], topic: dotted})


def apply(environment: Mapping[str, str], *options: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command with nobody to ask."""
    return run(COMMAND, environment, *options)


def run(code: str, environment: Mapping[str, str], *options: str | Path) -> subprocess.CompletedProcess[str]:
    """Run code that is given `topics apply` and the options as its arguments."""
    return subprocess.run(
        _command(code, options),
        env=_environment(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )


def answered(environment: Mapping[str, str], answer: str, *options: str | Path) -> tuple[int, str]:
    """The exit code of the command on a terminal, where it is given an answer, and what stood on the screen."""
    terminal, its_end = pty.openpty()
    # Wide, so that no line of the plan is broken.
    termios.tcsetwinsize(its_end, (50, 1000))
    command = subprocess.Popen(
        _command(COMMAND, options), env=_environment(environment), stdin=its_end, stdout=its_end, stderr=its_end
    )
    os.close(its_end)
    os.write(terminal, f"{answer}\n".encode())
    screen = b"".join(_shown(terminal))
    os.close(terminal)
    return command.wait(SECONDS_MAX), screen.decode()


def _shown(terminal: int) -> Iterator[bytes]:
    try:
        while shown := os.read(terminal, 1 << 16):
            yield shown
    except OSError:
        # The other end was closed.
        return


def _command(code: str, options: Iterable[str | Path]) -> list[str]:
    return [sys.executable, "-c", code, "topics", "apply", *map(str, options)]


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ASSAY_KAFKA_")}
    return {**ours, **given}


@contextmanager
def kept(broker: SomeBroker) -> Iterator[SomeBroker]:
    """A broker of a module's own, without a topic of anybody else's."""
    try:
        with broker:
            yield broker
    except NoBroker as problem:
        pytest.fail(f"{problem} (ASSAY_SKIP=kafka leaves these tests out)", pytrace=False)
