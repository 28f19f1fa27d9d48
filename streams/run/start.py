"""A run from its settings to its result: everything is checked before the first byte is written."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from processors.copies.emit import Emitter
from streams import exits
from streams.assembly import governor_of
from streams.control import read_control
from streams.exits import Unfinished
from streams.key import load_key
from streams.lines import check_readable
from streams.policies import load_policies
from streams.run.folder import Folder
from streams.run.job import Job
from streams.run.outputs import SUMMARY, finish, names_of, write_whole
from streams.run.signals import Signals
from streams.run.standing import RecordedFacts

DIGEST_BYTES = 16
Watch = Callable[[int], Callable[[int], None]]


class Settings(NamedTuple):
    """The options of `assay run`."""

    inputs: tuple[Path, ...]
    control: tuple[Path, ...]
    output: Path
    sinks: Path | None = None
    packs: Path | None = None
    key: Path | None = None
    overwrite: bool = False


class Result(NamedTuple):
    """The summary of a finished run, lines to tell the user, and the exit code."""

    summary: dict[str, Any]
    told: list[str]
    exit_code: int


def run(settings: Settings, environment: Mapping[str, str], watch: Watch) -> Result:
    """Begin a run or go on with it, to its end.

    `watch` is told how many bytes the inputs have, and gives what is to be told how many are done.
    """
    check_readable(settings.inputs, again=True)
    check_readable(settings.control)
    policies = load_policies(settings.packs, settings.sinks)
    names = names_of(policies.catalogue.sinks)
    key = load_key(settings.key, environment)
    facts = RecordedFacts()
    control = read_control(settings.control, policies.packs, facts)
    made_of = {
        "inputs": _digest_of_files(settings.inputs),
        "facts": control.digest,
        "sinks or packs": policies.digest,
        "key": hashlib.blake2b(key, digest_size=DIGEST_BYTES, person=b"assay.job").hexdigest(),
        "version of assay": version("assay"),
    }
    folder = Folder(settings.output, made_of)
    if folder.claim(settings.overwrite):
        summary: dict[str, Any] = orjson.loads((folder.path / SUMMARY).read_bytes())
        return Result(summary, [f"{folder.path} holds this run, finished; nothing was changed"], exits.DONE)
    with _finishing(), closing(folder.open_state()) as state:
        job = Job(list(settings.inputs), control, facts, governor_of(policies), Emitter(key), state, folder.path, names)
        progress = watch(sum(path.stat().st_size for path in settings.inputs))
        with Signals() as signals, closing(job):
            job.govern(progress, signals.heed)
        return _finish(job, folder, names, list(policies.catalogue.sinks))


def _finish(job: Job, folder: Folder, names: tuple[str, ...], sinks: list[str]) -> Result:
    tally = job.standing.tally
    summary = tally.summary(sinks)
    finish(folder.path, names)
    write_whole(folder.path / SUMMARY, orjson.dumps(summary, option=orjson.OPT_INDENT_2) + b"\n")
    folder.leave()
    told = [*tally.breaks, *job.faults.told()]
    return Result(summary, told, exits.FINDINGS if summary["dead_letters"] or told else exits.DONE)


@contextmanager
def _finishing() -> Iterator[None]:
    """Tell what stops a job under way: a full disk above all."""
    try:
        yield
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise Unfinished(f"not finished: {error.strerror or error}{where}; the same command goes on") from None


def _digest_of_files(paths: tuple[Path, ...]) -> str:
    """A digest of what files hold, in order, wherever they lie."""
    digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "blake2b").digest())
    return digest.hexdigest()
