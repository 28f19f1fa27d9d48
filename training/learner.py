"""Fit the weight table: softmax regression on hashed features, AdaGrad, its own tags as history. Compiled."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from processors.text.tagger.context import TYPE
from processors.text.tagger.features import LEXICAL, STATIC
from processors.text.tagger.history import AHEAD, BEHIND, FEATURES, ahead, behind, surest_of
from processors.text.tagger.labels import QUASI_FROM, TAG_COUNT
from processors.text.tagger.tokens import EDGE

Floats = NDArray[np.float32]
Table = NDArray[np.uint32]

UNSCORED, NOT_DIRECT = -1, -2
DROP_WORDS, DROP_OTHER = 0.3, 0.08
KEEP_WORDS, KEEP_OTHER = np.float32(1 / (1 - DROP_WORDS)), np.float32(1 / (1 - DROP_OTHER))
EASY = 0.003


@njit(cache=True, error_model="numpy")
def softmax(scores: Floats) -> None:
    """Turn scores into shares of one."""
    top = scores.max()
    total = np.float32(0)
    for k in range(TAG_COUNT):
        scores[k] = np.exp(scores[k] - top)
        total += scores[k]
    for k in range(TAG_COUNT):
        scores[k] /= total


@njit(cache=True, error_model="numpy")
def errors(shares: Floats, gold: int, miss_cost: float, out: Floats) -> float:
    """Fill in how far each share is from where it should be, and return the largest distance."""
    allowed = np.float32(0)
    if gold == NOT_DIRECT:
        allowed = shares[0]
        for k in range(QUASI_FROM, TAG_COUNT):
            allowed += shares[k]
    worst = np.float32(0)
    cost = np.float32(miss_cost) if 0 < gold < QUASI_FROM else np.float32(1)
    for k in range(TAG_COUNT):
        if gold == NOT_DIRECT:
            target = shares[k] / allowed if k == 0 or k >= QUASI_FROM else np.float32(0)
        else:
            target = np.float32(1) if k == gold else np.float32(0)
        out[k] = (shares[k] - target) * cost
        worst = max(worst, abs(out[k]))
    return float(worst)


@njit(cache=True, error_model="numpy")
def update(weights: Floats, squares: Floats, rows: Table, values: Floats, error: Floats, rate: float) -> None:
    """One AdaGrad step on the rows that took part."""
    step = np.float32(rate)
    for n in range(len(rows)):
        value = values[n]
        if value == 0:
            continue
        row = rows[n]
        for k in range(TAG_COUNT):
            slope = error[k] * value
            squares[row, k] += slope * slope
            weights[row, k] -= step * slope / (np.sqrt(squares[row, k]) + np.float32(1e-6))


@njit(cache=True, error_model="numpy")
def learn(
    tokens: Table, around: Table, places: Table, gold: NDArray[np.int8], kinds: int, weights: Floats, squares: Floats,
    rate: float, miss_cost: float, forcing: float,
) -> None:  # fmt: skip
    """Learn from one text, reading it twice as the tagger does; `forcing` is the share of gold tags in the history."""
    count = len(gold)
    first, chance = np.zeros(count + 2 * EDGE, np.uint8), np.zeros(count, np.float32)
    rows, values = np.zeros(FEATURES, np.uint32), np.zeros(FEATURES, np.float32)
    scores, error = np.zeros(TAG_COUNT, np.float32), np.zeros(TAG_COUNT, np.float32)
    surest = np.zeros(0, np.uint32)
    for reading in range(2):
        tags, memory = np.zeros(count + 2 * EDGE, np.uint8), np.zeros(kinds + 1, np.uint8)
        used = FEATURES - AHEAD if reading == 0 else FEATURES
        for n in range(count):
            at = n + EDGE
            rows[:STATIC] = places[n]
            behind(tokens, around, at, tags, memory, rows[STATIC : STATIC + BEHIND])
            if reading == 1:
                ahead(tokens, around, at, tags, first, surest, rows[STATIC + BEHIND :])
            score(weights, rows[:used], values, scores)
            softmax(scores)
            if reading == 0:
                chance[n] = scores[1:QUASI_FROM].sum()
            best = np.argmax(scores)
            if gold[n] != UNSCORED and errors(scores, gold[n], miss_cost, error) > EASY:
                update(weights, squares, rows[:used], values, error, rate)
            given = gold[n] if gold[n] >= 0 and np.random.random() < forcing else best
            tags[at] = memory[around[at, TYPE]] = given
        if reading == 0:
            first[:] = tags
            surest = surest_of(tokens, around, kinds, first, chance)


@njit(cache=True, error_model="numpy")
def score(weights: Floats, rows: Table, values: Floats, scores: Floats) -> None:
    """Sum the weights of the features, some of them left out at random and the others raised to make up for it."""
    scores[:] = 0
    for m in range(len(rows)):
        drop, keep = (DROP_WORDS, KEEP_WORDS) if m < LEXICAL else (DROP_OTHER, KEEP_OTHER)
        values[m] = keep if np.random.random() >= drop else np.float32(0)
        for k in range(TAG_COUNT):
            scores[k] += weights[rows[m], k] * values[m]


@njit(cache=True)
def seed(number: int) -> None:
    """Fix the compiled random numbers."""
    np.random.seed(number)
