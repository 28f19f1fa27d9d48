"""Passwords, codes, keys and answers that open an account or a door: a value beside the word for it, or a key's own form."""

import re
from collections.abc import Iterator

from processors.text.document import Finding
from processors.text.prohibited.gate import Hits, Trigger
from processors.text.prohibited.spoken import runs

_PASSWORD = r"(?:pass ?words?|passwd|pass ?phrases?|pword|p/w|pwd|pw|contrasena|mot de passe|passwort|senha|passcodes?|pass ?codes?)"
_CODE = (
    r"(?:otps?|one[- ]time (?:pass)?(?:code|pin|password)s?|(?:verification|log ?in|sign[- ]?in|auth(?:entication|enticator|ori[sz]ation)?|confirmation|2fa|mfa|two[- ]factor|sms|access|reset|recovery|backup|unlock"
    r"|gate|door|alarm|entry|building|lobby|garage|lock ?box|safe|vault|key ?pad|buzzer|elevator|security|disarm|panel|wi-?fi|voicemail|phone|bank|atm|debit|card|account) (?:code|pin|combo|combination|key|number)s?"
    r"|digicode|host key|combination|combo|pin(?: (?:number|code|no))?|p i n|secret pin|code (?:we|they|you|it) (?:sent|texted)|code (?:to|for) (?:the )?(?:gate|door|alarm|building|safe|lobby|garage|side gate))"
)
_ANSWER = (
    r"(?:mother'?s? maiden name|maiden name|secret (?:q|question|answer|word|phrase)|security (?:question|answer|word|phrase)s?|first (?:pet|school|car)(?:'?s? name)?|name of (?:my|your|her|his) first (?:pet|school)"
    r"|code ?word|safe ?word|memorable (?:word|name|date)|verbal password|street (?:i|she|he) grew up on)"
)
_KEY = r"(?:api[ _-]?(?:secret[ _-]?)?keys?|secret[ _-]?(?:access[ _-]?)?keys?|access[ _-]?(?:tokens?|keys?)|bearer|auth[ _-]?tokens?|client[ _-]?secrets?|private[ _-]?keys?|refresh[ _-]?tokens?|seed phrase|recovery phrase|license key)"
_LOGIN = r"(?:log ?-?ins?|user ?-?names?|user ?ids?|credentials|creds|sign[- ]?in|logon)"
_FORM = r"(?:akia[0-9a-z]{16}|sk[-_](?:live|test|proj|ant)[-_a-z0-9]{10,20}|gh[pousr]_[a-z0-9]{20}|xox[abprs]-[a-z0-9-]{10}|aiza[a-z0-9_-]{20}|eyj[a-z0-9_-]{10,20}\.eyj|shpat_[0-9a-f]{16}|-----begin [a-z ]{0,20}private key|whsec_[a-z0-9]{16}|glpat-[a-z0-9_-]{16})"
TRIGGERS = [
    Trigger("password", rf"\b{_PASSWORD}\b"),
    Trigger("code", rf"\b{_CODE}\b"),
    Trigger("answer", rf"\b{_ANSWER}\b"),
    Trigger("key", rf"\b{_KEY}\b"),
    Trigger("login", rf"\b{_LOGIN}\b"),
    Trigger("key_form", _FORM),
]
_LINK = r"""(?:(?:\s?(?:\([^)\n]{1,30}\)|(?:for|to|on|of|at|in) (?:(?:my|the|his|her|your|our|this|that|a|their) )?[\w'.&@-]{1,20}(?: [\w'.&-]{1,14}){0,3}?))?\s?(?:,? (?:is|was|are)(?: (?:now|still|set to|just|currently|all|temporarily|simply))?|'s|s(?= [\w]*\d)|=|:|->|=>|\bi (?:put|typed|used|entered|tried)(?: is| was)?|we set (?:is|was|it to)?| to| set to| it'?s| says| that'?s|,? which is)\s?:?\s?)"""
_BARE = r"(?:\s{1,2}(?:(?:no|number|num|#)\.? ?)?)"
_WORD_VALUE = r"[\"'(<\[]{0,2}(?P<value>[^\s,;\"'()<>]{3,64})"
_GIVEN = re.compile(rf"{_LINK}{_WORD_VALUE}", re.IGNORECASE)
_BARE_GIVEN = re.compile(rf"{_BARE}{_WORD_VALUE}", re.IGNORECASE)
_NO_VALUE = frozenset(
    "the a an not no my your his her our their this that it's its it is was be been being required needed necessary wrong incorrect invalid expired expiring reset resetting changed change changing "
    "protected correct right good weak strong too very so still locked blocked case sensitive same different lost forgotten missing saved stored hidden redacted safe secure somewhere being working "
    "failing broken rejected accepted denied updated sent emailed texted mailed below above attached here there in on at by for with from under what which who something anything nothing someone "
    "secret private confidential mine yours ours when where why how if and or but because please try again never always only just like link manager managers page prompt screen field policy hint "
    "issue issues problem problems help support reset. one ones old new all set up out off over now then than supposed going to get got getting have has had can could will would should might may "
    "must do does did done don't isn't doesn't won't written taped shared kept me you him them us we they i he she also already between used using use up-to-date unknown tbd n/a none blank empty "
    "different. easy hard long short super really kind mandatory optional annoying complicated impossible asking asked saying says ok okay fine great thanks".split()
)
_DISGUISE = re.compile(r"^[*x\u2022.#_\x1a-]+$|^\[?redacted\]?|^x{3,}", re.IGNORECASE)
_STRONG = re.compile(r"\d|[a-z][A-Z]|[!@#$%^&*_+=?-](?=.)")
_ANSWERED = re.compile(r"(?:[\"']?\s?(?:\?|is|was|=|:|->|,? which is|it'?s)\s?:?|\s?\([^)\n]{1,30}\)\s?(?:is|=|:))\s?[\"']?(?P<value>[A-Za-z0-9][\w' -]{1,40})", re.IGNORECASE)
_QUESTION_ANSWERED = re.compile(r"(?P<value>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})")
_PIN_UNLESS = re.compile(
    r"\b(?:lapel|hat|stick|safety|bar|tie|brooch|scarf|collar|enamel|gold|silver|diamond|vintage|spring|split|post|cotter|drop(?: you)? (?:the|a)|hair|kilt|cocktail|sterling|bowling|watch|promo|discount|zip|coupon"
    r"|area|country|dress|qr|bar|product|color|colour|style|offer|referral|order|tracking|voucher|gift|sku|store|item|post|reference)\s?$",
    re.IGNORECASE,
)
_CODE_CHARS_MAX = 90
_CODE_SIZE = range(4, 11)
_NOT_CODE_AFTER = re.compile(
    r"\b(?:order|tracking|sku|invoice|phone|cell|call me|tel|gia|igi|cert|serial|zip|gift card|ending|last four|expires?|minutes|\d ?digit|promo|discount|price|\bat \d|appraisal|ticket|repair|off)\b|\$", re.IGNORECASE
)
_HEX = re.compile(r"[\s:='\"]{1,4}(?:(?:is|was|for|[\w.]{1,20})[\s:='\"]{1,3}){0,4}(?P<value>[A-Za-z0-9_\-+/=.]{12,})")
_USER = re.compile(r"(?:\s?(?:is|was|are|=|:|'s|info:?|details:?|name:?|id:?)\s?){0,3}:?\s?(?P<value>[^\s,;/]{3,50})", re.IGNORECASE)
_THEN_PASSWORD = re.compile(rf"[^\n]{{0,60}}?\b(?:{_PASSWORD}|pass|pin)\b|\s?/\s?\S*\d", re.IGNORECASE)


