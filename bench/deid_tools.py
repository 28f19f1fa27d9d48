"""Public tools on the same texts: each installed by its package's name into an environment that is made for it."""

import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from processors.text.document import Span
from training.texts import Text

ENVIRONMENTS = Path(__file__).parents[1] / "build" / "tools"
SCRIPTS = Path(__file__).parent / "tools"


class Tool(NamedTuple):
    """A tool: its name, the requirements that install it, and the script that reads with it."""

    name: str
    requirements: tuple[str, ...]
    script: str


TOOLS = (
    Tool("Presidio, patterns", ("presidio-analyzer==2.2.366",), "with_presidio.py"),
    Tool("scrubadub", ("scrubadub==2.0.1",), "with_scrubadub.py"),
    Tool("DataFog, patterns", ("datafog==4.9.0",), "with_datafog.py"),
)
# The labels of the tools that name what our texts call quasi identifiers; all others count as direct ones.
LABELS = {
    "DATE_TIME": "DATE", "DATE": "DATE", "ZIP": "LOCATION", "ZIP_CODE": "LOCATION", "LOCATION": "LOCATION",
    "NRP": "ORG", "ORGANIZATION": "ORG", "AGE": "AGE",
}  # fmt: skip


class Reading(NamedTuple):
    """What a tool found in each text, its pace, and what it is."""

    tool: str
    spans: dict[str, list[Span]]
    seconds: float
    version: str
    licence: str


class UnavailableError(Exception):
    """A tool that cannot be installed or run here; the message holds nothing of any text."""


def read_with(tool: Tool, texts: Sequence[Text]) -> Reading:
    """Read texts with a tool."""
    lines = "".join(json.dumps({"id": text.name, "text": text.text}) + "\n" for text in texts)
    command = [str(interpreter(tool)), str(SCRIPTS / tool.script)]
    run = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf8", check=False)  # noqa: S603 - its script is ours.
    if run.returncode:
        raise UnavailableError(f"{tool.name} ended with exit code {run.returncode}")
    *rows, about = map(json.loads, run.stdout.splitlines())
    spans = {
        row["id"]: [Span(a, b, LABELS.get(label.upper(), label.upper())) for a, b, label in row["spans"]]
        for row in rows
    }
    return Reading(tool.name, spans, about["seconds"], about["version"], about["licence"])


def label_of(label: str) -> str:
    """Our label for a tool's."""
    return LABELS.get(label.upper(), label.upper())


def interpreter(tool: Tool) -> Path:
    """The Python of a tool's environment, made and filled where it is not there."""
    folder = ENVIRONMENTS / tool.requirements[0]
    python = folder / "bin" / "python"
    ready = folder / "ready"
    if not ready.exists():
        sys.stdout.write(f"installing {tool.requirements[0]} into {folder.relative_to(ENVIRONMENTS.parents[1])}\n")
        venv.create(folder, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *tool.requirements]
        if subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603 - the requirements are ours.
            raise UnavailableError(f"{tool.name} cannot be installed here")
        ready.touch()
    return python
