"""What kind of number is being given: the last words before a number that name one, or the first after it."""

import re
from collections import defaultdict
from dataclasses import dataclass

from processors.text.prohibited.phrases import spellings
from processors.text.prohibited.tables import patterns, phrases

_KINDS = {spelling: kind for kind, phrase in phrases("numbers") for spelling in spellings(phrase)}
_SAID = patterns("cues")
_WORD = re.compile(r"[a-z0-9]+")
_BEFORE_CHARS_MAX = 110
_LINES_MAX = 4
_CUES_MAX = 6
_AFTER_CHARS_MAX = 40


def _sizes_by_last_word() -> dict[str, list[int]]:
    """How many words the phrases have that end with each word, the most first."""
    ending: dict[str, set[int]] = defaultdict(set)
    for spelling in _KINDS:
        words = spelling.split()
        ending[words[-1]].add(len(words))
    return {last: sorted(sizes, reverse=True) for last, sizes in ending.items()}


_SIZES = _sizes_by_last_word()


@dataclass(frozen=True, slots=True)
class Cue:
    """What a number is said to be, where that was said, and the words between."""

    kind: str
    start: int
    between: str


def cues_before(text: str, at: int) -> list[Cue]:
    """Kinds named shortly before a place, the nearest first; of words within words the longer phrase counts."""
    low = max(0, at - _BEFORE_CHARS_MAX)
    window = text[low:at].lower()
    places = [found.span() for found in _WORD.finditer(window)]
    if low > 0 and places and places[0][0] == 0 and text[low - 1].isalnum():
        places.pop(0)
    words = [window[start:end] for start, end in places]
    cues: list[Cue] = []
    last = len(words)
    while last > 0 and len(cues) < _CUES_MAX:
        size = _phrase_before(words, last) if words[last - 1] in _SIZES else 0
        if size:
            between = text[low + places[last - 1][1] : at]
            if between.count("\n") > _LINES_MAX:
                break
            cues.append(Cue(_KINDS[" ".join(words[last - size : last])], low + places[last - size][0], between))
        last -= size or 1
    return cues


def _phrase_before(words: list[str], last: int) -> int:
    """How many words the longest phrase has that names a kind and ends with the word before `last`."""
    for size in _SIZES[words[last - 1]]:
        if size <= last and " ".join(words[last - size : last]) in _KINDS:
            return size
    return 0


def cue_after(text: str, at: int) -> str | None:
    """The kind named right behind a place: 'that is my social'."""
    found = _SAID["after"].match(text, at, at + _AFTER_CHARS_MAX)
    return found.lastgroup if found else None
