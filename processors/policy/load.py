"""Packs, catalogues and type tables read from YAML text; every fault is listed, not the first alone."""

from collections.abc import Hashable
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from processors.policy.catalogue import Catalogue
from processors.policy.keeping import Composition, Keeping
from processors.policy.pack import Pack
from processors.policy.types import TypeTable

Model = TypeVar("Model", bound=BaseModel)


class PolicyFault(Exception):  # noqa: N818 - the field's word.
    """A policy file that cannot be used; `faults` has one line for each thing wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(*faults)
        self.faults = faults


class _Loader(yaml.CSafeLoader):
    """The safe loader, which refuses a key that stands twice: the second would silently win."""


def _mapping(loader: _Loader, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    if len(set(keys)) < len(keys):
        raise yaml.constructor.ConstructorError(None, None, "a key stands twice", node.start_mark)
    return yaml.SafeLoader.construct_mapping(loader, node, deep)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_pack(text: str) -> Pack:
    """Read a pack file, or raise a PolicyFault with every fault of its form."""
    return load_model(Pack, text)


def load_catalogue(text: str) -> Catalogue:
    """Read a sink catalogue, or raise a PolicyFault with every fault."""
    return load_model(Catalogue, text)


def load_types(text: str) -> TypeTable:
    """Read the tables by event type."""
    return load_model(TypeTable, text)


def load_composition(text: str) -> Composition:
    """Read the clauses across packs."""
    return load_model(Composition, text)


def load_keeping(text: str) -> Keeping:
    """Read what keeps clauses besides the rules of packs."""
    return load_model(Keeping, text)


def load_model(model: type[Model], text: str) -> Model:
    """Read a model from a text of YAML; PolicyFault with every fault of its form, where it is none."""
    try:
        parsed = yaml.load(text, _Loader)  # noqa: S506 - a subclass of the safe loader.
        return model.model_validate(parsed)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise PolicyFault([f"{where}{getattr(problem, 'problem', None) or 'not YAML'}"]) from problem
    except ValidationError as problem:
        raise PolicyFault([_line(error) for error in problem.errors(include_url=False)]) from problem


def _line(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"]) or "the file"
    given = error["input"]
    shown = f" ({given!r})" if isinstance(given, str | int | float) else ""
    return f"{where}: {error['msg'][:1].lower()}{error['msg'][1:]}{shown}"
