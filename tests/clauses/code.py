"""Which modules keep a clause: those that read a part of the packs, and those that are listed or name it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from processors.policy.pack import Pack
from tests.clauses.source import KEEPING, ROOT, namings

HOLDERS = frozenset({"pack", "platform", "retailer"})  # How code calls the pack whose part it reads.
PARTS = frozenset(Pack.model_fields)
ABOUT_PACKS = ("processors.policy",)  # They read packs to check and compare them, and keep no clause by that.


def keepers(clause: str) -> list[str]:
    """The modules that keep a clause, those listed for it first."""
    listed = list(KEEPING.code.get(clause, ()))
    parts = [naming.table for _, naming in namings().get(clause, ())]
    reading = [module for part in dict.fromkeys(parts) for module in readers().get(part, ())]
    return list(dict.fromkeys([*listed, *naming_modules().get(clause, ()), *reading]))


@cache
def readers() -> dict[str, list[str]]:
    """The modules that read each part of a pack."""
    found: dict[str, list[str]] = {}
    for module, tree in trees():
        if not module.startswith(ABOUT_PACKS):
            for part in sorted({*_parts_read(tree)}):
                found.setdefault(part, []).append(module)
    return found


@cache
def naming_modules() -> dict[str, list[str]]:
    """The modules in which a clause is named as a constant."""
    found: dict[str, list[str]] = {}
    for module, tree in trees():
        for text in sorted({*_texts(tree)}):
            found.setdefault(text, []).append(module)
    return found


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the product, parsed."""
    return tuple((module_of(file), ast.parse(file.read_text(encoding="utf8"))) for file in files())


def files() -> Iterator[Path]:
    """Every file of the product's code."""
    for folder in ("contracts", "processors", "streams"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def module_of(file: Path) -> str:
    """The module that a file is."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _parts_read(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in PARTS and _name_of(node.value) in HOLDERS:
            yield node.attr


def _name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _texts(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
