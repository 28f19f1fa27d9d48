"""The exact kind of a number, by the words before it."""

# ruff: noqa: E501 - a table reads best with one row a line.

import re
from collections.abc import Sequence

from processors.text.document import Span

# Labels that the tagger does not tell apart, and the kinds among them by the last cue word before the number.
KINDS: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "ORDER_ID": (
        ("CERTIFICATE_ID", re.compile(r"\b(?:cert\w*|gia|g i a|igi|i g i|ags|egl|report|apprais\w*|grading)\b", re.IGNORECASE)),
        ("SERIAL", re.compile(r"\b(?:serial|ser|s/n|case ?back|movement|imei|stamped)\b", re.IGNORECASE)),
    ),
    "ACCOUNT_ID": (
        ("BANK", re.compile(r"\b(?:sort|routing|aba|bank|wire|transfer|a/c|swift|bic|clabe)\b", re.IGNORECASE)),
    ),
    "SSN": (
        ("ID_DOCUMENT", re.compile(r"\b(?:passport|licen[cs]e|driver\w*|dl|aadhaar|pan|dni|cpf|rg|matricula|visa|id)\b", re.IGNORECASE)),
    ),
    "SECRET": (("OTHER", re.compile(r"\b(?:exp|expires|expiry|expiration)\b", re.IGNORECASE)),),
}  # fmt: skip
REACH = 40


def named_by_cue(text: str, spans: Sequence[Span]) -> list[Span]:
    """The same spans, with the labels that their cues give them."""
    return [_named(text, span, KINDS[span.label]) if span.label in KINDS else span for span in spans]


def _named(text: str, span: Span, kinds: tuple[tuple[str, re.Pattern[str]], ...]) -> Span:
    before = text[max(0, span.start - REACH) : span.start]
    return next((Span(span.start, span.end, kind) for kind, cue in kinds if cue.search(before)), span)
