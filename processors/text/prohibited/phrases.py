"""The small patterns that the phrases of a list are written in, and every spelling that they stand for."""

import re
from itertools import product

_PART = re.compile(r"\(\?:|[|)]|\[([^\]]*)\]|\\(.)|(.)", re.DOTALL)
_RANGE = re.compile(r"(.)-(.)")
_NO_PART = ("+", "*", "{", "?", "|", ")")


def spellings(phrase: str) -> list[str]:
    """Every way to write a phrase of letters, (?:a|b), [ab] and ?; what is no letter and no digit becomes one blank."""
    ways, rest = _alternatives(phrase, 0)
    if rest != len(phrase):
        raise ValueError(f"phrase not understood at {rest}: {phrase}")
    return sorted({_worded(way) for way in ways} - {""})


def _worded(way: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]", " ", way.lower()).split())


def _alternatives(phrase: str, at: int) -> tuple[list[str], int]:
    ways: list[str] = []
    parts: list[list[str]] = []
    while at < len(phrase) and phrase[at] != ")":
        if phrase[at] == "|":
            ways += map("".join, product(*parts))
            parts, at = [], at + 1
            continue
        part, at = _part(phrase, at)
        if phrase[at : at + 1] == "?":
            part, at = ["", *part], at + 1
        parts.append(part)
    return [*ways, *map("".join, product(*parts))], at


def _part(phrase: str, at: int) -> tuple[list[str], int]:
    found = _PART.match(phrase, at)
    if found is None or found[0] in _NO_PART:
        raise ValueError(f"phrase not understood at {at}: {phrase}")
    if found[0] == "(?:":
        ways, end = _alternatives(phrase, found.end())
        return ways, end + 1
    if found[1] is not None:
        return list(_RANGE.sub(_range, found[1])), found.end()
    return [found[2] or found[3]], found.end()


def _range(span: re.Match[str]) -> str:
    return "".join(map(chr, range(ord(span[1]), ord(span[2]) + 1)))
