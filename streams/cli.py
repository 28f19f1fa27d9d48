"""The one command, `assay`: its verbs are loaded when they are called, and every problem becomes one line."""

import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Any

import click

from contracts.problems import Problem, Unusable
from streams import exits

VERBS: Mapping[str, tuple[str, str]] = {
    "run": ("streams.verbs.run:command", "Govern the events of files into one file a sink."),
    "decide": ("streams.verbs.decide:command", "Print the decision about every event."),
    "redact": ("streams.verbs.redact:command", "Replace what identifies people in texts."),
    "worker": ("streams.verbs.worker:command", "Govern the events of Kafka topics, exactly once."),
    "topics": ("streams.verbs.topics:command", "Make topics and rules of access as they are declared."),
    "dead-letters": ("streams.verbs.dead_letters:command", "See what could not be governed, and send it again."),
    "explain": ("streams.verbs.explain:command", "Say why an event went where it went."),
    "anonymity": ("streams.verbs.anonymity:command", "Count the copies of a run that few others look like."),
    "policy": ("streams.verbs.policy:command", "Check policy packs, and compare versions of them."),
    "contracts": ("streams.verbs.contracts:command", "Export the contracts of events and facts as JSON Schema."),
}


class Verbs(click.Group):
    """A group whose commands are imported when one of them is called, so that none pays for another's imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature.
        """The verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature.
        """The verb's command, imported now."""
        if cmd_name not in VERBS:
            return None
        module, _, name = VERBS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's.
        """List the verbs from the table, importing none."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, summary) for name, (_, summary) in VERBS.items()])


def _print_version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"assay {version('assay')}")
        ctx.exit()


@click.group(
    cls=Verbs,
    epilog="Exits 0 on success, 1 on findings, 2 on what cannot be used as given, 3 where a job could not be finished.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
def assay() -> None:
    """Data governance for jewelry retail, in flight.

    Tags, routes, de-identifies and explains every event under the policies that bind it.
    """


def main() -> None:
    """Run the command and leave with its exit code."""
    code = ended(lambda: invoke(sys.argv[1:]))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = exits.BROKEN_PIPE
    if code == exits.BROKEN_PIPE:
        # What is left in the buffer has no reader, and flushing it at exit would print a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(code)


def invoke(args: list[str]) -> Any:
    """Invoke the command. Not by `assay.main`, where a reader that goes away ends in the exit code of findings."""
    with assay.make_context("assay", args) as context:
        return assay.invoke(context)


def ended(command: Callable[[], Any]) -> int:
    """Run a command to its exit code; whatever goes wrong is told in lines that hold no payload value."""
    try:
        code = command()
    except click.ClickException as error:
        error.show()
        return exits.UNUSABLE
    except Problem as problem:
        told(str(problem) if not isinstance(problem, Unusable | exits.Unfinished) else problem.kind)
        return problem.exit_code if isinstance(problem, exits.Unfinished) else exits.UNUSABLE
    except (KeyboardInterrupt, click.Abort):
        told("stopped")
        return exits.INTERRUPTED
    except click.exceptions.Exit as leaving:
        code = leaving.exit_code
    except BrokenPipeError:
        code = exits.BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - a traceback would print what it was about.
        told(f"unexpected {exits.whereabouts(error)}")
        return exits.UNFINISHED
    return code if isinstance(code, int) else exits.DONE


def told(message: str) -> None:
    """Print a message on stderr, one line for each of its lines."""
    for line in message.splitlines():
        click.echo(f"assay: {line}", err=True)
