"""Figures on texts kept from training: leaks, characters masked, precision, over-masking."""

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from processors.text.document import Document, Known, Span
from processors.text.identifiers.engine import IdentifierFinder
from processors.text.tagger import model
from training.texts import Text

HEADLINE = ("multidogo", "evi_en", "star", "tau_bench", "restaurants8k", "nlupp")
QUASI = frozenset({"DATE", "LOCATION", "ORG", "AGE"})
CLEAN, DIRECT, QUASI_GOLD, IGNORED = range(4)
TIERS = {"direct": DIRECT, "quasi": QUASI_GOLD, "ignore": IGNORED}


@dataclass
class Tally:
    """Counts of spans and of letters and digits."""

    spans: int = 0
    leaks: int = 0
    gold: int = 0
    found: int = 0
    direct: int = 0
    right: int = 0
    clean: int = 0
    over: int = 0

    def add(self, text: str, gold: Iterable[tuple[int, int, str, str]], spans: list[Span]) -> None:
        """Count one text."""
        masked = bytearray(len(text))
        for span in spans:
            masked[span.start : span.end] = bytes([2 if span.label in QUASI else 1]) * (span.end - span.start)
        tiers = bytearray(len(text))
        for start, end, _, tier in gold:
            tiers[start:end] = bytes([TIERS[tier]]) * (end - start)
            places = [at for at in range(start, end) if text[at].isalnum()]
            if tier == "direct" and places:
                hidden = sum(masked[at] > 0 for at in places)
                self.spans, self.leaks = self.spans + 1, self.leaks + (hidden < len(places))
                self.gold, self.found = self.gold + len(places), self.found + hidden
        for letter, mask, sort in zip(text, masked, tiers, strict=True):
            if letter.isalnum():
                self.clean, self.over = self.clean + (sort == CLEAN), self.over + (sort == CLEAN and mask > 0)
                if mask == 1 and sort not in {QUASI_GOLD, IGNORED}:
                    self.direct, self.right = self.direct + 1, self.right + (sort == DIRECT)

    def __str__(self) -> str:
        """One line of shares."""
        shares = ((self.leaks, self.spans), (self.found, self.gold), (self.right, self.direct), (self.over, self.clean))
        leak, found, precision, over = (part / max(1, whole) for part, whole in shares)
        figures = f"any-leak {leak:.4f}, char-rec {found:.4f}, prec-dir {precision:.4f}, over {over:.4f}"
        return f"{self.spans:6} spans, {figures}"


def evaluate(texts: list[Text], weights: bytes) -> None:
    """Print the figures of a model, by corpus and over the six conversational ones."""
    finder = IdentifierFinder(model.unpacked(weights))
    tallies: dict[str, Tally] = defaultdict(Tally)
    for text in texts:
        spans, _ = finder.find(Document(text.text, (), Known(text.known)))
        for name in (text.source, "six") if text.source in HEADLINE else (text.source,):
            tallies[name].add(text.text, text.spans(), spans)
    for name, tally in tallies.items():
        sys.stdout.write(f"{name:18}{tally}\n")
