"""Found values replaced by their class, for the quarantine record."""

from collections.abc import Iterable

from processors.text.document import Finding


def mask(text: str, findings: Iterable[Finding]) -> str:
    """The text with `[CLASS]` for every found value; what overlaps is one value, of the class that starts first."""
    kept: list[str] = []
    at = 0
    for kind, start, end in _merged(findings):
        kept += text[at:start], f"[{kind.upper()}]"
        at = end
    return "".join((*kept, text[at:]))


def _merged(findings: Iterable[Finding]) -> list[tuple[str, int, int]]:
    merged: list[tuple[str, int, int]] = []
    for finding in sorted(findings, key=lambda found: (found.start, -found.end, found.kind)):
        if merged and finding.start < merged[-1][2]:
            kind, start, end = merged[-1]
            merged[-1] = kind, start, max(end, finding.end)
        else:
            merged.append((finding.kind, finding.start, finding.end))
    return merged
