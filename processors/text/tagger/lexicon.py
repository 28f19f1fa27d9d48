"""Words that the tagger knows, with what it knows of each as bits, in one open-addressed table."""

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.alphabet import folded

FIRST, LAST, PLACE, TIER = 1, 2, 4, 8
WORD_RANKS = (300, 2000, 8000, 30000)
CLASS_SHIFT = 6
CLASSES = (
    "gem", "metal", "goods", "brand", "month", "day", "title", "kin", "role", "num", "ordinal", "nato", "street",
    "orgword", "say", "idcue", "phonecue", "secretcue", "dobcue", "unit", "money", "addrcue", "mailcue", "greet",
)  # fmt: skip
BITS = {name: 1 << (CLASS_SHIFT + place) for place, name in enumerate(CLASSES)}
SLOTS = 1 << 18


def lines(name: str) -> list[str]:
    """The lines of a lexicon file, its heading left out."""
    text = (files("processors.text.identifiers") / "lexicons" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """The hand-written word classes, folded."""
    split = (line.split(": ", 1) for line in lines("classes.txt"))
    return {name: tuple(folded(word) for word in words.split()) for name, words in split}


def known_words() -> dict[str, int]:
    """Every word of the lexicons with its bits; the rank of a common word is a number of two bits and a flag."""
    bits: dict[str, int] = {}
    for rank, word in enumerate(lines("words.txt")):
        tier = next(place for place, limit in enumerate(WORD_RANKS) if rank < limit)
        bits[word] = (tier + 1) * TIER
    for name, bit in (("first_names.txt", FIRST), ("last_names.txt", LAST), ("places.txt", PLACE)):
        for word in lines(name):
            bits[word] = bits.get(word, 0) | bit
    for name, words in classes().items():
        for word in words:
            bits[word] = bits.get(word, 0) | BITS[name]
    return bits


def hash_of(word: str) -> int:
    """The tagger's hash of one folded word, digits as they are."""
    code = 2166136261
    for letter in word:
        code = ((code ^ ord(letter)) * 16777619) & 0xFFFFFFFF
    return code


def hashes(words: list[str]) -> NDArray[np.uint32]:
    """The same for many words at once."""
    letters = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.uint32)
    sizes = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    starts, out = np.cumsum(sizes) - sizes, np.full(len(words), 2166136261, dtype=np.uint32)
    longer, column = np.flatnonzero(sizes), 0
    while len(longer):
        out[longer] = (out[longer] ^ letters[starts[longer] + column]) * np.uint32(16777619)
        column += 1
        longer = longer[sizes[longer] > column]
    return out


@cache
def table() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Keys and bits of the open-addressed table; key 0 is an empty slot."""
    bits = known_words()
    keys, values = np.zeros(SLOTS, dtype=np.uint32), np.zeros(SLOTS, dtype=np.uint32)
    places = hashes(list(bits))
    pending = np.arange(len(places))
    flags = np.fromiter(bits.values(), dtype=np.uint32, count=len(bits))
    step = 0
    while len(pending):
        slots = (places[pending] + np.uint32(step)) % np.uint32(SLOTS)
        free = keys[slots] == 0
        _, winners = np.unique(slots[free], return_index=True)
        placed = pending[free][winners]
        slot = slots[free][winners]
        keys[slot], values[slot] = places[placed], flags[placed]
        pending = np.setdiff1d(pending, placed, assume_unique=True)
        step += 1
    return keys, values
