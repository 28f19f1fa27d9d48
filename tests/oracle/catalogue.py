"""The sinks of a deployment and the payload fields of the contracts, read from their files."""

from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[2]
SINKS_FILE = ROOT / "processors" / "policy" / "sinks.yaml"
FIELDS_FILE = ROOT / "tests" / "data" / "fields.tsv"

Json = dict[str, Any]


class Field(NamedTuple):
    """One line of the fields table; `steps` is its path with `[]` after each list."""

    steps: tuple[str, ...]
    path: str
    kind: str
    categories: frozenset[str]
    required: bool
    deidentified: str


Contracts = dict[str, dict[str, Field]]


def read_sinks(path: Path = SINKS_FILE) -> dict[str, Json]:
    """Every sink by name, its name among its own properties."""
    sinks: dict[str, Json] = yaml.safe_load(path.read_text(encoding="utf8"))["sinks"]
    return {name: {**sink, "name": name} for name, sink in sinks.items()}


def read_contracts(path: Path = FIELDS_FILE) -> Contracts:
    """The fields of each event type by dotted path, list marks left out."""
    contracts: Contracts = {}
    for line in path.read_text(encoding="utf8").splitlines()[2:]:
        kind, where, form, categories, required, deidentified = line.split("\t")
        tags = frozenset() if categories == "-" else frozenset(categories.split(","))
        dotted = where.replace("[]", "")
        field = Field(tuple(where.split(".")), dotted, form, tags, required == "yes", deidentified)
        contracts.setdefault(kind, {})[dotted] = field
    return contracts


def leaves(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """The dotted path and value of every leaf, list indexes left out; null is no leaf."""
    if isinstance(value, dict):
        return [leaf for key, below in value.items() for leaf in leaves(below, f"{path}.{key}" if path else key)]
    if isinstance(value, list):
        return [leaf for below in value for leaf in leaves(below, path)]
    return [] if value is None else [(path, value)]


def leaf_paths(value: Any) -> list[str]:
    """The dotted paths of the leaves, each once, in the order in which they come."""
    return list(dict.fromkeys(path for path, _ in leaves(value)))
