"""What each code point counts as: the letter it looks like, and its kind."""

import unicodedata
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

OTHER, LOWER, UPPER, DIGIT, SPACE, NEWLINE, IGNORED, IDEOGRAPH = range(8)
LIMIT = 0x20000

LOOKALIKES = dict(
    line.split(" ")
    for line in (files("processors.text.identifiers") / "lexicons" / "lookalikes.txt")
    .read_text("utf-8")
    .splitlines()[1:]
)
SCANNED = (range(0x3000), range(0xA640, 0xAC00), range(0xFB00, 0x10000), range(0x1D400, 0x1D800))


@cache
def tables() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Two tables by code point: the folded letter or digit, and the kind; the last entry stands for all above."""
    fold = np.arange(LIMIT + 1, dtype=np.uint32)
    kind = np.zeros(LIMIT + 1, dtype=np.uint8)
    kind[0x3040:0xA640] = IDEOGRAPH
    kind[0xAC00:0xD7A4] = IDEOGRAPH
    kind[LIMIT] = IDEOGRAPH
    for block in SCANNED:
        for code in block:
            fold[code], kind[code] = fold_of(chr(code)), kind_of(chr(code))
    return fold, kind


def fold_of(character: str) -> int:
    """The lower-case letter or digit that a character stands for, or the character itself."""
    if character in LOOKALIKES:
        return ord(LOOKALIKES[character])
    base = unicodedata.normalize("NFKD", character).lower()[:1]
    return ord(LOOKALIKES.get(base, base or character))


def kind_of(character: str) -> int:
    """The kind of a character, after its Unicode category."""
    if character in "\n\r\x0b\x0c\x85\u2028\u2029":
        return NEWLINE
    category = unicodedata.category(character)
    if category == "Lu" or (category == "So" and character.isupper()):
        return UPPER
    if category[0] == "L":
        return LOWER
    if category in {"Mn", "Me", "Cf"}:
        return IGNORED
    if character.isnumeric() and unicodedata.normalize("NFKD", character)[:1].isdigit():
        return DIGIT
    return SPACE if character.isspace() or category == "Cc" else OTHER


@cache
def folding() -> dict[int, str | None]:
    """The same folding for str.translate: looks-alike folded, ignored characters dropped."""
    fold, kind = tables()
    codes = [code for block in SCANNED for code in block]
    return {code: None if kind[code] == IGNORED else chr(fold[code]) for code in codes}


def folded(text: str) -> str:
    """A text as the tagger compares it: lower case, accents off, looks-alike letters as Latin, nothing invisible."""
    return text.lower() if text.isascii() else text.translate(folding()).lower()
