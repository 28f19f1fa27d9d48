"""A text brought to plain ASCII, so that look-alike and hidden characters hide nothing; offsets lead back."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# What has no likeness in ASCII: neither a word character nor a blank.
OTHER = "\x1a"

_HIDDEN = re.compile(
    "[\u00ad\u0300-\u036f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]+"
)
_NOT_ASCII = re.compile("[^\x00-\x7f]")

_PUNCTUATION = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4",
    '"': "\u201c\u201d\u201e\u2033\u00ab\u00bb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63",
    ".": "\u00b7\u2022\u2024\u2026\u2027\u30fb",
    "/": "\u2044\u2215",
    "$": "\u00a3\u00a5\u20a0\u20a4\u20a6\u20a8\u20a9\u20ab\u20ac\u20b1\u20b9\u20ba\u20bd\u20b4\u20aa",
    " ": "\u00a0\u1680\u202f\u205f\u3000\u2800" + "".join(map(chr, range(0x2000, 0x200B))),
    "\n": "\u2028\u2029\u0085",
}
_LETTERS = {
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458": "aeopcyxij",
    "\u0455\u0501\u051b\u051d\u0432\u043a\u043c\u043d\u0442": "sdqwbkmht",
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405": "ABEKMHOPCTYXIJS",
    "\u03b1\u03bf\u03c1\u03bd\u03b9\u03ba\u03c5\u03c7": "aopvikux",
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7": "ABEZHIKMNOPTYX",
    "\u00f8\u00d8\u0142\u0141\u0111\u0110\u0131\u017f\u00df\u00e6\u00c6\u0153\u00fe": "oOlLdDissaAot",
}
_DECOMPOSED = (
    (0xC0, 0x250),
    (0x1E00, 0x1F00),
    (0x2070, 0x209D),
    (0x2460, 0x24EB),
    (0xFF01, 0xFFEE),
    (0x1D400, 0x1D800),
    (0x1FBF0, 0x1FBFA),
)


def _likenesses() -> Iterator[tuple[str, str]]:
    for low, high in _DECOMPOSED:
        for char in map(chr, range(low, high)):
            plain = unicodedata.normalize("NFKD", char)
            if plain != char and plain[0].isascii() and plain[0].isprintable():
                yield char, plain[0]
    for code in range(0x660, 0x1FBFA):
        digit = unicodedata.decimal(chr(code), None)
        if digit is not None:
            yield chr(code), str(digit)
    for plain, strange in _PUNCTUATION.items():
        yield from ((char, plain) for char in strange)
    for strange, plain in _LETTERS.items():
        yield from zip(strange, plain, strict=True)


_LIKE = dict(_likenesses())


@dataclass(frozen=True, slots=True)
class Plain:
    """ASCII text, and how many characters of the original were left out before each place of `cuts`."""

    text: str
    cuts: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()

    def original(self, at: int) -> int:
        """Lead an offset of the plain text back to the original."""
        if not self.cuts:
            return at
        before = bisect_right(self.cuts, at)
        return at + (self.dropped[before - 1] if before else 0)


def plain(text: str) -> Plain:
    """Leave hidden characters out and give every other character its ASCII likeness, one for one."""
    if text.isascii():
        return Plain(text)
    cuts: list[int] = []
    dropped: list[int] = []
    if _HIDDEN.search(text):
        total = 0
        for hidden in _HIDDEN.finditer(text):
            cuts.append(hidden.start() - total)
            total += hidden.end() - hidden.start()
            dropped.append(total)
        text = _HIDDEN.sub("", text)
    folded = _NOT_ASCII.sub(lambda char: _LIKE.get(char[0], OTHER), text)
    return Plain(folded, tuple(cuts), tuple(dropped))
