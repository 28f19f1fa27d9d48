"""The repository's own files, and its Python modules parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PRODUCT = ("contracts", "processors", "streams")
NOT_OURS = frozenset({"build", "dist", "node_modules", "__pycache__"})
TEXTS = frozenset({".py", ".md", ".toml", ".yaml", ".yml", ".cfg", ".ini", ".lock", ".txt", ".tsv", ".sh", ".json", ""})
TEXT_BYTES_MAX = 4 << 20


class Module(NamedTuple):
    """One Python file: its dotted name, its text, its tree."""

    name: str
    path: str
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """The folder of the repository that it is in."""
        return self.name.partition(".")[0]


def files() -> Iterator[Path]:
    """Every file that is ours: nothing hidden but the folder of the build, nothing built, nothing installed."""
    waiting = [ROOT]
    while waiting:
        for entry in sorted(waiting.pop().iterdir()):
            if entry.name in NOT_OURS or (entry.name.startswith(".") and entry.name != ".ci"):
                continue
            if entry.is_dir():
                waiting.append(entry)
            else:
                yield entry


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the repository."""
    return tuple(_module(file) for file in files() if file.suffix == ".py")


def product() -> list[Module]:
    """The modules that are shipped."""
    return [module for module in modules() if module.package in PRODUCT]


@cache
def texts() -> dict[str, str]:
    """Every text file by its path, what is too long to be written by hand left out."""
    found = {}
    for file in files():
        if file.suffix in TEXTS and file.stat().st_size <= TEXT_BYTES_MAX:
            found[file.relative_to(ROOT).as_posix()] = file.read_text(encoding="utf8", errors="replace")
    return found


def imports(module: Module) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it; for `from a import b` both `a` and `a.b`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def strings(tree: ast.AST) -> Iterator[str]:
    """The texts that stand in code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _module(file: Path) -> Module:
    path = file.relative_to(ROOT)
    parts = path.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = file.read_text(encoding="utf8")
    return Module(name, path.as_posix(), text, ast.parse(text))
