"""Numbers as they are written, dictated and transcribed: stretches of digits, number words and spelled letters."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from processors.text.prohibited.tables import patterns, table

_SAID = patterns("spoken")
_TIMES: Mapping[str, int] = table("spoken.yaml")["times"]
_KINDS: Mapping[str, str] = {"digits": "w", "teens": "w", "tens": "w", "heard": "heard"}
_SPOKEN: Mapping[str, tuple[str, str]] = {
    **{word: ("l", word[0]) for word in table("spoken.yaml")["alphabet"]},
    **dict.fromkeys(table("spoken.yaml")["marks"], ("s", "")),
    **{word: ("times", word) for word in _TIMES},
    **{word: (kind, value) for part, kind in _KINDS.items() for word, value in table("spoken.yaml")[part].items()},
}
_WORD = re.compile(r"(?<![A-Za-z]')[A-Za-z0-9]+")
_TIGHT = re.compile(r"[\s.,\-_/|:;~+()'\[\]<>\x00-\x1f]{0,5}")
_LIKE_DIGITS = str.maketrans("OoIl", "0011")
_DIGITS_DISGUISED_MIN = 3
# What often follows a number and begins no unit; the end of the text is told apart by the pattern.
_NO_UNIT = frozenset("-)(/:;?!'")
_MONTH_CHARS_MAX = 12
# What every date, and every month before a day, has: without it the longer patterns need not be tried.
_DATED = re.compile(r"\d{1,2}(?:\d\d)?(?:[-/.:]| ?[A-Za-z])")
_MONTH_END, _MONTH_END_CHARS = re.compile(r"[A-Za-z]\.? ?\n?$"), 4
# A number does not go on behind these.
_PARTING = (" / ", " | ", "; ")
# No number of a kind is longer.
_BREATH_TOKENS_MAX = 48


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a run with its value: `kind` is d digits, w number word, m mixed, l letter, s skipped."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens said or written in one breath; `value` is what they spell, letters in upper case, nothing between."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    value: str


def _token(word: str, start: int, end: int) -> Token | None:
    if word.isdigit():
        return Token(start, end, "d", word)
    if word.lower() in _SPOKEN:
        return Token(start, end, *_SPOKEN[word.lower()])
    if len(word) == 1:
        return Token(start, end, "l", word)
    clear = word.translate(_LIKE_DIGITS)
    if clear.isdigit() and len(word) >= _DIGITS_DISGUISED_MIN and sum(map(str.isdigit, word)) * 2 >= len(word):
        return Token(start, end, "d", clear)
    return Token(start, end, "m", word) if any(map(str.isdigit, word)) else None


def _tokens(text: str, start: int, end: int) -> Iterator[Token | None]:
    """Words of a region with a value; None for one that looks like it but counts something else."""
    dated = start
    for found in _WORD.finditer(text, start, end):
        word = found[0]
        if word.isalpha() and word.lower() not in _SPOKEN and len(word) > 1:
            continue
        low, high = found.span()
        if word[0].isdigit():
            dated = max(dated, _date_end(text, low))
        token = _token(word, low, high) if low >= dated else None
        if token is not None and token.kind == "d" and _is_amount(text, low, high):
            token = None
        yield token


def _date_end(text: str, at: int) -> int:
    """Where a date, an expiry date or a time of day ends that starts or goes on here; no part of another number."""
    date = _SAID["date"].match(text, at) if _DATED.match(text, at) else None
    if (
        date is None
        and _MONTH_END.search(text, max(0, at - _MONTH_END_CHARS), at)
        and _SAID["month_before"].search(text, max(0, at - _MONTH_CHARS_MAX), at)
    ):
        date = _SAID["day"].match(text, at)
    return date.end() if date else at


def _is_amount(text: str, low: int, high: int) -> bool:
    if text[low - 1 : low] in ("$", "*", "@"):
        return True
    return text[high : high + 1] not in _NO_UNIT and _SAID["amount_after"].match(text, high) is not None


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
        elif (
            token.kind == "w"
            and after is not None
            and after.kind == "w"
            and _is_ten(token)
            and after.value in "123456789"
        ):
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
        if not breath:
            return
        settled = _trimmed(list(_settle(breath)), lettered)
        breath.clear()
        if any(token.kind in "dwm" for token in settled):
            found.append(
                Run(
                    settled[0].start,
                    settled[-1].end,
                    tuple(settled),
                    "".join([token.value for token in settled]).upper(),
                )
            )

    previous: Token | None = None
    for token in _tokens(text, start, end):
        if token is None or token.kind not in allowed:
            close()
            previous = None
            continue
        if previous is not None and (len(breath) >= _BREATH_TOKENS_MAX or not _joined(text, previous, token)):
            close()
        breath.append(token)
        previous = token
    close()
    return found


def _joined(text: str, one: Token, other: Token) -> bool:
    gap = text[one.end : other.start]
    return "\n" not in gap and gap not in _PARTING and _TIGHT.fullmatch(gap) is not None
