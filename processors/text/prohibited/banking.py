"""Bank accounts and the numbers that route to them: ABA, sort code, SWIFT, IFSC, BSB, IBAN."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from stdnum import iban
from stdnum.us import rtn

from processors.text.document import Finding
from processors.text.prohibited.gate import Hits, Trigger

if TYPE_CHECKING:
    from processors.text.prohibited.figures import Said

TRIGGERS = [
    Trigger("iban", r"\b[a-z]{2}\d\d(?:[ -]?[a-z0-9]{4}){2}"),
    Trigger("bank_code", r"\b(?:swift|bic|ifsc|iban)\b"),
]
_IBAN = re.compile(r"[A-Za-z]{2}\d\d(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,4})?(?![A-Za-z0-9])")
_CODE = re.compile(
    r"(?:swift|bic|ifsc)(?:[ /-](?:bic|code|no\.?|number))*(?: is| =|:)?[ :#]{0,3}([A-Z]{4}0[A-Z0-9]{6}|[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?![A-Za-z0-9])"
)
_CODE_ANY_CASE = re.compile(_CODE.pattern, re.IGNORECASE)
_BANK = re.compile(
    r"\b(?:bank\w*|routing|sort code|wire|ach|transfer\w*|iban|swift|ifsc|checking|chequing|savings|deposit|autopay|aba|bsb|direct debit|payout|pay(?:ment)? (?:in)?to|refund\w* (?:in)?to|zelle|bacs|sepa|neft|upi)\b",
    re.IGNORECASE,
)
_CONTEXT_CHARS = 220
_ACCOUNT = range(6, 18)
_ACCOUNT_ALONE = range(9, 18)
_ROUTING = 9
_SORT_CODES = (6, 8, 9)
_CLOSE_CHARS_MAX = 60
_LAST_ONLY = re.compile(r"\b(?:end\w*|last)\b", re.IGNORECASE)


def judge(said: "Said") -> list[Finding]:
    """Findings where the run is said to be an account or a routing number, and may be one."""
    size, cue = len(said.run.value), said.nearest
    if cue is not None and cue.kind == "routing" and len(cue.between) <= _CLOSE_CHARS_MAX and size in _SORT_CODES:
        return [Finding("bank_routing", said.run.start, said.run.end)]
    if cue is not None and cue.kind == "account" and _is_account(said, size, cue.between):
        return [Finding("bank_account", said.run.start, said.run.end)]
    if size == _ROUTING and any(c.kind == "account" for c in said.cues) and rtn.is_valid(said.run.value):
        return [Finding("bank_routing", said.run.start, said.run.end)]
    return []


def _is_account(said: "Said", size: int, between: str) -> bool:
    if size not in _ACCOUNT or len(between) > _CLOSE_CHARS_MAX or _LAST_ONLY.search(between):
        return False
    near = said.text[max(0, said.run.start - _CONTEXT_CHARS) : said.run.end + _CONTEXT_CHARS // 2]
    return size in _ACCOUNT_ALONE or _BANK.search(near) is not None


def find_bank_codes(text: str, hits: Hits) -> Iterator[Finding]:
    """International account numbers with a right check digit or called so, and bank codes of letters."""
    said_so = [end for _, end in hits.get("bank_code", ())]
    for start, _ in hits.get("iban", ()):
        found = _IBAN.match(text, start)
        if found and (_valid_iban(found[0]) or any(0 <= start - end <= _CLOSE_CHARS_MAX for end in said_so)):
            yield Finding("bank_account", start, found.end())
    for start, _ in hits.get("bank_code", ()):
        for pattern in (_CODE_ANY_CASE,):
            found = pattern.match(text, start)
            if found and (found[1].isupper() or any(map(str.isdigit, found[1]))):
                yield Finding("bank_routing", found.start(1), found.end(1))


def _valid_iban(value: str) -> bool:
    return bool(iban.is_valid(value, check_country=False))
