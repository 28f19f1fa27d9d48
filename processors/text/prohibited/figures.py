"""Numbers of a kind that stand in a text: each run of digits with what it is said to be."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from processors.text.document import Finding
from processors.text.prohibited import banking, cards, ssn
from processors.text.prohibited.cues import Cue, cue_after, cues_before
from processors.text.prohibited.gate import Hits, Trigger
from processors.text.prohibited.spoken import Run, runs

_SPOKEN = "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|double|triple|[a-z]{3,5}teen|eleven|twelve|twenty|[a-z]{3,5}ty)"
TRIGGERS = [
    Trigger("number", r"\b(?:ssn|s\.s\.n|social|soc\.? ?sec|ss ?#|ss no)"),
    Trigger("number", r"\b(?:cvv|cvc|cid\b|csc\b|cvn|security code|digits? on the|the back\b|c v v\b|card code)"),
    Trigger("number", r"\b(?:routing|aba\b|rtn\b|sort ?code|swift\b|bic\b|ifsc|bsb\b|transit)"),
    Trigger("number", r"\b(?:iban|acct|acc\b|a/c\b|account|checking|chequing|savings|autopay|direct deposit|clabe|nuban)"),
    Trigger("number", r"\b(?:card|cc\b|visa\b|master ?card|mc\b|amex|american express|discover\b|diners|jcb|rupay|maestro|union ?pay)"),
    Trigger("number", r"(?:\d[^a-z0-9]{0,3}){8}\d"),
    Trigger("number", rf"\b(?:{_SPOKEN}[^a-z0-9]{{1,3}}){{6}}"),
]
_LOOK_BEFORE, _LOOK_AFTER = 40, 260
_CHAIN_GAP_MAX = 90
_CHAIN_RUNS_MAX = 10
_BREAKS_CHAIN = re.compile(r"\$|%|\b(?:exp|expir\w+|cvv|cvc|cid|order|phone|zip|post ?code|security code|ssn|routing|sort code|on the back|dollars|total)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A run and the runs that may go on with it, with the kinds named before it, nearest first."""

    text: str
    run: Run
    cues: tuple[Cue, ...]
    more: tuple[Run, ...]

    @property
    def nearest(self) -> Cue | None:
        """What the run is said to be by the last word that says it."""
        return self.cues[0] if self.cues else None

    def cue(self, kind: str) -> Cue | None:
        """The cue of a kind, unless another kind of number is named closer."""
        first = self.nearest
        return first if first is not None and first.kind == kind else None


_JUDGES: Sequence[Callable[[Said], list[Finding]]] = (ssn.judge, cards.judge, banking.judge)


def _regions(hits: Hits, size: int) -> Iterator[tuple[int, int]]:
    """Where to look for numbers: around the triggers, overlaps joined."""
    low = high = -1
    for start, end in hits.get("number", ()):
        if start - _LOOK_BEFORE <= high:
            high = max(high, min(size, end + _LOOK_AFTER))
            continue
        if high >= 0:
            yield low, high
        low, high = max(0, start - _LOOK_BEFORE), min(size, end + _LOOK_AFTER)
    if high >= 0:
        yield low, high


def _more(text: str, after: Sequence[Run]) -> tuple[Run, ...]:
    chain: list[Run] = []
    for one, other in zip(after, after[1:], strict=False):
        gap = text[one.end : other.start]
        if len(gap) > _CHAIN_GAP_MAX or _BREAKS_CHAIN.search(gap):
            break
        chain.append(other)
    return tuple(chain)


def _whole(text: str, low: int, high: int) -> tuple[int, int]:
    """The region widened to whole words and digit groups."""
    while low > 0 and not text[low - 1].isspace():
        low -= 1
    return low, high


def find_numbers(text: str, hits: Hits) -> Iterator[Finding]:
    """Social security, card and bank numbers; a number given in pieces has a finding per piece."""
    done = -1
    for low, high in _regions(hits, len(text)):
        said = runs(text, low, high)
        for at, run in enumerate(said):
            if run.start < done:
                continue
            after = cue_after(text, run.end)
            cues = cues_before(text, run.start)
            if after is not None and not (cues and cues[0].kind == after):
                cues = [Cue(after, run.end, ""), *cues]
            told = Said(text, run, tuple(cues), _more(text, said[at : at + _CHAIN_RUNS_MAX]))
            found = next((found for judge in _JUDGES if (found := judge(told))), [])
            done = max((finding.end for finding in found), default=done)
            yield from found
