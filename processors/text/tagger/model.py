"""The weight table as it is kept: one line about it, then a byte a weight, compressed."""

import gzip
import json
from importlib.resources import files
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.features import BITS
from processors.text.tagger.labels import TAG_COUNT, TAGS

NAME = "model-1.bin.gz"
LARGEST = 127
OFFSET = 128
NEGLIGIBLE = 0.2  # Rows without a weight as large are left out: a quarter of them does nearly all the work.
UNLIKELY = 9.0  # A score this far below the best one counts as no chance.
KEPT_SHARE = 99.97  # Per cent of the weights that are not cut off by the range of a byte.


class ModelMismatchError(Exception):
    """The model was trained for other tags or another table size than this code has."""


class Model(NamedTuple):
    """The weights, a row a feature, and what one step of them is worth."""

    weights: NDArray[np.int8]
    scale: float


def load() -> Model:
    """The model that the package ships."""
    return unpacked((files("processors.text.tagger") / NAME).read_bytes())


def unpacked(kept: bytes) -> Model:
    """A model from its file."""
    heading, _, body = gzip.decompress(kept).partition(b"\n")
    about = json.loads(heading)
    if about["tags"] != list(TAGS) or about["rows"] != 1 << BITS:
        raise ModelMismatchError(NAME)
    return Model(np.frombuffer(body, dtype=np.int8).reshape(1 << BITS, TAG_COUNT), float(about["scale"]))


def rows_used(weights: NDArray[np.int8]) -> NDArray[np.uint64]:
    """A bit a row, set where the row has a weight: small enough to stay at hand, and most rows need no look."""
    return np.packbits(weights.any(axis=1), bitorder="little").view(np.uint64)


def in_words(weights: NDArray[np.int8]) -> NDArray[np.uint64]:
    """The sixteen weights of a row in two words, each weight raised by an offset so that none is below nought."""
    return (weights.astype(np.int16) + OFFSET).astype(np.uint8).view(np.uint64)


def shares_of(scale: float) -> NDArray[np.float64]:
    """What each step below the best score is worth, beside one for the best; the last stands for all below it."""
    shares: list[float] = []
    while (below := len(shares) * scale) < UNLIKELY:
        shares.append(exp(-below))
    return np.array([*shares, 0.0])


def packed(weights: NDArray[np.float32]) -> bytes:
    """The file of a trained weight table; equal weights give equal bytes."""
    used = np.abs(weights[weights != 0])
    scale = float(np.percentile(used, KEPT_SHARE)) / LARGEST
    body = np.clip(np.rint(weights / scale), -LARGEST, LARGEST).astype(np.int8)
    body[np.abs(body).max(axis=1) * scale < NEGLIGIBLE] = 0
    about = {"rows": len(weights), "scale": scale, "tags": list(TAGS)}
    return gzip.compress(json.dumps(about).encode() + b"\n" + body.tobytes(), 9, mtime=0)
