"""The event of a quarantine record: whole, but for every prohibited value, which its class stands in for."""

from collections.abc import Callable, Iterator
from typing import Any

from processors.governed import Governed
from processors.shape import Tree
from processors.text.document import Finding
from processors.text.fields import Piece, Read
from processors.text.prohibited import by_field, mask


def quarantined_event(whole: dict[str, Any], governed: Governed) -> dict[str, Any]:
    """The event with every prohibited value masked, whatever it was stopped for; where there is none, as it came."""
    tagged, read = governed.tagged, governed.read
    if not governed.found:
        return whole
    shape, texts = tagged.shape, _masked_texts(read)

    def change(leaf: int, value: Any) -> Any:
        if leaf in texts:
            return next(texts[leaf])
        kind = by_field(shape.paths[leaf], value) if shape.watched >> leaf & 1 else None
        return f"[{kind.upper()}]" if kind else value

    return {**whole, "data": _changed(shape.tree, whole["data"], change)}


def _changed(tree: Tree | int, value: Any, change: Callable[[int, Any], Any]) -> Any:
    """The payload as it is, nulls and all, each value put through `change`."""
    if value is None:
        return None
    if isinstance(value, list):
        return [_changed(tree, item, change) for item in value]
    if isinstance(tree, int):
        return change(tree, value)
    return {key: _changed(tree[key], inner, change) for key, inner in value.items()}


def _masked_texts(read: Read) -> dict[int, Iterator[str]]:
    """The masked texts of every leaf, in payload order."""
    texts: dict[int, list[str]] = {}
    for piece in read.pieces:
        text = read.document.text[piece.start : piece.end]
        texts.setdefault(piece.leaf, []).append(mask(text, _within(piece, read.reading.findings)))
    return {leaf: iter(masked) for leaf, masked in texts.items()}


def _within(piece: Piece, findings: tuple[Finding, ...]) -> list[Finding]:
    """The parts of findings that lie in a piece, counted from its start."""
    return [
        Finding(found.kind, max(found.start, piece.start) - piece.start, min(found.end, piece.end) - piece.start)
        for found in findings
        if found.start < piece.end and piece.start < found.end
    ]
