"""Tables of the page that says how decisions are made, written out for the tests."""

from typing import NamedTuple


class Cell(NamedTuple):
    """One cell: the pack of its column, the name of its row, and the words that stand in it."""

    pack: str
    row: str
    words: tuple[str, ...]


def cells(columns: tuple[str, ...], table: str) -> list[Cell]:
    """The cells of a table whose lines are a name and one cell for each pack, separated by bars."""
    found = []
    for line in table.strip().splitlines():
        name, *words = (part.strip() for part in line.split("|"))
        found += [Cell(pack, name, tuple(cell.split())) for pack, cell in zip(columns, words, strict=True)]
    return found


def rows(table: str) -> list[str]:
    """The names of a table's rows."""
    return [line.partition("|")[0].strip() for line in table.strip().splitlines()]
