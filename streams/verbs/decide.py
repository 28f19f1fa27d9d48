"""`assay decide`: decisions only."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import click
import orjson

from contracts.decode import decode_line
from contracts.problems import Malformed, Problem
from processors.decision import Decision
from processors.facts.store import Facts
from processors.govern import Governor, Seen, refusal
from streams import exits
from streams.assembly import governor_of
from streams.control import read_control
from streams.exits import whereabouts
from streams.faults import Faults
from streams.lines import STANDARD_INPUT, Overlong, Source, check_readable
from streams.policies import load_policies
from streams.run.pipeline import undecidable
from streams.run.state import State
from streams.verbs.options import CONTROL, PACKS, SINKS, FilesCommand, files_option


@click.command("decide", cls=FilesCommand)
@files_option("--input", "inputs", "Events, JSON lines; gzip is read by name. Without it standard input is read.")
@CONTROL
@SINKS
@PACKS
def command(inputs: tuple[Path, ...], control: tuple[Path, ...], sinks: Path | None, packs: Path | None) -> int:
    """Print the decision about every event.

    One JSON line for each line of input that is not blank, in order; nothing is written anywhere else.

    Exits 0; 1 where an event was refused or a gzip is broken; 2 where files cannot be used as given.
    """
    inputs = inputs or (STANDARD_INPUT,)
    check_readable((*inputs, *control))
    policies = load_policies(packs, sinks)
    facts = Facts()
    read_control(control, policies.packs, facts)
    with closing(State()) as seen:
        decider = _Decider(governor_of(policies), facts, seen)
        is_clean = decider.print_all(inputs)
    for line in (*decider.broken, *decider.faults.told()):
        click.echo(f"assay: {line}", err=True)
    return exits.DONE if is_clean and not decider.broken else exits.FINDINGS


class _Decider:
    """Decides lines of inputs. `broken` are the inputs that could be read in part only."""

    def __init__(self, governor: Governor, facts: Facts, seen: Seen) -> None:
        self._governor, self._facts, self._seen = governor, facts, seen
        self.broken: list[str] = []
        self.faults = Faults()

    def print_all(self, inputs: Sequence[Path]) -> bool:
        """Print a decision for every line; whether none was refused."""
        is_clean = True
        for line in self._lines(inputs):
            decision = self._decision(line)
            sys.stdout.buffer.write(orjson.dumps(decision.record(), option=orjson.OPT_APPEND_NEWLINE))
            is_clean &= decision.outcome != "refused"
        return is_clean

    def _lines(self, inputs: Sequence[Path]) -> Iterator[bytes | Overlong]:
        for path in inputs:
            with Source(path) as source:
                yield from (line for line in source if isinstance(line, Overlong) or not line.isspace())
                if source.broken:
                    self.broken.append(f"{path}: {source.broken}; what stood before it was decided")

    def _decision(self, line: bytes | Overlong) -> Decision:
        if isinstance(line, Overlong):
            return refusal(Malformed("too_long"))
        event = None
        try:
            event = decode_line(line)
            return self._governor.govern(event, self._facts, self._seen).decision
        except Problem as problem:
            return refusal(problem)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - as in a run, the event is refused and no other is held up.
            self.faults.add(whereabouts(error))
            return undecidable(event)
