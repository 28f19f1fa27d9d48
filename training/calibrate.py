"""From the reader's doubt to a probability: how often texts so doubted still hold a legible direct identifier.

Fitted on texts that the reading model had not seen, by isotonic regression: the more doubt, never the less risk. Trade
texts weigh as much as the six conversational corpora together, and each of those as much as another.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from processors.text import tagger, vouching
from processors.text.tagger import model
from training.evaluate import HEADLINE, SIX, TRADE, Reading
from training.folds import KEPT_ASIDE, out_of_fold
from training.scoring import Tally

TARGET = Path(vouching.__file__).with_name("residual.py")
BINS = 24
LIMITS = (0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3, 1.0)
Table = tuple[tuple[float, float], ...]


class Doubted(NamedTuple):
    """A text that a model had not seen: its corpus, the reader's doubt, whether a direct identifier stayed legible."""

    source: str
    aside: bool
    doubt: float
    leaks: bool
    weight: float = 1.0


def doubted(read: Iterable[Reading]) -> list[Doubted]:
    """The readings of the corpora that calibration is for, weighted."""
    kept = [reading for reading in read if reading.text.source in (*HEADLINE, TRADE)]
    sizes = Counter(reading.text.source for reading in kept)
    out = []
    for reading in kept:
        source = reading.text.source
        leaks = Tally().add(reading.text.text, list(reading.text.spans()), reading.spans)
        weight = (0.5 if source == TRADE else 0.5 / len(HEADLINE)) / sizes[source]
        out.append(Doubted(source, reading.fold in KEPT_ASIDE, reading.doubt, leaks, weight))
    return out


def fitted(texts: Sequence[Doubted]) -> Table:
    """Knots of doubt and risk, both rising: equal weights of texts in bins, then neighbours that fall are pooled."""
    ordered = sorted(texts, key=lambda text: (text.doubt, text.source))
    whole = sum(text.weight for text in ordered)
    bins: list[list[float]] = [[0.0, 0.0, 0.0]]  # Weight, weight of leaks, weighted doubt.
    for text in ordered:
        if bins[-1][0] >= whole / BINS:
            bins.append([0.0, 0.0, 0.0])
        bins[-1][0] += text.weight
        bins[-1][1] += text.weight * text.leaks
        bins[-1][2] += text.weight * text.doubt
    pooled: list[list[float]] = []
    for part in bins:
        pooled.append(part)
        while len(pooled) > 1 and pooled[-2][1] / pooled[-2][0] >= pooled[-1][1] / pooled[-1][0]:
            last = pooled.pop()
            pooled[-1] = [a + b for a, b in zip(pooled[-1], last, strict=True)]
    return tuple((round(doubt / weight, 5), round(leaks / weight, 4)) for weight, leaks, doubt in pooled)


def written(table: Table, model_file: bytes) -> str:
    """The module that holds a table."""
    rows = "\n".join(f"    ({doubt}, {risk})," for doubt, risk in table)
    return (
        '"""What the reader\'s doubt is worth: knots of doubt and risk; `training --calibrate` wrote it."""\n\n'
        f"FITTED_FOR = {crc32(model_file)}  # The checksum of the model file whose doubt this is.\n"
        f"KNOTS: tuple[tuple[float, float], ...] = (\n{rows}\n)\n"
    )


def curve(texts: Sequence[Doubted], table: Table, limits: Sequence[float] = LIMITS) -> list[tuple[float, float, float]]:
    """For each limit the share of texts withheld, and the share of the others that leak."""
    risks = [(vouching.risk_of(text.doubt, table), text.leaks) for text in texts]
    out = []
    for limit in limits:
        passed = [leaks for risk, leaks in risks if risk <= limit]
        out.append((limit, 1 - len(passed) / len(risks), sum(passed) / max(1, len(passed))))
    return out


def reliability(texts: Sequence[Doubted], table: Table) -> list[tuple[int, float, float]]:
    """For fifths of some texts, by risk: how many, the risk that was told, the share that leaks."""
    told = sorted((vouching.risk_of(text.doubt, table), text.leaks) for text in texts)
    fifths = [told[len(told) * part // 5 : len(told) * (part + 1) // 5] for part in range(5)]
    return [(len(f), sum(r for r, _ in f) / len(f), sum(leaks for _, leaks in f) / len(f)) for f in fifths if f]


def calibrate() -> None:
    """Fit the table, write it, and print the curve of leak against share withheld."""
    texts = doubted(out_of_fold())
    TARGET.write_text(
        written(fitted(texts), (Path(tagger.__file__).parent / model.NAME).read_bytes()), encoding="utf-8"
    )
    checked = [text for text in texts if text.aside]
    table = fitted([text for text in texts if not text.aside])
    print_curves(checked, table)
    print_reliability(checked, table)


def print_curves(texts: Sequence[Doubted], table: Table) -> None:
    """Share withheld and leak among what passes, by corpus, for each limit."""
    sys.stdout.write("limit: share withheld, share of what passes that leaks; table of the other folds\n")
    for name in (*HEADLINE, SIX, TRADE):
        mine = [text for text in texts if text.source == name or (name == SIX and text.source in HEADLINE)]
        row = ", ".join(f"{limit}: {held:.1%} {leak:.2%}" for limit, held, leak in curve(mine, table))
        sys.stdout.write(f"{name:16}{row}\n")


def print_reliability(texts: Sequence[Doubted], table: Table) -> None:
    """Risk told and leaks seen."""
    for name in (*HEADLINE, TRADE):
        mine = [text for text in texts if text.source == name]
        row = ", ".join(f"{told:.2%} told {seen:.2%} seen" for _, told, seen in reliability(mine, table))
        sys.stdout.write(f"{name:16}{row}\n")