def find_secrets(text: str, hits: Hits) -> Iterator[Finding]:
    """A value given as a password, a code, an answer or a key."""
    yield from _passwords(text, hits)
    yield from _codes(text, hits)
    yield from _answers(text, hits)
    for start, end in hits.get("key", ()):
        value = _HEX.match(text, end)
        if value and _STRONG.search(value["value"]) and any(map(str.isdigit, value["value"])):
            yield Finding("credentials", value.start("value"), value.end("value"))
    for start, end in hits.get("key_form", ()):
        yield Finding("credentials", start, end)


def _passwords(text: str, hits: Hits) -> Iterator[Finding]:
    for _, end in hits.get("password", ()):
        linked = _GIVEN.match(text, end)
        if linked and _is_secret(linked["value"], "=" in linked[0] or ":" in linked[0]):
            yield Finding("password", linked.start("value"), linked.end("value"))
            continue
        bare = _BARE_GIVEN.match(text, end)
        if bare and _is_secret(bare["value"], bare=True):
            yield Finding("password", bare.start("value"), bare.end("value"))


def _is_secret(value: str, marked: bool = False, bare: bool = False) -> bool:
    plain = value.rstrip(".!?").lower()
    if plain in _NO_VALUE or _DISGUISE.search(value) or (not marked and len(plain) < 3):  # noqa: PLR2004
        return False
    strong = _STRONG.search(value.rstrip(".!?-")) is not None
    return strong if bare else (strong or marked or not plain.endswith(("ed", "ing")))


def _codes(text: str, hits: Hits) -> Iterator[Finding]:
    for start, end in hits.get("code", ()):
        if _PIN_UNLESS.search(text, max(0, start - 20), start):
            continue
        is_pin = text[start:end].lower() in ("pin", "combo", "combination", "p i n")
        for run in runs(text, end, min(len(text), end + _CODE_CHARS_MAX), lettered=True):
            between = text[end : run.start]
            if _NOT_CODE_AFTER.search(between) or (is_pin and len(between) > 12) or "*" in between:  # noqa: PLR2004 - a few short words
                break
            if len(run.value) in _CODE_SIZE and sum(map(str.isdigit, run.value)) >= 3:  # noqa: PLR2004
                yield Finding("credentials", run.start, run.end)
                break


def _answers(text: str, hits: Hits) -> Iterator[Finding]:
    for _, end in hits.get("answer", ()):
        answered = _ANSWERED.match(text, end)
        if answered and answered["value"].split()[0].lower() not in _NO_VALUE:
            yield Finding("credentials", answered.start("value"), answered.end("value"))
    for _, end in hits.get("login", ()):
        user = _USER.match(text, end)
        if user and user["value"].lower() not in _NO_VALUE and _THEN_PASSWORD.match(text, user.end()):
            yield Finding("credentials", user.start("value"), user.end("value"))
