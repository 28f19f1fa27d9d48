"""Runs over a small stream, with a reader of text that finds what is prohibited and needs no model."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from processors.text.document import Document, Reading
from processors.text.prohibited import find
from streams.policies import Policies, load_policies
from streams.run import job
from tests.streams.run import stream
from tests.streams.run.command import Ended, run_assay, write_lines


class Files(NamedTuple):
    """A stream, its control facts and a key, as files."""

    events: Path
    control: Path
    key: Path

    def run(self, output: Path, *more: object) -> Ended:
        """Run `assay run` over them."""
        args = ("--input", self.events, "--control", self.control, "--key", self.key, "--output", output)
        return run_assay("run", *args, *more)


def read_prohibited(document: Document) -> Reading:
    """A reading of what is prohibited alone."""
    return Reading((), tuple(find(document.text, document.turns)), 0.0)


@pytest.fixture(autouse=True)
def _quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def reader() -> Callable[[Document], Reading]:
        return read_prohibited

    monkeypatch.setattr("streams.assembly.text_reader", reader)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "BATCH_LINES_MAX", 50)


@pytest.fixture(autouse=True)
def _policies_at_hand(monkeypatch: pytest.MonkeyPatch, policies: Policies) -> None:
    """The built-in policies are read once for all tests."""

    def load(packs: Path | None = None, sinks: Path | None = None) -> Policies:
        return load_policies(packs, sinks) if packs or sinks else policies

    monkeypatch.setattr("streams.run.start.load_policies", load)
    monkeypatch.setattr("streams.verbs.decide.load_policies", load)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A stream of a few hundred events."""
    return make_files(tmp_path, 400)


def make_files(folder: Path, count: int) -> Files:
    """A stream of some length in a folder."""
    key = folder / "key"
    key.write_text("a key of these tests")
    events = write_lines(folder / "events.jsonl", stream.lines(count, seed=1))
    return Files(events, write_lines(folder / "control.jsonl", stream.control(seed=2)), key)
