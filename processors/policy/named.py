"""Where a pack names clauses: read off the annotations of its parts, so that a new part is never forgotten."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from processors.policy.pack import Pack
from processors.policy.words import CLAUSE, ClauseId

NOT_RULES = ("clauses", "open")


class Naming(NamedTuple):
    """One place of a pack that names a clause; `table` is the part of the pack, `key` the place in it."""

    table: str
    key: str
    clause: ClauseId

    @property
    def place(self) -> str:
        """The dotted path of the place."""
        return f"{self.table}.{self.key}" if self.key else self.table


def named_clauses(pack: Pack) -> Iterator[Naming]:
    """Every place where a rule of the pack names a clause, in the order of the pack's parts."""
    for keys, clause in _named(pack, ()):
        if keys[0] not in NOT_RULES:
            yield Naming(keys[0], ".".join(keys[1:]), clause)


def _named(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ClauseId]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            marked = name in _marked(type(value))
            yield from _texts(inner, (*keys, name)) if marked else _named(inner, (*keys, name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _named(inner, (*keys, str(key)))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _named(inner, (*keys, str(number)))


def _texts(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ClauseId]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*keys, str(key)))
    elif isinstance(value, str):
        yield keys, value


@cache
def _marked(model: type[BaseModel]) -> frozenset[str]:
    """The fields of a part whose texts are clause ids."""
    fields = model.model_fields.items()
    return frozenset(name for name, field in fields if CLAUSE in field.metadata or _is_marked(field.annotation))


def _is_marked(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        return CLAUSE in get_args(annotation)
    return any(_is_marked(part) for part in get_args(annotation))
