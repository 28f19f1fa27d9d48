"""Numbers as they are written, dictated and transcribed: stretches of digits, number words and spelled letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_ONES = {
    **dict.fromkeys(("zero", "oh", "o", "nought", "naught", "nil", "aught"), "0"),
    **{"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "niner": "9"},
}
_TEENS = dict(zip("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), map(str, range(10, 20)), strict=True))
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), "23456789", strict=True))
_TIMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
# Heard for a digit: only between digits are these what they sound like.
_HEARD = {"to": "2", "too": "2", "for": "4", "won": "1", "ate": "8", "tree": "3", "fife": "5", "ow": "0", "owe": "0", "sex": "6"}
_MARKS = {"hyphen", "dash", "space", "slash", "dot", "point", "bracket", "parenthesis", "um", "uh", "er", "erm", "and", "then", "comma", "umm", "uhh"}
_ALPHABET = (
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango "
    "uniform victor whiskey xray yankee zulu"
).split()
_WORD = re.compile(r"(?<![A-Za-z]')[A-Za-z0-9]+")
_TIGHT = re.compile(r"[\s.,\-_/|:;~+()'\[\]<>\x00-\x1f]{0,5}")
_AMOUNT_AFTER = re.compile(r"(?:[.,]\d\d?)?\s?(?:%|cts?\b|carats?\b|mm\b|k\b|kt\b|g\b|gr\b|grams?\b|am\b|pm\b|usd\b|dollars?\b|bucks\b|\")", re.I)
_DATE = re.compile(
    r"(?<![\d/.-])(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:19|20)\d\d|(?:0?[1-9]|1[0-2])/\d\d(?:/\d\d)?|\d{1,2}:\d\d(?::\d\d)?)(?![\d/-]|\.\d)"
)
_LIKE_DIGITS = str.maketrans("OoIl", "0011")
_DIGITS_DISGUISED_MIN = 3


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a run: its value in digits and letters; `kind` is d digits, w number word, m letters with digits, l letter, s skipped."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens said or written in one breath; `value` is what they spell, `groups` its written parts."""

    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def groups(self) -> list[str]:
        """The parts in which the value is written, number words told one by one."""
        return [token.value for token in self.tokens if token.value]

    @property
    def value(self) -> str:
        """Letters in upper case and digits, nothing between."""
        return "".join(self.groups).upper()

    @property
    def written(self) -> bool:
        """Whether no number word is in it."""
        return all(token.kind != "w" for token in self.tokens)


def dates_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches that are dates, expiry dates or times of day, and so no part of another number."""
    return [found.span() for found in _DATE.finditer(text, start, end)]


def _token(text: str, start: int, end: int) -> Token | None:
    word = text[start:end]
    low = word.lower()
    if word.isdigit():
        return Token(start, end, "d", word)
    if low in _ONES and (len(low) > 1 or low == "o"):
        return Token(start, end, "w", _ONES[low])
    if low in _TEENS:
        return Token(start, end, "w", _TEENS[low])
    if low in _TENS:
        return Token(start, end, "w", _TENS[low] + "0")
    if low in _TIMES:
        return Token(start, end, "times", low)
    if low in _HEARD:
        return Token(start, end, "heard", _HEARD[low])
    if low in _MARKS:
        return Token(start, end, "s", "")
    return _lettered(word, start, end)


def _lettered(word: str, start: int, end: int) -> Token | None:
    if len(word) == 1:
        return Token(start, end, "l", word)
    if any(map(str.isdigit, word)):
        clear = word.translate(_LIKE_DIGITS)
        if clear.isdigit() and len(word) >= _DIGITS_DISGUISED_MIN and sum(map(str.isdigit, word)) * 2 >= len(word):
            return Token(start, end, "d", clear)
        return Token(start, end, "m", word)
    return Token(start, end, "l", word[0]) if word.lower() in _ALPHABET else None


def _tokens(text: str, start: int, end: int) -> Iterator[Token | None]:
    """Words of a region with a value, None where a word that has none breaks the breath."""
    dates = dates_in(text, start, end)
    for found in _WORD.finditer(text, start, end):
        low, high = found.span()
        while dates and dates[0][1] <= low:
            dates.pop(0)
        if dates and dates[0][0] <= low:
            yield None
            continue
        token = _token(text, low, high)
        if token is not None and token.kind == "d" and (text[low - 1 : low] in ("$", "*", "@") or _AMOUNT_AFTER.match(text, high)):
            token = None
        yield token


def _settle(tokens: list[Token]) -> Iterator[Token]:
    """Join tens with ones, spread doubles, and take what sounds like a digit for one between digits."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        at += 1
        if token.kind == "times":
            if after is not None and after.kind in "wdl" and len(after.value) == 1:
                yield Token(token.start, after.end, "w", after.value * _TIMES[token.value])
                at += 1
        elif token.kind == "w" and after is not None and after.kind == "w" and _is_ten(token) and after.value in "123456789":
            yield Token(token.start, after.end, "w", token.value[0] + after.value)
            at += 1
        else:
            yield token


def _is_ten(token: Token) -> bool:
    return len(token.value) == 2 and token.value[1] == "0" and token.value != "10"  # noqa: PLR2004 - two digits


def _trimmed(tokens: list[Token], lettered: bool) -> list[Token]:
    valued = ("d", "w", "m", "l") if lettered else ("d", "w")
    kept = list(tokens)
    while kept and kept[0].kind not in valued:
        kept.pop(0)
    while kept and kept[-1].kind not in valued:
        kept.pop()
    return [Token(t.start, t.end, "w", t.value) if t.kind == "heard" else t for t in kept]


def runs(text: str, start: int, end: int, lettered: bool = False) -> list[Run]:
    """Runs of a region in order: of digits alone, or of digits and letters."""
    found: list[Run] = []
    breath: list[Token] = []
    allowed = {"d", "w", "times", "heard", "s"} | ({"m", "l"} if lettered else set())

    def close() -> None:
        settled = _trimmed(list(_settle(breath)), lettered)
        breath.clear()
        if any(token.kind in "dwm" for token in settled):
            found.append(Run(settled[0].start, settled[-1].end, tuple(settled)))

    previous: Token | None = None
    for token in _tokens(text, start, end):
        if token is None or token.kind not in allowed:
            close()
            previous = None
            continue
        if previous is not None and not _joined(text, previous, token):
            close()
        breath.append(token)
        previous = token
    close()
    return found


def _joined(text: str, one: Token, other: Token) -> bool:
    gap = text[one.end : other.start]
    return "\n" not in gap and _TIGHT.fullmatch(gap) is not None


def pieces_apart(text: str, run: Run) -> list[tuple[int, int]]:
    """The run cut at line ends, for a finding per turn."""
    spans: list[tuple[int, int]] = []
    start = run.start
    for one, other in pairwise(run.tokens):
        if "\n" in text[one.end : other.start]:
            spans.append((start, one.end))
            start = other.start
    return [*spans, (start, run.end)]
