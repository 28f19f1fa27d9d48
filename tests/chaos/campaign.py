"""One run: a broker, workers, a stream, faults over it, and then the auditor, the replay and the canary."""

import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.audit import audit
from tests.chaos.canary import missed
from tests.chaos.comparing import Finding
from tests.chaos.crew import COMMAND, Crew
from tests.chaos.faults import schedule
from tests.chaos.feeder import Feeder
from tests.chaos.node import Node
from tests.chaos.progress import NotDrained, Progress
from tests.chaos.reading import Unread, read_all
from tests.chaos.records import Readings
from tests.chaos.replay import replay, replayable
from tests.chaos.stream import Stream
from tests.chaos.strikes import Strikes
from tests.kafka.brokers import new_folder

STEP_SECONDS = 0.1
STILL_SECONDS_MAX = 45.0
"""How long nothing may be decided before the next fault comes all the same."""
SETTLE_SECONDS_MAX = 900.0
Tell = Callable[[str], None]

TOPICS = "partitions: {partitions}\nreplication_factor: 1\ntopics:\n  '*': {{min.insync.replicas: 1}}\n"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is made of."""

    seed: int
    events: int
    faults: int
    workers: int
    slots: int = 1
    partitions: int = 12


def run(settings: Settings, tell: Tell, folder: Path) -> list[Finding]:
    """Make a run whose logs go to `folder`; everything that was found wrong."""
    with ExitStack() as stack:
        node = stack.enter_context(Node(new_folder()))
        return _Campaign(settings, tell, folder, node, stack).run()


class _Campaign:
    def __init__(self, settings: Settings, tell: Tell, folder: Path, node: Node, stack: ExitStack) -> None:
        self._settings, self._tell, self._folder, self._node = settings, tell, folder, node
        self._environment = {"ASSAY_KAFKA_BOOTSTRAP_SERVERS": node.bootstrap}
        self._key = folder / "key"
        self._key.write_text("chaos" * 8)
        self._make_topics()
        self._crew = stack.enter_context(closing(Crew(folder, self._key, self._environment, settings.slots)))
        self._feeder = stack.enter_context(closing(Feeder(node.bootstrap)))
        self._progress = stack.enter_context(closing(Progress(node.bootstrap)))
        self._stream = Stream(settings.events, settings.partitions, settings.seed)

    def run(self) -> list[Finding]:
        began = time.monotonic()
        try:
            self._feed_under_faults()
        except NotDrained as problem:
            return [*self._crew.findings, Finding("not drained", "the inputs", str(problem))]
        finally:
            self._crew.dismiss_all()
            self._crew.read_logs()
        drained = max(self._crew.drained_seconds, default=0.0)
        self._tell(f"drained after {time.monotonic() - began:.0f} s; a worker took at most {drained:.1f} s to end")
        try:
            readings = read_all(self._node.bootstrap)
        except Unread as problem:
            return [*self._crew.findings, Finding("left open", "the topics", str(problem))]
        return [*self._crew.findings, *self._judge(readings)]

    def _feed_under_faults(self) -> None:
        for number in range(self._settings.workers):
            self._crew.start(f"worker-{number}")
        for part in self._stream.facts():
            self._feeder.send_all(part)
        self._tell(f"{self._stream.sent} control facts sent")
        self._progress.await_all(SETTLE_SECONDS_MAX, self._crew.watch)
        facts = self._stream.sent
        events = list(self._stream.events())
        self._tell(f"control facts read; {len(events)} records of events follow")
        self._feeder.begin(events, lambda: self._progress.events)
        strikes = Strikes(self._crew, self._node)
        self._strike_all(strikes, len(events))
        while not self._feeder.is_done:
            self._step(strikes)
        self._feeder.check()
        strikes.undo_due(at_once=True)
        self._tell(f"{self._stream.sent - facts} records of events sent; waiting for the workers")
        self._progress.await_all(SETTLE_SECONDS_MAX, self._crew.watch)

    def _strike_all(self, strikes: Strikes, records: int) -> None:
        for number, fault in enumerate(schedule(self._settings.faults, self._settings.seed), start=1):
            self._await_share(strikes, fault.at * records)
            while (whom := strikes.strike(fault)) is None:
                self._step(strikes)
            self._tell(f"fault {number:3} at {self._progress.events / records:4.0%} of the stream: {fault}: {whom}")

    def _await_share(self, strikes: Strikes, records: float) -> None:
        """Wait until so many records are done with, or nothing has moved for long."""
        reached, since = self._progress.events, time.monotonic()
        while self._progress.events < records and time.monotonic() < since + STILL_SECONDS_MAX:
            self._step(strikes)
            if self._progress.events > reached:
                reached, since = self._progress.events, time.monotonic()

    def _step(self, strikes: Strikes) -> None:
        time.sleep(STEP_SECONDS)
        strikes.undo_due()
        self._crew.watch()
        self._feeder.check()

    def _judge(self, readings: Readings) -> list[Finding]:
        sent, partitions = self._stream.sent, self._settings.partitions
        copies = sum(map(len, readings.copies.values()))
        self._tell(
            f"read {len(readings.inputs)} inputs, {len(readings.ledger)} ledger lines, {copies} copies, "
            f"{len(readings.quarantine)} quarantined, {len(readings.letters)} dead letters"
        )
        findings = audit(readings, sent, partitions)
        self._tell(f"audited: {len(findings)} findings")
        with tempfile.TemporaryDirectory(dir=self._folder) as scratch:
            replayed = list(replay(readings, self._key, Path(scratch), partitions))
        self._tell(f"replayed {len(replayable(readings))} ledger lines: {len(replayed)} differences")
        canaries = missed(readings, sent, partitions)
        self._tell(f"canaries: {'not ' if canaries else ''}caught")
        return [*findings, *replayed, *canaries]

    def _make_topics(self) -> None:
        declared = self._folder / "topics.yaml"
        declared.write_text(TOPICS.format(partitions=self._settings.partitions))
        subprocess.run(
            [COMMAND, "topics", "apply", "--yes", "--file", str(declared)],
            env={**self._environment},
            stdout=subprocess.DEVNULL,
            check=True,
        )
