"""A labelled text as pieces, so that it can be changed and put together again with its spans."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
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


@cache
def word_lists() -> dict[str, tuple[str, ...]]:
    """The word lists beside the corpora, by name."""
    rows = (CORPORA / "word_lists.txt").read_text(encoding="utf-8").splitlines()[1:]
    return {name: tuple(values.split("; ")) for name, values in (row.split(": ", 1) for row in rows)}


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a lexicon file of the tagger, read once."""
    from processors.text.tagger.lexicon import lines as read  # noqa: PLC0415

    return tuple(read(name))


def words(name: str) -> tuple[str, ...]:
    """One word list."""
    return word_lists()[name]


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


TITLE = re.compile(r"(?:mr|mrs|ms|miss|dr|prof)\b\.? ", re.IGNORECASE)
TITLES_LABELLED = {"lifebench_silver", "presidio_synth"}


def without_titles(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Titles taken out of the names that they lead."""
    out: list[Piece] = []
    for piece in pieces:
        title = TITLE.match(piece.text) if piece.label == "PERSON" else None
        if title:
            out += (Piece(title.group()), replace(piece, text=piece.text[title.end() :]))
        else:
            out.append(piece)
    return tuple(piece for piece in out if piece.text)


def load(name: str) -> list[Text]:
    """All texts of one corpus."""
    from processors.text.identifiers.known import known_of  # noqa: PLC0415

    with gzip.open(CORPORA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = []
    for row in rows:
        pieces = pieces_of(row["text"], row["spans"])
        kept = without_titles(pieces) if name in TITLES_LABELLED else pieces
        group = row["id"] if name == "jewelry" else row["group"]  # Each of these was written apart from the others.
        texts.append(Text(row["id"], name, group, kept, dict(known_of(row.get("roster")).strings)))
    return texts


def held_out(text: Text, fold: int = 0, folds: int = 5) -> bool:
    """Whether a text's group is kept from training in this fold."""
    return crc32(text.group.encode()) % folds == fold


__all__ = ["CORPORA", "Piece", "Text", "held_out", "load", "pieces_of", "replace"]
