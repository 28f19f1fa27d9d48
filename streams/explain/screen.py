"""Lines on standard output: wrapped and coloured on a terminal, as they are in a pipe."""

from collections.abc import Iterable

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from streams.explain.prose import Line

INDENT = 2


def show(lines: Iterable[Line]) -> None:
    """Print lines to be read."""
    console = Console()
    for indent, text, style in lines:
        clean = printable(text)
        if console.is_terminal:
            console.print(Padding(Text(clean, style=style), (0, 0, 0, INDENT * indent)))
        else:
            click.echo(" " * INDENT * indent + clean)


def printable(text: str) -> str:
    """A text without what would steer a terminal: names in a ledger come from outside."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
