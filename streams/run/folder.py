"""The output folder of a job: which job it is of, and whether that is finished."""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import orjson

from contracts.problems import Unusable
from streams.exits import Unfinished
from streams.run.outputs import PARTIAL, SUMMARY, names_of, write_whole
from streams.run.state import SpoiltState, State

HIDDEN = ".assay"
MANIFEST = "job.json"
STATE = "state.db"
# What may be mended while the job waits; anything else was wrong from the beginning.
MENDABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Folder:
    """The folder of the job that `made_of` tells apart from others: digests of all that its outputs come from."""

    def __init__(self, path: Path, made_of: Mapping[str, str]) -> None:
        self.path = path
        self._made_of = dict(made_of)
        self._manifest = path / HIDDEN / MANIFEST
        self._state = path / HIDDEN / STATE

    def claim(self, overwrite: bool) -> bool:
        """Make the folder this job's own, or raise Unusable where it is another's; whether the job is finished."""
        with preparing(self.path):
            if overwrite:
                self._clear()
            begun = _read_or_none(self._manifest)
            if begun is None:
                self._begin()
                return False
            differ = [name for name, digest in self._made_of.items() if begun.get(name) != digest]
            if differ:
                raise Unusable(f"{self.path} was begun with other {' and '.join(differ)}; --overwrite begins anew")
            is_finished = (self.path / SUMMARY).exists()
            if is_finished:
                self.leave()
            return is_finished

    def open_state(self) -> State:
        """The state of the job, which no other process can open meanwhile."""
        with preparing(self.path):
            return State(self._state)

    def leave(self) -> None:
        """Take away what only an unfinished job needs."""
        for leftover in sorted((self.path / HIDDEN).glob(f"{STATE}*")):
            leftover.unlink()

    def _begin(self) -> None:
        found = next(self._files(), None)
        if found:
            raise Unusable(f"{self.path} has {found.name}, of a job that left no record; --overwrite begins anew")
        self._manifest.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._manifest, orjson.dumps(self._made_of, option=orjson.OPT_INDENT_2) + b"\n")

    def _clear(self) -> None:
        if self._state.exists():
            _let_go(self._state)
            self.leave()
        # The manifest goes last: without it the folder would be nobody's.
        for path in (*self._files(), self._manifest):
            path.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        for name in (*names_of(()), SUMMARY, "sink.*.jsonl"):
            for pattern in (name, f"{name}{PARTIAL}"):
                yield from sorted(self.path.glob(pattern))


@contextmanager
def preparing(path: Path) -> Iterator[None]:
    """Tell what keeps a folder from being used."""
    try:
        yield
    except OSError as error:
        message = f"{path} cannot be written to: {error.strerror or error}"
        raise (Unfinished if error.errno in MENDABLE else Unusable)(message) from None


def _let_go(path: Path) -> None:
    """Raise Unusable where another process is at work on a state; one that is spoilt is nobody's."""
    try:
        State(path).close()
    except SpoiltState:
        return


def _read_or_none(manifest: Path) -> dict[str, str] | None:
    try:
        made_of: dict[str, str] = orjson.loads(manifest.read_bytes())
    except FileNotFoundError:
        return None
    except orjson.JSONDecodeError:
        return {}
    return made_of
