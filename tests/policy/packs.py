"""Packs for tests: the built-in ones, and made-up ones that differ from them in one thing."""

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from processors.policy.faults import faults
from processors.policy.pack import Pack
from processors.policy.packs import Packs
from streams.policies import BUILT_IN, Policies, composition, load_policies

Json = dict[str, Any]
Edit = Callable[[Json], object]
BUILT_IN_PACKS = ("jane_ellen", "jewellink", "jewelry_odm", "parure_belle", "stexcel")
POLICIES: Policies = load_policies()


@cache
def _parsed(name: str) -> Json:
    parsed: Json = yaml.safe_load(text(name))
    return parsed


def text(name: str) -> str:
    """A built-in pack as its file has it."""
    return (BUILT_IN / "packs" / f"{name}.yaml").read_text(encoding="utf8")


def raw(name: str, *edits: Edit) -> Json:
    """A built-in pack as it is parsed, with some edits."""
    parsed = deepcopy(_parsed(name))
    for edit in edits:
        edit(parsed)
    return parsed


def edited(name: str, *edits: Edit) -> str:
    """The text of a built-in pack with some edits."""
    return yaml.safe_dump(raw(name, *edits), sort_keys=False, allow_unicode=True)


def pack(name: str, *edits: Edit) -> Pack:
    """A built-in pack with some edits."""
    return Pack.model_validate(raw(name, *edits))


def set_at(place: str, value: Any) -> Edit:
    """An edit that puts a value in a dotted place; keys may hold dots where they are the last."""

    def edit(parsed: Json) -> None:
        holder, keys = parsed, place.split("/")
        for key in keys[:-1]:
            holder = holder.setdefault(key, {})
        holder[keys[-1]] = value

    return edit


def drop(place: str) -> Edit:
    """An edit that takes a place away."""

    def edit(parsed: Json) -> None:
        holder, keys = parsed, place.split("/")
        for key in keys[:-1]:
            holder = holder[key]
        del holder[keys[-1]]

    return edit


def as_version(version: str, effective: str | None, notice: str | None = None) -> Edit:
    """An edit that makes a version of a pack."""

    def edit(parsed: Json) -> None:
        parsed |= {"version": version, "effective": effective, "notice": notice}

    return edit


def faults_of(*packs: Pack, policies: Policies = POLICIES) -> list[str]:
    """The faults of some packs beside the built-in catalogue and types."""
    return faults(Packs(packs), policies.catalogue, policies.types, composition())


def write_packs(folder: Path, **texts: str) -> Path:
    """A folder with the built-in packs, and others by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in BUILT_IN_PACKS:
        (folder / f"{name}.yaml").write_text(text(name), encoding="utf8")
    for name, own in texts.items():
        (folder / f"{name}.yaml").write_text(own, encoding="utf8")
    return folder
