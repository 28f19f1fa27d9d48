"""`assay topics`: the brokers' topics and who may do what with them, from one declared file."""

import os
import sys
import time
from pathlib import Path
from typing import Final

import click
import orjson

from contracts.problems import Unusable
from streams import exits
from streams.exits import Unfinished
from streams.explain.screen import show
from streams.kafka.administration import Administration, administer
from streams.kafka.connection import Connection
from streams.kafka.declaration import read_declaration
from streams.kafka.declared import Declared, declare
from streams.kafka.plan import Plan, plan
from streams.kafka.plan_told import as_json, prose
from streams.policies import load_policies
from streams.verbs.options import PACKS, SINKS, file_option

# Brokers tell of what they were told to do a moment later.
SETTLED_SECONDS_MAX: Final = 30.0
LOOK_SECONDS: Final = 0.2


@click.group()
def command() -> None:
    """Make topics and rules of access as they are declared."""


@command.command()
@file_option("--file", "file", "A file that is read after the built-in one, and says what is otherwise.")
@SINKS
@PACKS
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--prune", is_flag=True, help="Remove rules of access to these topics that nobody declared.")
@click.option("--json", "in_json", is_flag=True, help="Print one JSON document.")
def apply(
    file: Path | None,
    sinks: Path | None,
    packs: Path | None,
    dry_run: bool,
    yes: bool,
    prune: bool,
    in_json: bool,
) -> int:
    """Create and change topics, and who may do what with them, as one file declares.

    Shows what it is about to do and asks; where nobody can be asked, it wants --yes. It never takes partitions,
    replicas or topics away. The brokers are those of the ASSAY_KAFKA_ variables, and who runs this is their super user.

    Exits 0 when everything is as declared; 1 when it is not yet, or access is left that nobody declared; 2 for what
    cannot be declared or done; 3 where the brokers did not do it, and the same command goes on.
    """
    declared = declare(read_declaration(file), load_policies(packs, sinks).catalogue.sinks)
    with administer(Connection.from_environment(os.environ)) as brokers:
        made = plan(declared, brokers.find(), prune)
        if not in_json:
            show(prose(made))
        is_wanted = not made.refusals and not dry_run and made.does_something
        applied = is_wanted and (yes or _asked(in_json)) and _applied(brokers, declared, made)
    if in_json:
        click.echo(orjson.dumps(as_json(made, applied)))
    if made.refusals:
        raise Unusable("\n".join(refusal.told for refusal in made.refusals))
    is_as_declared = applied or not made.does_something
    return exits.DONE if is_as_declared and made.foreign == made.revoked else exits.FINDINGS


def _asked(in_json: bool) -> bool:
    if in_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("assay: nothing was changed: nobody can be asked here, and --yes was not given", err=True)
        return False
    return click.confirm("Do this?")


def _applied(brokers: Administration, declared: Declared, made: Plan) -> bool:
    """Have it done, and wait until the brokers show it."""
    brokers.try_out(made)
    brokers.carry_out(made)
    deadline = time.monotonic() + SETTLED_SECONDS_MAX
    while plan(declared, brokers.find(), made.prune).does_something:
        if time.monotonic() > deadline:
            raise Unfinished("the brokers took it all and do not show all of it yet")
        time.sleep(LOOK_SECONDS)
    return True
