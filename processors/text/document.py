"""A text to be read, and what a reader found in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch of a document; `start` and `end` are code points of its text, end exclusive."""

    speaker: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the shop already knows of the people in a document: identifying strings by their label, such as PERSON."""

    strings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text: turns of a conversation, or the text fields of one event, are joined with a newline."""

    text: str
    turns: tuple[Turn, ...] = ()
    known: Known = Known()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch that identifies somebody, with its label (PERSON, PHONE, ...), in code points, end exclusive."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch that is evidence of a prohibited class (semantics: prohibited data), in code points, end exclusive."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document holds. `risk` estimates, from 0 to 1, that an identifier was missed."""

    spans: tuple[Span, ...]
    findings: tuple[Finding, ...]
    risk: float


class Reader(Protocol):
    """The one seam between the governed path and whatever reads text; pure: the same document, the same reading."""

    def read(self, document: Document) -> Reading:
        """Find identifiers and prohibited data in a document of any length."""
