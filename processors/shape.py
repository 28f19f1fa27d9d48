"""A payload's leaves by number: which are there, which hold text, and a copy with some of them."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from contracts.catalogue import Leaf, leaves

Tree = dict[str, Any]
Change = Callable[[int, Any], Any]


class Shape:
    """The tree of one event type's leaves; leaf `n` is bit `1 << n` of a mask."""

    def __init__(self, event_type: str) -> None:
        self.leaves: tuple[Leaf, ...] = leaves(event_type)
        self.paths = tuple(leaf.path for leaf in self.leaves)
        self.tree: Tree = {}
        for number, leaf in enumerate(self.leaves):
            branch = self.tree
            for key in leaf.keys[:-1]:
                branch = branch.setdefault(key, {})
            branch[leaf.keys[-1]] = number
        self.texts = self.mask(lambda leaf: leaf.mark.text)
        self.dates = self.mask(lambda leaf: leaf.mark.deidentified in ("month", "decade"))
        self.watched = self.mask(
            lambda leaf: leaf.kind == "str" and ("payment" in leaf.mark.categories or leaf.path == "password")
        )
        self.identifiers = self.mask(lambda leaf: leaf.mark.deidentified == "gone" and leaf.kind in ("str", "text"))

    def mask(self, holds: Callable[[Leaf], bool]) -> int:
        """The mask of the leaves for which `holds`."""
        return sum(1 << number for number, leaf in enumerate(self.leaves) if holds(leaf))

    def present(self, data: dict[str, Any]) -> int:
        """The mask of the leaves that have a value in the payload; null equals absent."""
        return _present(self.tree, data)

    def named(self, mask: int) -> tuple[str, ...]:
        """The paths of a mask's leaves, in contract order."""
        return tuple(path for number, path in enumerate(self.paths) if mask >> number & 1)

    def values(self, data: dict[str, Any], mask: int) -> Iterator[tuple[int, Any, dict[str, Any]]]:
        """Every value of the mask's leaves in payload order: leaf number, value, and the object that holds it."""
        return _values(self.tree, data, mask)

    def pick(self, data: dict[str, Any], mask: int, change: Change | None = None) -> dict[str, Any]:
        """A copy of the payload with the mask's leaves alone, each value put through `change`."""
        return _pick(self.tree, data, mask, change)


@cache
def shape(event_type: str) -> Shape:
    """The shape of an event type."""
    return Shape(event_type)


def _present(tree: Tree, data: dict[str, Any]) -> int:
    mask = 0
    for key, value in data.items():
        if value is None:
            continue
        branch = tree[key]
        if isinstance(branch, int):
            mask |= 1 << branch if value != [] else 0
        elif isinstance(value, list):
            for item in value:
                mask |= _present(branch, item)
        else:
            mask |= _present(branch, value)
    return mask


def _values(tree: Tree, data: dict[str, Any], mask: int) -> Iterator[tuple[int, Any, dict[str, Any]]]:
    for key, value in data.items():
        if value is None:
            continue
        branch = tree[key]
        if isinstance(branch, int):
            if mask >> branch & 1:
                for item in value if isinstance(value, list) else (value,):
                    yield branch, item, data
        else:
            for item in value if isinstance(value, list) else (value,):
                yield from _values(branch, item, mask)


def _pick(tree: Tree, data: dict[str, Any], mask: int, change: Change | None) -> dict[str, Any]:
    copy: dict[str, Any] = {}
    for key, value in data.items():
        if value is None:
            continue
        branch = tree[key]
        if isinstance(branch, int):
            if mask >> branch & 1:
                copy[key] = _changed(branch, value, change)
        elif picked := _picked(branch, value, mask, change):
            copy[key] = picked
    return copy


def _changed(leaf: int, value: Any, change: Change | None) -> Any:
    if change is None:
        return value
    return [change(leaf, item) for item in value] if isinstance(value, list) else change(leaf, value)


def _picked(tree: Tree, value: Any, mask: int, change: Change | None) -> Any:
    if isinstance(value, list):
        items = [_pick(tree, item, mask, change) for item in value]
        return items if any(items) else []
    return _pick(tree, value, mask, change)
