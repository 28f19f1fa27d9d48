"""Prints the table of clauses: `python -m tests.clauses > docs/clauses.md`."""

import sys

from tests.clauses.table import page

if __name__ == "__main__":
    sys.stdout.write(page())
