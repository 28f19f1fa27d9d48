"""The fields of a contract, read off its model."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from contracts.marks import Mark


@dataclass(frozen=True, slots=True)
class Node:
    """A leaf or container: the keys that lead to it, and under which of them lists stand; `holds` is its bare type."""

    keys: tuple[str, ...]
    repeated: tuple[bool, ...]
    required: bool
    mark: Mark | None
    holds: Any

    @property
    def is_container(self) -> bool:
        """Whether further fields stand below this one."""
        return isinstance(self.holds, type) and issubclass(self.holds, BaseModel)


def nodes(model: type[BaseModel], keys: tuple[str, ...] = (), repeated: tuple[bool, ...] = ()) -> Iterator[Node]:
    """The fields of a model and of the models below it, in contract order, a container before what it holds."""
    for name, field in model.model_fields.items():
        mark = next((item for item in field.metadata if isinstance(item, Mark)), None)
        holds, mark, is_list = _opened(field.annotation, mark)
        node = Node((*keys, field.alias or name), (*repeated, is_list), field.is_required(), mark, holds)
        yield node
        if node.is_container:
            yield from nodes(holds, node.keys, node.repeated)


def _opened(annotation: Any, mark: Mark | None) -> tuple[Any, Mark | None, bool]:
    """The bare type inside `Annotated`, an optional and a list, with the mark met on the way."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _opened(inside[0], next((item for item in inside[1:] if isinstance(item, Mark)), mark))
    if origin in (Union, UnionType):
        return _opened(next(item for item in inside if item is not NoneType), mark)
    if origin is list:
        holds, mark, _ = _opened(inside[0], mark)
        return holds, mark, True
    return annotation, mark, False
