"""The policies of a deployment read from files: the packs, the sink catalogue, the tables by event type."""

import hashlib
from collections.abc import Callable, Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple, TypeVar

from contracts.problems import Unusable
from processors.policy.catalogue import Catalogue
from processors.policy.load import PolicyFault, load_catalogue, load_pack, load_types
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


def load_policies(packs: Path | None = None, sinks: Path | None = None) -> Policies:
    """Read packs from a folder and sinks from a file, else the built-in ones; Unusable where one is at fault."""
    folder: Traversable = packs or BUILT_IN / "packs"
    sources = _sources(folder)
    catalogue, types = sinks or BUILT_IN / "sinks.yaml", BUILT_IN / "types.yaml"
    digest = hashlib.sha256()
    for source in (*sources, catalogue, types):
        digest.update(source.name.encode() + b"\0" + _text(source).encode() + b"\0")
    return Policies(
        Packs(_read(source, load_pack) for source in sources),
        _read(catalogue, load_catalogue),
        _read(types, load_types),
        digest.hexdigest(),
    )


def _sources(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        raise Unusable(f"{folder.name} is no folder of packs")
    found: Iterable[Traversable] = (entry for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    sources = sorted(found, key=lambda entry: entry.name)
    if not sources:
        raise Unusable(f"{folder.name} holds no pack")
    return sources


def _read(source: Traversable, load: Callable[[str], Loaded]) -> Loaded:
    try:
        return load(_text(source))
    except PolicyFault as fault:
        raise Unusable(f"{source.name}: {'; '.join(fault.faults)}") from None


def _text(source: Traversable) -> str:
    try:
        return source.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as problem:
        raise Unusable(f"{source.name} cannot be read: {type(problem).__name__}") from None
