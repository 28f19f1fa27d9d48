"""Which tests prove a clause: golden cases that list it, and test functions that are marked with it."""

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.clauses.source import ROOT

CASES = ROOT / "tests" / "data" / "cases"
MARK = "clause"


@cache
def cases() -> dict[str, list[str]]:
    """The ids of the golden cases of each clause."""
    found: dict[str, list[str]] = {}
    for file in sorted(CASES.glob("*.jsonl")):
        for line in file.read_text(encoding="utf8").splitlines():
            if line.strip():
                case = json.loads(line)
                for clause in case["clauses"]:
                    found.setdefault(clause, []).append(case["id"])
    return found


@cache
def marked() -> dict[str, list[str]]:
    """The test functions that are marked with each clause, as `file::function`."""
    found: dict[str, list[str]] = {}
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for function, clause in _marks(file):
            found.setdefault(clause, []).append(f"{file.relative_to(ROOT).as_posix()}::{function}")
    return found


def _marks(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.parse(file.read_text(encoding="utf8")).body:
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == f"pytest.mark.{MARK}":
                    yield node.name, ast.literal_eval(decorator.args[0])
