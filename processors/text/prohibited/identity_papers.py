"""Licences, passports and other papers of a state: a value beside the paper's name, or one told by its form."""

import re
from collections.abc import Callable, Iterator

from stdnum.br import cpf
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.it import codicefiscale
from stdnum.mx import curp

from processors.text.document import Finding
from processors.text.prohibited.gate import Hits
from processors.text.prohibited.spoken import Run, runs
from processors.text.prohibited.tables import patterns

_SAID = patterns("identity_papers")
_DIGITS_MIN = {"drivers_licence": 4, "passport": 5, "government_id": 4}
LABELS = frozenset({*_DIGITS_MIN, "id_form", "mrz"})
_VALUE = range(5, 21)
_AFTER_CHARS_MAX, _BEFORE_CHARS_MAX, _NAME_CHARS_MAX = 130, 40, 20
_APART_CHARS_MAX, _GENERIC_APART_CHARS_MAX = 70, 14
_FORMS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]", codicefiscale.is_valid),
    (r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d", curp.is_valid),
    (r"\d{3}\.\d{3}\.\d{3}-\d\d", cpf.is_valid),
    (r"\d{8}-?[A-Z]", dni.is_valid),
    (r"[XYZ]-?\d{7}-?[A-Z]", nie.is_valid),
    (r"[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]", lambda _: True),
    (r"[A-CEGHJ-PR-TW-Z]{2} \d\d ?\d\d ?\d\d ?[A-D]", lambda _: True),
    (r"[12] ?\d\d ?[01]\d ?\d[\dAB] ?\d{3} ?\d{3} ?\d\d", nir.is_valid),
)
_COMPILED = tuple((re.compile(form), valid) for form, valid in _FORMS)


def find_papers(text: str, hits: Hits) -> Iterator[Finding]:
    """Values beside the names of papers, and values that need no name."""
    taken = -1
    names = sorted((end, start, kind) for kind in _DIGITS_MIN for start, end in hits.get(kind, ()))
    for at, (end, start, kind) in enumerate(names):
        stop = next((begin for _, begin, _ in names[at + 1 :] if begin >= end), len(text))
        found = _beside(text, start, end, min(stop, end + _AFTER_CHARS_MAX), kind) if end > taken else None
        if found is not None:
            taken = max(taken, found.end)
            yield found
    for start, _ in hits.get("id_form", ()):
        for form, valid in _COMPILED:
            value = form.match(text, start)
            if value and valid(value[0]):
                yield Finding("government_id", *value.span())
    for start, _ in hits.get("mrz", ()):
        lines = _SAID["mrz"].match(text, start)
        if lines:
            yield Finding("passport", *lines.span())


def _beside(text: str, start: int, end: int, stop: int, kind: str) -> Finding | None:
    generic = _SAID["generic"].fullmatch(text, start, end) is not None
    if generic and _SAID["not_of_a_state"].search(text, max(0, start - _NAME_CHARS_MAX), start):
        return None
    return _after(text, start, end, stop, kind, generic) or _before(text, start, kind)


def _after(text: str, start: int, end: int, stop: int, kind: str, generic: bool) -> Finding | None:
    apart = _GENERIC_APART_CHARS_MAX if generic else _APART_CHARS_MAX
    for run in runs(text, end, stop, lettered=True):
        between = text[end : run.start]
        if len(between) > apart or _SAID["unless_near"].search(between) or _SAID["redacted"].search(between):
            return None
        if generic and not _SAID["given"].search(text[start : run.start]):
            return None
        if _is_value(run, kind):
            return Finding(kind, *_with_capitals(text, end, run))
    return None


def _before(text: str, start: int, kind: str) -> Finding | None:
    low = max(0, start - _BEFORE_CHARS_MAX)
    nearest = next(reversed(runs(text, low, start, lettered=True)), None)
    if nearest is None or not _is_value(nearest, kind) or not _SAID["then_named"].fullmatch(text, nearest.end, start):
        return None
    return None if _SAID["unless_near"].search(text, low, nearest.start) else Finding(kind, nearest.start, nearest.end)


def _is_value(run: Run, kind: str) -> bool:
    return len(run.value) in _VALUE and sum(map(str.isdigit, run.value)) >= _DIGITS_MIN[kind]


def _with_capitals(text: str, low: int, run: Run) -> tuple[int, int]:
    """The run with groups of capitals right before it, which belong to it: MORGA 753116 SM9IJ."""
    before = _SAID["capitals_before"].search(text, low, run.start)
    return (before.start() if before else run.start), run.end
