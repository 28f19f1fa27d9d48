"""The event of a quarantine record: whole, but for every prohibited value, which its class stands in for."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from processors.governed import Governed
from processors.shape import Tree
from processors.text.document import Finding
from processors.text.fields import Piece, Read, within
from processors.text.prohibited import by_field, mask

ELSEWHERE_CHARACTERS_MIN = 6


def quarantined_event(whole: dict[str, Any], governed: Governed) -> dict[str, Any]:
    """The event with every prohibited value masked, whatever it was stopped for; where there is none, as it came.

    What was found in one place is masked wherever else it stands, in attributes too.
    """
    tagged, read = governed.tagged, governed.read
    if not governed.found:
        return whole
    shape, texts, found = tagged.shape, _masked_texts(read), _found_texts(read)

    def change(leaf: int, value: Any) -> Any:
        if leaf in texts:
            return next(texts[leaf])
        kind = by_field(shape.paths[leaf], value) if shape.watched >> leaf & 1 else None
        if kind and len(str(value)) >= ELSEWHERE_CHARACTERS_MIN:
            found.setdefault(str(value), kind)
        return f"[{kind.upper()}]" if kind else value

    masked = {**whole, "data": _changed(shape.tree, whole["data"], change)}
    longest_first = sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))
    return {name: _without(value, longest_first) for name, value in masked.items()}


def _found_texts(read: Read) -> dict[str, str]:
    """What was found in free text, each with its class; what is too short stands elsewhere by chance."""
    found = ((read.document.text[item.start : item.end], item.kind) for item in read.reading.findings)
    return {text: kind for text, kind in found if len(text) >= ELSEWHERE_CHARACTERS_MIN}


def _without(value: Any, found: Sequence[tuple[str, str]]) -> Any:
    if isinstance(value, str):
        for text, kind in found:
            value = value.replace(text, f"[{kind.upper()}]")
        return value
    if isinstance(value, list):
        return [_without(item, found) for item in value]
    return {key: _without(item, found) for key, item in value.items()} if isinstance(value, dict) else value


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
    findings = sorted(read.reading.findings, key=lambda found: (found.start, found.end))
    ends = list(accumulate((found.end for found in findings), max))
    for piece in read.pieces:
        text = read.document.text[piece.start : piece.end]
        texts.setdefault(piece.leaf, []).append(mask(text, _parts(piece, within(piece, findings, ends))))
    return {leaf: iter(masked) for leaf, masked in texts.items()}


def _parts(piece: Piece, findings: Sequence[Finding]) -> list[Finding]:
    """The parts of findings that lie in a piece, counted from its start."""
    return [
        Finding(found.kind, max(found.start, piece.start) - piece.start, min(found.end, piece.end) - piece.start)
        for found in findings
        if found.end > piece.start
    ]
