"""The job itself: lines in, batches of records out, each batch committed as one."""

import base64
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import orjson

from contracts.problems import Malformed
from processors.copies.emit import Emitter
from processors.govern import Governor
from streams.control import Control
from streams.faults import Faults
from streams.lines import BEGINNING, Overlong, Source
from streams.run.outputs import DEAD_LETTERS, LEDGER, QUARANTINE, Outputs, sink_file
from streams.run.pipeline import Emissions, Pipeline
from streams.run.standing import RecordedFacts, Standing
from streams.run.state import State

BATCH_LINES_MAX = 2_000
BATCH_BYTES_MAX = 32 << 20
BASE64_GROUP = 3


class Job:
    """Governs files from where it stands to their end. `faults` are the stages that failed on an event."""

    def __init__(
        self,
        inputs: list[Path],
        control: Control,
        facts: RecordedFacts,
        governor: Governor,
        emitter: Emitter,
        state: State,
        folder: Path,
        names: tuple[str, ...],
    ) -> None:
        self.standing = Standing.of_json(state.standing())
        self.faults = Faults()
        self._inputs, self._control, self._state = inputs, control, state
        self._facts = facts
        self._facts.add(state.carried())
        self._facts.is_recording = True
        self._pipeline = Pipeline(governor, emitter, self._facts, state, control.position)
        # Once all is governed the files may have their final names, and none is opened again.
        done = self.standing.is_governed
        self._outputs = Outputs(folder, () if done else names, self.standing.sizes)
        self._sink_files = {sink: sink_file(sink) for sink in governor.catalogue.sinks}
        self._mark = time.monotonic()

    def govern(self, progress: Callable[[int], None], may_stop: Callable[[], None]) -> None:
        """Go on to the end of the last input; `progress` is told how many raw bytes of the inputs are done.

        `may_stop` is called where stopping loses no work.
        """
        if self.standing.is_governed:
            return
        self._copy_requests()
        before = sum(path.stat().st_size for path in self._inputs[: self.standing.file])
        for path in self._inputs[self.standing.file :]:
            with Source(path, self.standing.place) as source:
                lines = iter(source)
                while self._batch(source, lines):
                    self.standing.place = source.place
                    self._commit()
                    progress(before + source.raw_bytes)
                    may_stop()
                if source.broken:
                    self.standing.tally.breaks.append(f"{path}: {source.broken}; what stood before it was governed")
            before += path.stat().st_size
            self.standing.file, self.standing.place = self.standing.file + 1, BEGINNING
            self._commit()
        self._outputs.sync()
        self.standing.is_governed = True
        self._commit()

    def close(self) -> None:
        """Let go of the output files."""
        self._outputs.close()

    def _copy_requests(self) -> None:
        """Requests that the control input holds go to their rights sink before the first event."""
        if self.standing.requests_done:
            return
        for request in self._control.requests:
            emitted = self._pipeline.govern(request.event, request.whole)
            for sink, verdict in emitted.decision.verdicts.allowed:
                self.standing.tally.count_copy(sink, verdict.form)
            self._emit(emitted, request.line, request.path, request.number)
        self.standing.requests_done = True
        self._commit()

    def _batch(self, source: Source, lines: Iterator[bytes | Overlong]) -> bool:
        """Govern a batch of lines; False where there was none left."""
        number, end = source.line, source.offset + BATCH_BYTES_MAX
        for line in islice(lines, BATCH_LINES_MAX):
            if isinstance(line, Overlong):
                self._refuse_overlong(line, source)
            elif not line.isspace():
                text = line.rstrip(b"\r\n")
                self._take(self._pipeline.process(text), text, source)
            if source.offset > end:
                break
        return source.line > number

    def _take(self, emitted: Emissions, text: bytes, source: Source) -> None:
        self.standing.tally.count(emitted.decision)
        self._emit(emitted, text, source.path, source.line)
        self._outputs.add(LEDGER, emitted.ledger)

    def _emit(self, emitted: Emissions, text: bytes, path: Path, number: int) -> None:
        for copy in emitted.copies:
            self._outputs.add(self._sink_files[copy.sink], copy.line())
        if emitted.quarantine:
            self._outputs.add(QUARANTINE, emitted.quarantine)
        if emitted.dead_letter:
            place = {"file": str(path), "line": number, "raw": base64.b64encode(text).decode()}
            self._outputs.add(DEAD_LETTERS, orjson.dumps({**emitted.dead_letter, **place}))
        if emitted.fault:
            self.faults.add(emitted.fault)

    def _refuse_overlong(self, line: Overlong, source: Source) -> None:
        """The dead letter of a line that is too long to be held, written as it is read."""
        emitted = self._pipeline.refuse(Malformed("too_long"))
        self.standing.tally.count(emitted.decision)
        self._outputs.add(LEDGER, emitted.ledger)
        self._outputs.flush()
        place = {"file": str(source.path), "line": source.line, "raw": ""}
        self._outputs.write(DEAD_LETTERS, orjson.dumps({**(emitted.dead_letter or {}), **place})[:-2])
        rest = b""
        for part in line.parts:
            whole = rest + part.rstrip(b"\r\n")
            cut = len(whole) // BASE64_GROUP * BASE64_GROUP
            self._outputs.write(DEAD_LETTERS, base64.b64encode(whole[:cut]))
            rest = whole[cut:]
        self._outputs.write(DEAD_LETTERS, base64.b64encode(rest) + b'"}\n')

    def _commit(self) -> None:
        now = time.monotonic()
        self.standing.tally.seconds += now - self._mark
        self._mark = now
        self._outputs.flush()
        self.standing.sizes = self._outputs.sizes
        self._state.commit(self.standing.as_json(), self._facts.recent)
        self._facts.recent.clear()
