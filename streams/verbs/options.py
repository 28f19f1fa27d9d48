"""The options that several verbs share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class FilesCommand(click.Command):
    """A command whose repeatable options take several files at once: `--input a b` is `--input a --input b`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat the name of an option before each further file."""
        several = {name for option in self.params if option.multiple for name in option.opts}
        return super().parse_args(ctx, list(_repeated(args, several)))


def _repeated(args: list[str], several: set[str]) -> list[str]:
    repeated: list[str] = []
    name: str | None = None
    is_open = False  # Whether the option's name stands there and waits for its first file.
    for arg in args:
        if arg.startswith("-") and arg != "-":
            option, equals, _ = arg.partition("=")
            name = option if option in several else None
            is_open = name is not None and not equals
        elif name and not is_open:
            repeated.append(name)
        else:
            is_open = False
        repeated.append(arg)
    return repeated


def file_option(name: str, parameter: str, summary: str) -> Callable[[Decorated], Decorated]:
    """An option that names one file or folder."""
    return click.option(name, parameter, type=click.Path(path_type=Path), help=summary)


def files_option(name: str, parameter: str, summary: str, required: bool = False) -> Callable[[Decorated], Decorated]:
    """An option that lists files, and may be repeated."""
    return click.option(
        name,
        parameter,
        type=click.Path(path_type=Path),
        multiple=True,
        required=required,
        metavar="FILE...",
        help=summary,
    )


CONTROL = files_option("--control", "control", "Control facts, JSON lines; gzip is read by name.")
SINKS = file_option("--sinks", "sinks", "The sink catalogue, instead of the built-in one.")
PACKS = file_option("--packs", "packs", "A folder of policy packs, instead of the built-in ones.")
KEY = file_option(
    "--key", "key", "The secret for pseudonyms; else the file that ASSAY_KEY_FILE names, else one made on first use."
)
