"""The policies of a deployment read from files: the packs, the sink catalogue, the tables by event type."""

import hashlib
from collections.abc import Callable, Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple, TypeVar

from contracts.problems import Unusable
from processors.policy.catalogue import Catalogue
from processors.policy.faults import faults, findings
from processors.policy.keeping import Composition
from processors.policy.load import (
    PolicyFault,
    load_catalogue,
    load_composition,
    load_keeping,
    load_pack,
    load_types,
)
from processors.policy.pack import Pack
from processors.policy.packs import Packs
from processors.policy.types import TypeTable

BUILT_IN = files("processors.policy")

Loaded = TypeVar("Loaded")


class Policies(NamedTuple):
    """What decides. `digest` is of every file that it was read from."""

    packs: Packs
    catalogue: Catalogue
    types: TypeTable
    digest: str


class Checked(NamedTuple):
    """What is wrong with policies: `faults` keep them from being used, `findings` do not."""

    faults: list[str]
    findings: list[str]


def load_policies(packs: Path | None = None, sinks: Path | None = None) -> Policies:
    """Read packs from a folder and sinks from a file, else the built-in ones; Unusable, with every fault, if any is."""
    policies, found = _examined(packs, sinks)
    if policies is None or found:
        raise Unusable("\n".join(found))
    return policies


def check_policies(packs: Path | None = None, sinks: Path | None = None) -> Checked:
    """Tell everything that is wrong; Unusable where there is nothing to look at."""
    policies, found = _examined(packs, sinks)
    keeping = load_keeping(_text(BUILT_IN / "kept_by.yaml"))
    return Checked(found, findings(policies.packs, policies.catalogue, keeping) if policies else [])


def composition() -> Composition:
    """The clauses across packs."""
    return load_composition(_text(BUILT_IN / "composition.yaml"))


def _examined(packs: Path | None, sinks: Path | None) -> tuple[Policies | None, list[str]]:
    """The policies, None where a file cannot be read as one, and every fault."""
    sources = _sources(packs or BUILT_IN / "packs")
    of_sinks, of_types = sinks or BUILT_IN / "sinks.yaml", BUILT_IN / "types.yaml"
    found: list[str] = []
    read = [pack for source in sources if (pack := _read(source, load_pack, found))]
    catalogue, types = _read(of_sinks, load_catalogue, found), _read(of_types, load_types, found)
    if found or catalogue is None or types is None:
        return None, found
    digest = hashlib.sha256()
    for source in (*sources, of_sinks, of_types):
        digest.update(source.name.encode() + b"\0" + _text(source).encode() + b"\0")
    policies = Policies(Packs(read), catalogue, types, digest.hexdigest())
    return policies, faults(policies.packs, catalogue, types, composition())


def _sources(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        raise Unusable(f"{folder.name} is no folder of packs")
    found: Iterable[Traversable] = (entry for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    sources = sorted(found, key=lambda entry: entry.name)
    if not sources:
        raise Unusable(f"{folder.name} holds no pack")
    return sources


def read_pack(file: Path) -> Pack:
    """Read one pack file, whatever else there is; Unusable, with every fault of its form, where it is none."""
    found: list[str] = []
    pack = _read(file, load_pack, found)
    if pack is None:
        raise Unusable("\n".join(found))
    return pack


def _read(source: Traversable, load: Callable[[str], Loaded], found: list[str]) -> Loaded | None:
    """Read one file; None where it is at fault, with its faults put to those found."""
    try:
        return load(_text(source))
    except PolicyFault as fault:
        found += [f"{source.name}: {line}" for line in fault.faults]
        return None


def _text(source: Traversable) -> str:
    try:
        return source.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as problem:
        raise Unusable(f"{source.name} cannot be read: {type(problem).__name__}") from None
