"""Numbers of a kind that stand in a text: each run of digits with what it is said to be."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from processors.text.document import Finding
from processors.text.prohibited import banking, cards, ssn
from processors.text.prohibited.cues import Cue, cue_after, cues_before
from processors.text.prohibited.gate import Hits
from processors.text.prohibited.said import Said
from processors.text.prohibited.spoken import Run, runs
from processors.text.prohibited.tables import patterns

LABELS = frozenset({"ssn", "cvv", "routing", "account", "card", "long_number"})
_SAID = patterns("figures")
_LOOK_BEFORE, _LOOK_AFTER = 90, 230
_LOOK_AROUND = 40
_DIGITS_MIN, _DIGITS_UNTOLD_MIN = 2, 9
# Of a crowd of numbers that no speech has, those after the first must tell their kind by themselves: time stays linear.
_CROWD = 3_000
_REGION_CHARS = 100_000
_LONG = re.compile(r"(?:\d[^A-Za-z0-9\n]{0,5}){8,48}\d")
_CHAIN_GAP_MAX = 90
_CHAIN_RUNS_MAX = 10


Judge = Callable[[Said], list[Finding]]
_JUDGES: Mapping[str, Judge] = {
    "ssn": ssn.judge,
    "cvv": cards.judge_code,
    "card": cards.judge,
    "routing": banking.judge,
    "account": banking.judge,
}
_UNSAID: Sequence[Judge] = (cards.judge, ssn.judge, banking.judge)


def find_numbers(text: str, hits: Hits) -> Iterator[Finding]:
    """Social security, card and bank numbers; a number given in pieces has a finding per piece."""
    done, judged = -1, 0
    for low, high, told in _regions(hits, len(text)):
        if not _SAID["number_like"].search(text, low, high):
            continue
        fewest = _DIGITS_MIN if told else _DIGITS_UNTOLD_MIN
        said = [run for run in _runs(text, low, high) if len(run.value) >= fewest]
        for at, run in enumerate(said):
            if run.start < done or (judged >= _CROWD and len(run.value) < _DIGITS_UNTOLD_MIN):
                continue
            judged += 1
            told_so = judged <= _CROWD
            cues = _cues(text, run) if told_so else ()
            found = _judged(Said(text, run, cues, _more(text, said[at : at + _CHAIN_RUNS_MAX]) if told_so else ()))
            done = max((finding.end for finding in found), default=done)
            yield from found


def _runs(text: str, low: int, high: int) -> Iterator[Run]:
    """The runs of a region; far into one longer than any speech, those of as many digits as tell themselves."""
    near = min(high, low + _REGION_CHARS)
    yield from runs(text, low, near)
    for long in _LONG.finditer(text, near, high):
        yield from runs(text, long.start(), long.end())


def _regions(hits: Hits, size: int) -> Iterator[tuple[int, int, bool]]:
    """Where to look for numbers: around the triggers, overlaps joined; and whether a kind is named there."""
    reach = {
        label: (_LOOK_BEFORE, _LOOK_AFTER) if label != "long_number" else (_LOOK_AROUND, _LOOK_AROUND)
        for label in LABELS
    }
    places = sorted(
        (max(0, start - reach[label][0]), min(size, end + reach[label][1]), label != "long_number")
        for label in LABELS
        for start, end in hits.get(label, ())
    )
    low, high, told = places[0]
    for start, end, named in places[1:]:
        if start <= high:
            high, told = max(high, end), told or named
            continue
        yield low, high, told
        low, high, told = start, end, named
    yield low, high, told


def _cues(text: str, run: Run) -> tuple[Cue, ...]:
    after = cue_after(text, run.end)
    before = cues_before(text, run.start)
    if after is not None and not (before and before[0].kind == after):
        return (Cue(after, run.end, ""), *before)
    return tuple(before)


def _more(text: str, after: Sequence[Run]) -> tuple[Run, ...]:
    chain: list[Run] = []
    for one, other in pairwise(after):
        gap = text[one.end : other.start]
        if len(gap) > _CHAIN_GAP_MAX or _SAID["breaks_chain"].search(gap):
            break
        chain.append(other)
    return tuple(chain)


def _judged(said: Said) -> list[Finding]:
    """What the nearest word for a kind makes of the run; then what the others do."""
    kinds = dict.fromkeys(cue.kind for cue in said.cues)
    judges = dict.fromkeys([*(_JUDGES[kind] for kind in kinds if kind in _JUDGES), *_UNSAID])
    return next((found for judge in judges if (found := judge(said))), [])
