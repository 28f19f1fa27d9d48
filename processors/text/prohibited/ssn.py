"""Social security numbers: nine digits said to be one, or written as one; and the last four said to be of one."""

from stdnum.us import ssn

from processors.text.document import Finding
from processors.text.prohibited.said import Said
from processors.text.prohibited.tables import patterns

_SAID = patterns("ssn")
_DIGITS = 9
_LAST = 4
_MISHEARD = range(8, 11)
_CLOSE_CHARS_MAX = 45


def judge(said: Said) -> list[Finding]:
    """Findings where the run, or the runs that go on with it, are a social security number."""
    cue = said.cue("ssn")
    value = said.run.value
    if cue is None:
        return [_found(said.run.start, said.run.end)] if _is_written_as_one(said) else []
    if len(value) in _MISHEARD:
        return [_found(said.run.start, said.run.end)]
    if len(value) == _LAST and len(cue.between) <= _CLOSE_CHARS_MAX:
        return [_found(said.run.start, said.run.end)]
    return _in_pieces(said)


def _in_pieces(said: Said) -> list[Finding]:
    digits = ""
    pieces: list[Finding] = []
    for run in (said.run, *said.more):
        digits += run.value
        pieces.append(_found(run.start, run.end))
        if len(digits) >= _DIGITS:
            return pieces if len(digits) in _MISHEARD else []
    return []


def _is_written_as_one(said: Said) -> bool:
    if said.nearest is not None and said.nearest.kind in ("other", "account", "routing"):
        return False
    written = _SAID["written"].fullmatch(said.text, said.run.start, said.run.end)
    return written is not None and ssn.is_valid(f"{said.run.value[:3]}-{said.run.value[3:5]}-{said.run.value[5:]}")


def _found(start: int, end: int) -> Finding:
    return Finding("ssn", start, end)
