"""The detectors by class family: what wakes each, and the one call that runs them all."""

from collections.abc import Callable, Iterator, Sequence

from processors.text.document import Finding, Turn
from processors.text.prohibited import banking, credentials, figures, identity_papers, passwords
from processors.text.prohibited.gate import Gate, Hits, Trigger
from processors.text.prohibited.normalise import plain
from processors.text.prohibited.rules import judge, rules_of
from processors.text.prohibited.tables import LISTS, forms, phrases

Detector = Callable[[str, Hits], Iterator[Finding]]

# By labels of triggers: a detector runs where one of its labels was hit.
_VALUES: Sequence[tuple[frozenset[str], Detector]] = (
    (figures.LABELS, figures.find_numbers),
    (banking.LABELS, banking.find_bank_codes),
    (identity_papers.LABELS, identity_papers.find_papers),
    (passwords.LABELS, passwords.find_passwords),
    (credentials.LABELS, credentials.find_credentials),
)
_FAMILIES = ("credit", "income", "health", "children", "sensitive", "biometric")
_WORDS = tuple(rule for family in _FAMILIES for rule in rules_of(family))
_ASLEEP = "other"
_GATE = Gate(
    [
        *(Trigger(label, phrase) for name in LISTS for label, phrase in phrases(name) if label != _ASLEEP),
        *(Trigger(label, pattern, form=True) for label, pattern in forms()),
    ]
)


def find(text: str, turns: Sequence[Turn] = ()) -> list[Finding]:  # noqa: ARG001 - turns are told by their line ends
    """Every stretch of a text that is evidence of a prohibited class, in order; the same text, the same findings."""
    if text.isascii():
        hits = _GATE.hits(text)
        return sorted(set(_all(text, hits)), key=_place) if hits else []
    ascii_text = plain(text)
    hits = _GATE.hits(ascii_text.text)
    if not hits:
        return []
    found = {
        Finding(finding.kind, ascii_text.original(finding.start), ascii_text.original(finding.end - 1) + 1)
        for finding in _all(ascii_text.text, hits)
    }
    return sorted(found, key=_place)


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.kind


def _all(text: str, hits: Hits) -> Iterator[Finding]:
    for labels, detector in _VALUES:
        if not labels.isdisjoint(hits):
            yield from detector(text, hits)
    yield from judge(_WORDS, text, hits)
