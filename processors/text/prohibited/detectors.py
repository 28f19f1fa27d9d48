"""The detectors by class family: what wakes each, and the one call that runs them all."""

from collections.abc import Callable, Iterator, Sequence

from processors.text.document import Finding, Turn
from processors.text.prohibited import banking, biometric, children, credentials, credit, figures, health, identity_papers, income, sensitive
from processors.text.prohibited.gate import Gate, Hits
from processors.text.prohibited.normalise import plain
from processors.text.prohibited.rules import Rule, judge

Detector = Callable[[str, Hits], Iterator[Finding]]

# By labels of triggers: a detector runs where one of its labels was hit.
_VALUES: Sequence[tuple[frozenset[str], Detector]] = (
    (frozenset({"number"}), figures.find_numbers),
    (frozenset({"iban", "bank_code"}), banking.find_bank_codes),
    (frozenset({"drivers_licence", "passport", "government_id", "id_form", "mrz"}), identity_papers.find_papers),
    (frozenset({"password", "code", "answer", "key", "login", "key_form"}), credentials.find_secrets),
)
_WORDS: Sequence[Rule] = (*credit.RULES, *income.RULES, *health.RULES, *children.RULES, *sensitive.RULES, *biometric.RULES)
_TRIGGERED = (figures, banking, identity_papers, credentials, credit, income, health, children, sensitive, biometric)
_GATE = Gate(trigger for family in _TRIGGERED for trigger in family.TRIGGERS)


def find(text: str, turns: Sequence[Turn] = ()) -> list[Finding]:  # noqa: ARG001 - turns are told by line ends, one for each
    """Every stretch of a text that is evidence of a prohibited class, in order; the same text, the same findings."""
    ascii_text = plain(text)
    hits = _GATE.hits(ascii_text.text)
    if not hits:
        return []
    found = {
        Finding(finding.kind, ascii_text.original(finding.start), ascii_text.original(finding.end - 1) + 1)
        for finding in _all(ascii_text.text, hits)
    }
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.kind))


def _all(text: str, hits: Hits) -> Iterator[Finding]:
    for labels, detector in _VALUES:
        if not labels.isdisjoint(hits):
            yield from detector(text, hits)
    yield from judge(_WORDS, text, hits)
