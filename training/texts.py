"""A labelled text as pieces, so that it can be changed and put together again with its spans."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zlib import crc32

CORPORA = Path(__file__).parent / "corpora"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one label, or none."""

    text: str
    label: str | None = None
    tier: str = "direct"


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text. `known` is what the shop knows of its people, by label."""

    name: str
    source: str
    group: str
    pieces: tuple[Piece, ...]
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)

    def spans(self) -> Iterator[tuple[int, int, str, str]]:
        """Start, end, label and tier of every labelled piece."""
        at = 0
        for piece in self.pieces:
            if piece.label:
                yield at, at + len(piece.text), piece.label, piece.tier
            at += len(piece.text)


def pieces_of(text: str, spans: list[dict[str, Any]]) -> tuple[Piece, ...]:
    """Cut a text at its spans; of spans that overlap the first counts."""
    pieces, at = [], 0
    for span in sorted(spans, key=lambda span: (span["start"], -span["end"])):
        if span["start"] < at:
            continue
        if span["start"] > at:
            pieces.append(Piece(text[at : span["start"]]))
        pieces.append(Piece(text[span["start"] : span["end"]], span["label"], span.get("tier", "direct")))
        at = span["end"]
    return (*pieces, Piece(text[at:])) if at < len(text) else tuple(pieces)


def load(name: str) -> list[Text]:
    """All texts of one corpus."""
    from processors.text.identifiers.known import known_of  # noqa: PLC0415

    with gzip.open(CORPORA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Text(row["id"], name, row["id"] if name == "jewelry" else row["group"], pieces_of(row["text"], row["spans"]),
             dict(known_of(row.get("roster")).strings))
        for row in rows
    ]  # fmt: skip


def held_out(text: Text, fold: int = 0, folds: int = 5) -> bool:
    """Whether a text's group is kept from training in this fold."""
    return crc32(text.group.encode()) % folds == fold


__all__ = ["CORPORA", "Piece", "Text", "held_out", "load", "pieces_of", "replace"]
