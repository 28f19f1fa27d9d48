"""One look at a text for every form that an identifier can have: what is not hit need not be searched for."""

from collections.abc import Container

import hyperscan

TLD = r"(?:com|org|net|edu|gov|info|biz|me|io|co|us|uk|ca|au|in|fr|de|es|it|nl|eu|hk|ie|nz|br|mx|jp|example|test|shop)"
# What every stretch of a form holds, in ASCII. The automaton knows no lookaround, and blanks that Python adds to \s.
BLANK = r"[\s\x1c-\x1f]?"
WAKES: dict[str, str] = {
    "scheme": r"://",
    "www": r"www\.",
    "site": rf"(?i)\.{TLD}/",
    "(at)": r"\(at\)",
    "[at]": r"\[at\]",
    "handle": r"(?:^|[^\w@.])@[A-Za-z0-9][\w.]",
    "ip": r"\d\.\d{1,3}\.\d{1,3}\.\d",
    "hardware": r"(?i)[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}:",
    "groups": r"(?i):[0-9a-f]{0,4}:",
    "place": rf"\d\.\d{{3,8}}{BLANK}[NS]?,{BLANK}[-+]?\d{{1,3}}\.\d{{3}}",
    "key": r"(?:sk|pk|rk|shpat|shpss|ghp|gho|xox[abp])_\w{8}",
    "token": r"eyJ",
    "access": r"AKIA",
    "private": r"-----BEGIN",
    "mail": r"@",
    "%40": r"%40",
    "base64": r"[A-Za-z0-9+/_-]{16}",
    "run": r"\d(?:[ \t().\-/]*\d){5}",
    "code": r"[#A-Z][-/]?\d(?:[A-Z/-]*\d){3}",
    "iban": rf"[A-Z]{{2}}\d{{2}}(?:{BLANK}[A-Z0-9]{{4}}){{2}}",
    "postcode": r"[A-Z]\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}",
}
NAMES = tuple(WAKES)
ALL = frozenset(NAMES)


class Gate:
    """All forms in one automaton."""

    def __init__(self) -> None:
        self._automaton = hyperscan.Database()
        self._automaton.compile(
            expressions=[wake.encode() for wake in WAKES.values()],
            ids=list(range(len(WAKES))),
            elements=len(WAKES),
            flags=[hyperscan.HS_FLAG_SINGLEMATCH] * len(WAKES),
        )
        self._scratch = hyperscan.Scratch(self._automaton)

    def hits(self, text: str) -> Container[str]:
        """The forms that may stand in a text; beyond ASCII, where digits and letters are many, all of them."""
        if not text.isascii():
            return ALL
        found: list[str] = []
        self._automaton.scan(
            text.encode("ascii"),
            match_event_handler=lambda number, _start, _end, _flags, _context: found.append(NAMES[number]),
            scratch=self._scratch,
        )
        return found
