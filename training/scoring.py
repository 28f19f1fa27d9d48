"""How well identifiers were masked: leaks, characters, precision, over-masking, goods kept legible, how sure that is.

Only letters and digits count. Gold spans are `direct` (must be masked), `quasi` (may be) or `ignore` (not scored).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import sqrt

from processors.text.document import Span
from processors.text.tagger.alphabet import folded
from processors.text.tagger.labels import QUASI_FROM, TAGS
from processors.text.tagger.lexicon import classes

Gold = tuple[int, int, str, str]

QUASI = frozenset(TAGS[QUASI_FROM:])
CLEAN, DIRECT, QUASI_GOLD, IGNORED = range(4)
TIERS = {"direct": DIRECT, "quasi": QUASI_GOLD, "ignore": IGNORED}
NORMAL_95 = 1.959964  # Standard deviations that hold 95 % of a normal distribution.
GOODS_CLASSES = ("gem", "metal", "goods", "brand", "unit", "money")
WORD = re.compile(r"[^\W_]+")


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share, after Wilson; of nothing, all is possible."""
    if not count:
        return 0.0, 1.0
    square = NORMAL_95 * NORMAL_95
    middle = hits + square / 2
    reach = NORMAL_95 * sqrt(hits * (count - hits) / count + square / 4)
    return max(0.0, (middle - reach) / (count + square)), min(1.0, (middle + reach) / (count + square))


@cache
def goods_words() -> frozenset[str]:
    """Words that say what is sold: gems, metals, pieces, brands, units, prices; folded."""
    return frozenset(word for name in GOODS_CLASSES for word in classes()[name] if len(word) > 1)


@dataclass
class Spans:
    """Gold spans of one label: how many, how many leak a character, how many are missed whole; their characters."""

    spans: int = 0
    leaks: int = 0
    misses: int = 0
    gold: int = 0
    found: int = 0

    def add(self, characters: int, hidden: int) -> None:
        """Count one span."""
        self.spans, self.leaks, self.misses = (
            self.spans + 1,
            self.leaks + (hidden < characters),
            self.misses + (hidden == 0),
        )
        self.gold, self.found = self.gold + characters, self.found + hidden


@dataclass
class Tally:
    """Counts over texts. `holding` texts have a direct identifier, `leaky` ones leak a character of one."""

    whole: Spans = field(default_factory=Spans)
    labels: dict[str, Spans] = field(default_factory=dict)
    texts: int = 0
    holding: int = 0
    leaky: int = 0
    direct: int = 0  # Characters masked as direct identifiers, quasi gold and ignored ones left out,
    right: int = 0  # and those of them that are.
    clean: int = 0  # Characters outside any gold span,
    over: int = 0  # and those of them that are masked.
    goods: int = 0  # Words of goods outside any gold span,
    goods_masked: int = 0  # and those of them that are masked in part.

    def add(self, text: str, gold: Sequence[Gold], spans: Iterable[Span]) -> bool:
        """Count one text, and say whether it leaks."""
        masked = mask_of(text, spans)
        tiers = tiers_of(text, gold)
        leaks = self._add_spans(text, gold, masked)
        for letter, mask, sort in zip(text, masked, tiers, strict=True):
            if letter.isalnum():
                self.clean, self.over = self.clean + (sort == CLEAN), self.over + (sort == CLEAN and mask > 0)
                if mask == 1 and sort not in {QUASI_GOLD, IGNORED}:
                    self.direct, self.right = self.direct + 1, self.right + (sort == DIRECT)
        for word in WORD.finditer(text):
            if folded(word.group()) in goods_words() and not any(tiers[word.start() : word.end()]):
                self.goods += 1
                self.goods_masked += any(masked[word.start() : word.end()])
        self.texts += 1
        self.leaky += leaks
        return leaks

    def _add_spans(self, text: str, gold: Sequence[Gold], masked: bytearray) -> bool:
        held = leaks = False
        for start, end, label, tier in gold:
            places = [at for at in range(start, end) if text[at].isalnum()]
            if tier == "direct" and places:
                hidden = sum(masked[at] > 0 for at in places)
                held, leaks = True, leaks or hidden < len(places)
                self.whole.add(len(places), hidden)
                self.labels.setdefault(label, Spans()).add(len(places), hidden)
        self.holding += held
        return leaks

    @property
    def shares(self) -> dict[str, float]:
        """The figures, as shares of one."""
        parts = {
            "any_leak": (self.whole.leaks, self.whole.spans),
            "miss": (self.whole.misses, self.whole.spans),
            "characters_masked": (self.whole.found, self.whole.gold),
            "precision_direct": (self.right, self.direct),
            "over_masking": (self.over, self.clean),
            "texts_without_leak": (self.holding - self.leaky, self.holding),
            "goods_masked": (self.goods_masked, self.goods),
        }
        return {name: part / max(1, whole) for name, (part, whole) in parts.items()}

    def __str__(self) -> str:
        """One line of the main figures."""
        shares = ", ".join(f"{name} {share:.4f}" for name, share in self.shares.items())
        return f"{self.whole.spans:6} spans: {shares}"


def mask_of(text: str, spans: Iterable[Span]) -> bytearray:
    """For each character 0 where it is legible, 1 where masked as a direct identifier, 2 as another."""
    masked = bytearray(len(text))
    for span in sorted(spans, key=lambda span: span.label not in QUASI):
        masked[span.start : span.end] = bytes([1 + (span.label in QUASI)]) * (span.end - span.start)
    return masked


def tiers_of(text: str, gold: Iterable[Gold]) -> bytearray:
    """For each character the tier of the gold span that it stands in; of several the strictest."""
    tiers = bytearray(len(text))
    for start, end, _, tier in gold:
        for at in range(start, end):
            tiers[at] = min(tiers[at] or IGNORED, TIERS[tier])
    return tiers
