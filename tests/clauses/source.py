"""The clauses that are promised, and what the product says of how each is kept."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from processors.policy.keeping import Keeping
from processors.policy.load import load_keeping
from processors.policy.named import Naming, named_clauses
from processors.policy.pack import Pack
from streams.policies import BUILT_IN, load_policies

ROOT = Path(__file__).parents[2]
PROMISED = ROOT / "tests" / "data" / "clauses.yaml"
PACKS = load_policies().packs.all()
KEEPING: Keeping = load_keeping((BUILT_IN / "kept_by.yaml").read_text(encoding="utf8"))


class Promise(NamedTuple):
    """One clause of the matrix that the packs are written from; one across packs has no kind, section and summary."""

    id: str
    must: str
    kind: str = ""
    section: str = ""
    says: str = ""


@cache
def matrix() -> dict[str, Any]:
    """The matrix of clauses as it was given."""
    parsed: dict[str, Any] = yaml.safe_load(PROMISED.read_text(encoding="utf8"))
    return parsed


def promises() -> list[Promise]:
    """Every clause of a document, then those across packs."""
    return [Promise(**clause) for clause in (*matrix()["clauses"], *matrix()["composition"])]


def pack_of(clause: str) -> Pack | None:
    """The pack that a clause stands in; none for one across packs."""
    return next((pack for pack in PACKS if clause in pack.clauses), None)


@cache
def namings() -> dict[str, list[tuple[Pack, Naming]]]:
    """Every place of a pack that names each clause."""
    found: dict[str, list[tuple[Pack, Naming]]] = {}
    for pack in PACKS:
        for naming in named_clauses(pack):
            found.setdefault(naming.clause, []).append((pack, naming))
    return found
