"""What is known of a text's people, as a table of words. Compiled."""

# ruff: noqa: PLR2004 - the letters and digits of ASCII.

import numpy as np
from numpy.typing import NDArray

from processors.text.tagger.compiled import inner
from processors.text.tagger.encoding import MARKS_END, MARKS_FROM
from processors.text.tagger.tokens import FNV, PRIME

Table = NDArray[np.uint32]

# Columns of the table of known words, a row a word; the words of one string follow one another.
TAG, HASH, SIZE, STARTS, MORE, LETTERS = range(6)
LETTERS_MAX = 20
KNOWN_WORDS_MAX = 96


@inner
def known_words(said: Table) -> Table:
    """The table of known words, and one empty row, where a string ends that did not find room."""
    table = np.zeros(((KNOWN_WORDS_MAX if len(said) else 0) + 1, LETTERS + LETTERS_MAX), np.uint32)
    size = at = 0
    while at < len(said) and size < KNOWN_WORDS_MAX:
        mark = said[at] - np.uint32(MARKS_FROM)
        start = end = at + 1
        while end < len(said) and not MARKS_FROM <= said[end] < MARKS_END:
            end += 1
        size = string_words(said, start, end, mark, table, size)
        at = end
    return table[: size + 1]


@inner
def string_words(said: Table, start: int, end: int, mark: int, table: Table, size: int) -> int:
    """Add the words of one string; first, for a telephone number in pieces, the whole of it."""
    first = word_start(said, start, end)
    if mark & 1 and word_start(said, word_end(said, first, end), end) < end:
        add_word(said, first, end, mark, table, size)
        table[size, STARTS] = 1
        size += 1
    at = first
    while at < end and size < KNOWN_WORDS_MAX:
        stop = word_end(said, at, end)
        add_word(said, at, stop, mark, table, size)
        table[size, STARTS] = at == first
        at = word_start(said, stop, end)
        table[size, MORE] = at < end
        size += 1
    return size


@inner
def add_word(said: Table, start: int, end: int, mark: int, table: Table, row: int) -> None:
    """One row: tag, hash, length and letters of what is not blank between two places."""
    code, size = FNV, 0
    for at in range(start, end):
        letter = said[at]
        if not is_letter(letter):
            continue
        if 65 <= letter <= 90:
            letter += np.uint32(32)
        code = (code ^ letter) * PRIME
        if size < LETTERS_MAX:
            table[row, LETTERS + size] = letter
        size += 1
    table[row, TAG], table[row, HASH], table[row, SIZE] = mark // 2, code, size


@inner
def word_start(said: Table, at: int, end: int) -> int:
    """The next letter or digit."""
    while at < end and not is_letter(said[at]):
        at += 1
    return at


@inner
def word_end(said: Table, at: int, end: int) -> int:
    """Where a word ends that starts here."""
    while at < end and is_letter(said[at]):
        at += 1
    return at


@inner
def is_letter(code: int) -> bool:
    """Whether a code point is part of a word: strings beyond ASCII come with nothing but blanks between words."""
    return code >= 128 or 97 <= code <= 122 or 48 <= code <= 57 or 65 <= code <= 90
