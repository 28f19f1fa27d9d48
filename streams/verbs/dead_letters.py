"""`assay dead-letters`: what could not be governed, seen, sent again and dismissed."""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import click
import orjson

from streams import exits
from streams.explain.screen import printable
from streams.kafka.connection import Connection
from streams.kafka.dead_letters import Letter, Position, letters
from streams.kafka.dead_letters_choosing import Found, Planner, at_positions, unsettled
from streams.kafka.dead_letters_ending import Ender, Ending
from streams.kafka.reading import Reader

BATCH_LETTERS_MAX = 200
BATCH_BYTES_MAX = 4 << 20


class PositionType(click.ParamType):
    """PARTITION:OFFSET."""

    name = "position"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Position:
        """Two whole numbers, or bad usage."""
        partition, _, offset = str(value).partition(":")
        if not (partition.isdecimal() and offset.isdecimal()):
            self.fail(f"{printable(str(value))} is not PARTITION:OFFSET", param, ctx)
        return Position(int(partition), int(offset))


POSITION = PositionType()
REASON = click.option("--reason", help="Letters of this reason alone, such as contract or invalid_fact.")
TOPIC = click.option("--topic", help="Letters of records that stood in this topic alone.")


@click.group()
def command() -> None:
    """See the records that could not be governed, send them again, or dismiss them.

    The broker is that of the ASSAY_KAFKA_ variables. Payloads are never shown.
    """


@command.command(name="list")
@REASON
@TOPIC
@click.option(
    "--limit", type=click.IntRange(min=1), help="At most so many letters, the oldest of each partition first."
)
@click.option("--settled", "with_settled", is_flag=True, help="Letters that were sent again or dismissed as well.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line for each letter.")
def list_letters(reason: str | None, topic: str | None, limit: int | None, with_settled: bool, as_json: bool) -> int:
    """Print one line for each letter: position, time, where the record stood, why it was refused."""
    with Reader(_connection()) as reader:
        shown = (letter for letter, _ in letters(reader) if letter.is_wanted(reason, topic))
        for letter in islice((one for one in shown if with_settled or not one.settled), limit):
            click.echo(orjson.dumps(_record(letter)) if as_json else _line(letter))
    return exits.DONE


@command.command()
@click.argument("positions", metavar="[PARTITION:OFFSET]...", nargs=-1, type=POSITION)
@click.option("--all", "is_all", is_flag=True, help="Every letter that was not sent again or dismissed.")
@REASON
@TOPIC
@click.option("--dry-run", is_flag=True, help="Print what would be sent, and send nothing.")
def replay(positions: tuple[Position, ...], is_all: bool, reason: str | None, topic: str | None, dry_run: bool) -> int:
    """Send the records of letters to their topics again, as they came, each exactly once.

    A letter that was sent again or dismissed is passed over, and so is a fact whose key has a later record. Whoever can
    be mended is mended first: a record that is refused again is a new letter.
    """
    if bool(positions) == is_all or (positions and (reason or topic)):
        raise click.UsageError("say which: --all, with --reason and --topic where wanted, or PARTITION:OFFSET...")
    connection = _connection()
    if dry_run:
        return _would_replay(connection, positions, reason, topic)
    # Whoever ends letters is waited for, or stopped, before anything is read.
    with Ender(connection) as ender, Reader(connection) as reader:
        chosen = at_positions(reader, positions) if positions else unsettled(reader, reason, topic)
        count = 0
        for batch in _batches(_endings(Planner(reader), chosen)):
            ender.end(batch)
            count += len(batch)
    click.echo(f"dead letters sent again: {count}")
    return exits.DONE


@command.command()
@click.argument("position", metavar="PARTITION:OFFSET", type=POSITION)
def dismiss(position: Position) -> int:
    """Deal with a letter without sending its record again.

    Where that was an invalid control fact, the doubt about its person ends: the fact is taken back.
    """
    connection = _connection()
    with Ender(connection) as ender, Reader(connection) as reader:
        letter, record = next(at_positions(reader, [position]))
        if letter.settled:
            click.echo(f"{position} was {printable(letter.settled)}", err=True)
            return exits.DONE
        ending = Planner(reader).dismiss(letter, record)
        ender.end([ending])
    click.echo(f"{position} dismissed" + (", the fact taken back" if ending.sending else ""))
    return exits.DONE


def _connection() -> Connection:
    return Connection.from_environment(os.environ)


def _would_replay(connection: Connection, positions: Sequence[Position], reason: str | None, topic: str | None) -> int:
    with Reader(connection) as reader:
        chosen = at_positions(reader, positions) if positions else unsettled(reader, reason, topic)
        count = 0
        for ending in _endings(Planner(reader), chosen):
            click.echo(_line(ending.letter))
            count += 1
    click.echo(f"dead letters that would be sent again: {count}")
    return exits.DONE


def _endings(planner: Planner, chosen: Iterable[Found]) -> Iterator[Ending]:
    """What is to be written; what is passed over is told."""
    for letter, record in chosen:
        why_not = planner.why_not(letter, record)
        if why_not is None:
            yield planner.replay(letter, record)
        else:
            click.echo(f"{letter.position} passed over: {printable(why_not)}", err=True)


def _batches(endings: Iterable[Ending]) -> Iterator[list[Ending]]:
    """Endings in parts that a transaction holds."""
    batch: list[Ending] = []
    size = 0
    for ending in endings:
        length = len(ending.sending.value or b"") if ending.sending else 0
        if batch and (len(batch) == BATCH_LETTERS_MAX or size + length > BATCH_BYTES_MAX):
            yield batch
            batch, size = [], 0
        batch.append(ending)
        size += length
    if batch:
        yield batch


def _line(letter: Letter) -> str:
    what = letter.kind or ""
    where = letter.path or (f"attribute {letter.attribute}" if letter.attribute else "")
    parts = (str(letter.position), letter.time, str(letter.origin), letter.reason, what, where, letter.settled or "")
    return "  ".join(printable(part) for part in parts if part)


def _record(letter: Letter) -> dict[str, Any]:
    return {
        "position": str(letter.position),
        "time": letter.time,
        **letter.origin._asdict(),
        "reason": letter.reason,
        "kind": letter.kind,
        "path": letter.path,
        "attribute": letter.attribute,
        "class": letter.problem,
        "stage": letter.stage,
        "settled": letter.settled,
    }
