"""Bank accounts and the numbers that route to them: ABA, sort code, SWIFT, IFSC, BSB, IBAN."""

from collections.abc import Iterator

from stdnum import iban
from stdnum.us import rtn

from processors.text.document import Finding
from processors.text.prohibited.gate import Hits
from processors.text.prohibited.said import Said
from processors.text.prohibited.tables import patterns

_SAID = patterns("banking")
LABELS = frozenset({"iban", "routing"})
_CONTEXT_CHARS = 220
_ACCOUNT = range(6, 18)
_ACCOUNT_ALONE = range(9, 18)
_ROUTING = 9
_SORT_CODES = (6, 8, 9)
_CLOSE_CHARS_MAX = 60


def judge(said: Said) -> list[Finding]:
    """Findings where the run is said to be an account or a routing number, and may be one."""
    size, cue = len(said.run.value), said.nearest
    if cue is not None and cue.kind == "routing" and len(cue.between) <= _CLOSE_CHARS_MAX and size in _SORT_CODES:
        return [Finding("bank_routing", said.run.start, said.run.end)]
    if cue is not None and cue.kind == "account" and _is_account(said, size, cue.between):
        return [Finding("bank_account", said.run.start, said.run.end)]
    if size == _ROUTING and any(c.kind == "account" for c in said.cues) and rtn.is_valid(said.run.value):
        return [Finding("bank_routing", said.run.start, said.run.end)]
    return []


def _is_account(said: Said, size: int, between: str) -> bool:
    if size not in _ACCOUNT or len(between) > _CLOSE_CHARS_MAX or _SAID["last_only"].search(between):
        return False
    near = said.text[max(0, said.run.start - _CONTEXT_CHARS) : said.run.end + _CONTEXT_CHARS // 2]
    return size in _ACCOUNT_ALONE or _SAID["bank"].search(near) is not None


def find_bank_codes(text: str, hits: Hits) -> Iterator[Finding]:
    """International account numbers with a right check digit or called so, and bank codes of letters."""
    for start, _ in hits.get("iban", ()):
        end = _iban_end(text, start)
        if end is not None:
            yield Finding("bank_account", start, end)
    for start, _ in hits.get("routing", ()):
        found = _SAID["code"].match(text, start)
        if found and (found[1].isupper() or any(map(str.isdigit, found[1]))):
            yield Finding("bank_routing", found.start(1), found.end(1))


def _iban_end(text: str, start: int) -> int | None:
    """Where the number ends whose check digits are right, or that is called an IBAN."""
    found = _SAID["iban"].match(text, start)
    if found is None:
        return None
    ends = [start + part.end() for part in _SAID["group"].finditer(found[0])]
    valid = next((end for end in reversed(ends) if iban.is_valid(text[start:end], check_country=False)), None)
    if valid is not None:
        return valid
    return found.end() if _SAID["called"].search(text, max(0, start - _CLOSE_CHARS_MAX), start) else None
