"""A text and what is known of its people, as arrays for the compiled tagger."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.alphabet import folded
from processors.text.tagger.labels import FOLDED, NUMBER
from processors.text.tagger.lexicon import hashes

KNOWN_WIDTH = 24
KNOWN_WORDS_MAX = 64
NOTHING_KNOWN = np.zeros((0, KNOWN_WIDTH), dtype=np.uint32)


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of a text; lone surrogates stand as they are."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def words_of(text: str) -> list[str]:
    """The folded runs of letters and digits of a text."""
    return "".join(letter if letter.isalnum() else " " for letter in folded(text)).split()


def known_table(strings: Mapping[str, tuple[str, ...]]) -> NDArray[np.uint32]:
    """A row for every word that the shop knows: its tag, hash, length and letters."""
    words: dict[str, int] = {}
    for label, values in strings.items():
        tag = NUMBER.get(FOLDED.get(label, label), 0)
        for value in values:
            for word in words_of(value):
                words.setdefault(word, tag)
    if not words:
        return NOTHING_KNOWN
    kept = [word for word in words if len(word) > 1][:KNOWN_WORDS_MAX]
    table = np.zeros((len(kept), KNOWN_WIDTH), dtype=np.uint32)
    if kept:
        table[:, 0], table[:, 1] = [words[word] for word in kept], hashes(kept)
    for row, word in zip(table, kept, strict=True):
        row[2] = len(word)
        row[3 : 3 + min(len(word), KNOWN_WIDTH - 3)] = code_points(word)[: KNOWN_WIDTH - 3]
    return table
