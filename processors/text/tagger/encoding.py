"""A text and what is known of its people, as arrays for the compiled tagger."""

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.alphabet import folded
from processors.text.tagger.labels import FOLDED, NUMBER, TAG_COUNT

WORD = re.compile(r"[^\W_]+")
# Before each known string stands a mark: its tag twice, and one more for a telephone number. No word holds such a mark.
MARKS_FROM = 0xE000
MARKS_END = MARKS_FROM + 2 * TAG_COUNT


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of a text; lone surrogates stand as they are."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def words_of(text: str) -> list[str]:
    """The folded runs of letters and digits of a text."""
    return WORD.findall(folded(text))


def mark_of(label: str) -> str:
    """The mark of a label's strings."""
    return chr(MARKS_FROM + 2 * NUMBER.get(FOLDED.get(label, label), 0) + (label == "PHONE"))


MARKS = {label: mark_of(label) for label in (*NUMBER, *FOLDED)}
NOTHING_KNOWN = code_points("")


def known_table(strings: Mapping[str, tuple[str, ...]]) -> NDArray[np.uint32]:
    """All known strings, each behind the mark of its label; only plain ones are left to be folded later."""
    out: list[str] = []
    for label, values in strings.items():
        mark = MARKS.get(label) or mark_of(label)
        for value in values:
            out += (mark, value if value.isascii() else " ".join(words_of(value)))
    return code_points("".join(out))
