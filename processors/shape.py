"""A payload's leaves by number: which are there, which hold text, and what their values are."""

from collections.abc import Callable
from functools import cache
from typing import Any

from contracts.catalogue import Leaf, leaves
from contracts.vocabulary import CATEGORIES
from processors.memo import Memo

TECHNICAL = frozenset({"technical"})
MASKS_MAX = 16_384

Tree = dict[str, Any]
Value = tuple[int, Any, dict[str, Any]]


class Shape:
    """The tree of one event type's leaves; leaf `n` is bit `1 << n` of a mask."""

    def __init__(self, event_type: str) -> None:
        self.leaves: tuple[Leaf, ...] = leaves(event_type)
        self.paths = tuple(leaf.path for leaf in self.leaves)
        self.tree: Tree = {}
        self._bits: Tree = {}
        for number, leaf in enumerate(self.leaves):
            _plant(self.tree, leaf.keys, number)
            _plant(self._bits, leaf.keys, 1 << number)
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
        self._categories = Memo(self._categories_of, MASKS_MAX)
        self._steps = Memo(self._steps_to, MASKS_MAX)
        self._of_categories = Memo(self._leaves_of, MASKS_MAX)

    def mask(self, holds: Callable[[Leaf], bool]) -> int:
        """The mask of the leaves for which `holds`."""
        return sum(1 << number for number, leaf in enumerate(self.leaves) if holds(leaf))

    def of_categories(self, categories: tuple[str, ...]) -> int:
        """The mask of the leaves that have any of these categories."""
        return self._of_categories[categories]

    def present(self, data: dict[str, Any]) -> int:
        """The mask of the leaves that have a value in the payload; null equals absent."""
        return _present(self._bits, data)

    def categories(self, mask: int) -> tuple[str, ...]:
        """The data categories of a mask's leaves, in the vocabulary's order."""
        return self._categories[mask]

    def named(self, mask: int) -> tuple[str, ...]:
        """The paths of a mask's leaves, in contract order."""
        return tuple(path for number, path in enumerate(self.paths) if mask >> number & 1)

    def values(self, data: dict[str, Any], mask: int) -> list[Value]:
        """Every value of the mask's leaves: leaf number, value, and the object that holds it; leaf by leaf."""
        found: list[Value] = []
        for number, keys in self._steps[mask]:
            _collect(found, data, keys, number)
        return found

    def _leaves_of(self, categories: tuple[str, ...]) -> int:
        return self.mask(lambda leaf: any(name in categories for name in leaf.mark.categories))

    def _categories_of(self, mask: int) -> tuple[str, ...]:
        held = {name for n, leaf in enumerate(self.leaves) if mask >> n & 1 for name in leaf.mark.categories}
        return tuple(name for name in CATEGORIES if name in held)

    def _steps_to(self, mask: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
        return tuple((number, leaf.keys) for number, leaf in enumerate(self.leaves) if mask >> number & 1)


@cache
def shape(event_type: str) -> Shape:
    """The shape of an event type."""
    return Shape(event_type)


def _plant(tree: Tree, keys: tuple[str, ...], leaf: int) -> None:
    for key in keys[:-1]:
        tree = tree.setdefault(key, {})
    tree[keys[-1]] = leaf


def _present(bits: Tree, data: dict[str, Any]) -> int:
    mask = 0
    for key, value in data.items():
        if value is None:
            continue
        bit = bits[key]
        if isinstance(bit, int):
            mask |= bit if value != [] else 0
        elif isinstance(value, list):
            for item in value:
                mask |= _present(bit, item)
        else:
            mask |= _present(bit, value)
    return mask


def _collect(found: list[Value], data: dict[str, Any], keys: tuple[str, ...], number: int) -> None:
    value = data.get(keys[0])
    if value is None:
        return
    if len(keys) > 1:
        for item in value if isinstance(value, list) else (value,):
            _collect(found, item, keys[1:], number)
    elif isinstance(value, list):
        found += [(number, item, data) for item in value]
    else:
        found.append((number, value, data))
