"""Figures on texts kept from training, by corpus and over the six conversational ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from processors.text.document import Document, Known, Span
from processors.text.identifiers.engine import IdentifierFinder
from processors.text.tagger import model
from training.scoring import Tally
from training.texts import Text

HEADLINE = ("multidogo", "evi_en", "star", "tau_bench", "restaurants8k", "nlupp")
SIX, TRADE = "six", "jewelry"


class Reading(NamedTuple):
    """What a model made of a text that it had not seen: its spans, its own doubt, and the fold that the text is of."""

    text: Text
    spans: tuple[Span, ...]
    doubt: float
    fold: int


def readings(texts: Iterable[Text], weights: bytes, fold: int) -> Iterator[Reading]:
    """Read the texts of a fold with its model, as the engine does."""
    finder = IdentifierFinder(model.unpacked(weights))
    for text in texts:
        spans, doubt = finder.find(Document(text.text, (), Known(text.known)))
        yield Reading(text, tuple(spans), doubt, fold)


def tallied(read: Iterable[Reading]) -> dict[str, Tally]:
    """The counts by corpus, and over the six."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for reading in read:
        source = reading.text.source
        for name in (source, SIX) if source in HEADLINE else (source,):
            tallies[name].add(reading.text.text, list(reading.text.spans()), reading.spans)
    return dict(tallies)
