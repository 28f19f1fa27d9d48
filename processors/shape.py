"""A payload's leaves by number: which are there, which hold text, and a copy with some of them."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from contracts.catalogue import Leaf, leaves
from contracts.vocabulary import CATEGORIES

TECHNICAL = frozenset({"technical"})

Tree = dict[str, Any]
Changes = Mapping[int, Callable[[Any], Any]]


class Shape:
    """The tree of one event type's leaves; leaf `n` is bit `1 << n` of a mask."""

    def __init__(self, event_type: str) -> None:
        self.leaves: tuple[Leaf, ...] = leaves(event_type)
        self.paths = tuple(leaf.path for leaf in self.leaves)
        self._categories: dict[int, tuple[str, ...]] = {}
        self._of_categories: dict[tuple[str, ...], int] = {}
        self._pruned: dict[int, Tree] = {}
        self._masked: dict[int, tuple[tuple[int, tuple[str, ...]], ...]] = {}
        self.tree: Tree = {}
        for number, leaf in enumerate(self.leaves):
            branch = self.tree
            for key in leaf.keys[:-1]:
                branch = branch.setdefault(key, {})
            branch[leaf.keys[-1]] = number
        self.actions = tuple(
            (number, "speaker" if leaf.keys[-1] == "speaker" else leaf.mark.deidentified)
            for number, leaf in enumerate(self.leaves)
            if leaf.mark.deidentified != "kept" or leaf.keys[-1] == "speaker"
        )
        self.substantial = self.mask(lambda leaf: not TECHNICAL.issuperset(leaf.mark.categories))
        self.gone = self.mask(lambda leaf: leaf.mark.deidentified == "gone")
        self.texts = self.mask(lambda leaf: leaf.mark.text)
        self.dates = self.mask(lambda leaf: leaf.mark.deidentified in ("month", "decade"))
        self.watched = self.mask(
            lambda leaf: leaf.kind == "str" and ("payment" in leaf.mark.categories or leaf.path == "password")
        )
        self.identifiers = self.mask(lambda leaf: leaf.mark.deidentified == "gone" and leaf.kind in ("str", "text"))

    def mask(self, holds: Callable[[Leaf], bool]) -> int:
        """The mask of the leaves for which `holds`."""
        return sum(1 << number for number, leaf in enumerate(self.leaves) if holds(leaf))

    def of_categories(self, categories: tuple[str, ...]) -> int:
        """The mask of the leaves that have any of these categories."""
        found = self._of_categories.get(categories)
        if found is None:
            found = self.mask(lambda leaf: any(name in categories for name in leaf.mark.categories))
            self._of_categories[categories] = found
        return found

    def present(self, data: dict[str, Any]) -> int:
        """The mask of the leaves that have a value in the payload; null equals absent."""
        return _present(self.tree, data)

    def categories(self, mask: int) -> tuple[str, ...]:
        """The data categories of a mask's leaves, in the vocabulary's order."""
        found = self._categories.get(mask)
        if found is None:
            held = {name for n, leaf in enumerate(self.leaves) if mask >> n & 1 for name in leaf.mark.categories}
            found = self._categories[mask] = tuple(name for name in CATEGORIES if name in held)
        return found

    def named(self, mask: int) -> tuple[str, ...]:
        """The paths of a mask's leaves, in contract order."""
        return tuple(path for number, path in enumerate(self.paths) if mask >> number & 1)

    def values(self, data: dict[str, Any], mask: int) -> Iterator[tuple[int, Any, dict[str, Any]]]:
        """Every value of the mask's leaves: leaf number, value, and the object that holds it; leaf by leaf."""
        for number, keys in self._paths(mask):
            yield from _values(data, keys, number)

    def _paths(self, mask: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
        found = self._masked.get(mask)
        if found is None:
            wanted = ((number, leaf.keys) for number, leaf in enumerate(self.leaves) if mask >> number & 1)
            found = self._masked[mask] = tuple(wanted)
        return found

    def pick(self, data: dict[str, Any], mask: int, changes: Changes | None = None) -> dict[str, Any]:
        """A copy of the payload with the mask's leaves alone, values put through their leaf's change if it has one."""
        pruned = self._pruned.get(mask)
        if pruned is None:
            pruned = self._pruned[mask] = _prune(self.tree, mask)
        return _pick(pruned, data, changes or {})


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


def _values(data: dict[str, Any], keys: tuple[str, ...], number: int) -> Iterator[tuple[int, Any, dict[str, Any]]]:
    value = data.get(keys[0])
    if value is None:
        return
    items = value if isinstance(value, list) else (value,)
    if len(keys) == 1:
        for item in items:
            yield number, item, data
    else:
        for item in items:
            yield from _values(item, keys[1:], number)


def _prune(tree: Tree, mask: int) -> Tree:
    """The tree with the mask's leaves alone."""
    pruned: Tree = {}
    for key, branch in tree.items():
        if isinstance(branch, int):
            if mask >> branch & 1:
                pruned[key] = branch
        elif below := _prune(branch, mask):
            pruned[key] = below
    return pruned


def _pick(tree: Tree, data: dict[str, Any], changes: Changes) -> dict[str, Any]:
    copy: dict[str, Any] = {}
    for key, branch in tree.items():
        value = data.get(key)
        if value is None:
            continue
        if isinstance(branch, int):
            change = changes.get(branch)
            if change is None:
                copy[key] = value
            else:
                copy[key] = [change(item) for item in value] if isinstance(value, list) else change(value)
        elif isinstance(value, list):
            items = [_pick(branch, item, changes) for item in value]
            if any(items):
                copy[key] = items
        elif picked := _pick(branch, value, changes):
            copy[key] = picked
    return copy
