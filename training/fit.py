"""One training of the tagger, from texts to a weight table: the same texts give the same table."""

import random
import sys

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.features import BITS
from processors.text.tagger.labels import TAG_COUNT
from training import learner
from training.augment import changed
from training.examples import example_of
from training.texts import Text, load
from training.trade import trade_texts

# Corpora, and how often each text is read in an epoch.
CORPORA = {
    "multidogo": 1, "evi_en": 2, "star": 1, "tau_bench": 1, "restaurants8k": 1, "nlupp": 2, "jewelry": 6,
    "presidio_synth": 1, "wnut17": 1, "lifebench_silver": 1, "abcd_sample": 1,
}  # fmt: skip
SEED, EPOCHS, TRADE_TEXTS = 1, 8, 8000
RATE, RATE_KEPT = 0.07, 0.2
MISS_COST = 1.5  # A missed identifier weighs this much more than a masked word.
KNOWN_SHARE = 0.6  # In this share of the texts that have a record, the learner sees it.
AVERAGED_FROM = 0.6
FORCING_FIRST, FORCING = 0.5, 0.1


def all_texts() -> list[Text]:
    """Every text of every corpus."""
    return [text for name in CORPORA for text in load(name)]


def train(texts: list[Text]) -> NDArray[np.float32]:
    """The weight table, averaged over the last epochs."""
    learner.seed(SEED)
    rng = random.Random(SEED)  # noqa: S311 - training has to be repeatable, not unguessable.
    weights = np.zeros((1 << BITS, TAG_COUNT), np.float32)
    squares, total = np.full_like(weights, 0.05), np.zeros_like(weights)
    averaged = [epoch for epoch in range(EPOCHS) if epoch >= EPOCHS * AVERAGED_FROM]
    for epoch in range(EPOCHS):
        order = [text for text in texts for _ in range(CORPORA.get(text.source, 1))] + trade_texts(TRADE_TEXTS, rng)
        rng.shuffle(order)
        rate = RATE * (1 - (1 - RATE_KEPT) * epoch / max(1, EPOCHS - 1))
        for text in order:
            example = example_of(changed(text, rng), rng.random() < KNOWN_SHARE)
            forcing = FORCING if epoch else FORCING_FIRST
            learner.learn(*example, weights, squares, rate, MISS_COST, forcing)
        if epoch in averaged:
            total += weights
        sys.stdout.write(f"epoch {epoch + 1} of {EPOCHS}: {len(order)} texts\n")
        sys.stdout.flush()
    return total / np.float32(len(averaged))
