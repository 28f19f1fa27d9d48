"""Payment cards: full numbers, told by their issuer's first digits and check digit, and their security codes."""

from collections.abc import Mapping
from itertools import accumulate

from processors.text.check_digit import passes_luhn
from processors.text.document import Finding
from processors.text.prohibited.said import Said
from processors.text.prohibited.spoken import Run
from processors.text.prohibited.tables import patterns

_SAID = patterns("cards")
_LENGTHS = range(13, 20)
_USUAL_LENGTHS = (15, 16)
_HEAD = 4
_PIECE_MIN = 3
_PIECES_MIN = 2
_FIRST_DIGITS = "3456"
_FIRST_GROUPS = 8
_NAMING_CHARS_MAX = 12
_CODE_LENGTHS = (3, 4)
_CODE_CHARS_MAX = 70
_CONTEXT_CHARS = 250
# Issuers' first digits and lengths: American Express, Diners, JCB, Visa, Mastercard, Maestro, Discover, RuPay.
_ISSUERS: tuple[tuple[range, int, tuple[int, ...]], ...] = (
    (range(34, 35), 2, (15,)),
    (range(37, 38), 2, (15,)),
    (range(300, 306), 3, (14, 16)),
    (range(36, 37), 2, (14, 16, 19)),
    (range(38, 40), 2, (14, 16, 19)),
    (range(3528, 3590), 4, (16, 17, 18, 19)),
    (range(4, 5), 1, (13, 16, 19)),
    (range(51, 56), 2, (16,)),
    (range(2221, 2721), 4, (16,)),
    (range(50, 51), 2, tuple(_LENGTHS)),
    (range(56, 70), 2, tuple(_LENGTHS)),
    (range(81, 83), 2, (16,)),
)


def _sizes_by_head() -> Mapping[str, frozenset[int]]:
    """How long a card number may be, by its first four digits."""
    sizes: dict[str, frozenset[int]] = {}
    for heads, width, lengths in _ISSUERS:
        spread = 10 ** (_HEAD - width)
        for head in range(heads.start * spread, heads.stop * spread):
            sizes[f"{head:04}"] = sizes.get(f"{head:04}", frozenset()) | frozenset(lengths)
    return sizes


_SIZES = _sizes_by_head()


def is_card_number(digits: str) -> bool:
    """Whether the digits are a full card number of an issuer, by length and check digit."""
    return len(digits) in _SIZES.get(digits[:_HEAD], ()) and len(set(digits)) > 1 and passes_luhn(digits)


def judge(said: Said) -> list[Finding]:
    """Findings where the run is a card number or goes on to be one, or is a code beside an expiry date."""
    nearest = said.nearest
    if nearest is None or nearest.kind != "other" or not _names_it(nearest.between):
        number = _number_in(said.run)
        if number is not None:
            return [Finding("card_number", *number)]
    cue = said.cue("card")
    if cue is not None and not _SAID["last_only"].search(cue.between) and len(said.run.value) in _LENGTHS:
        return [Finding("card_number", said.run.start, said.run.end)]
    return _in_pieces(said) or _code_beside_expiry(said)


def judge_code(said: Said) -> list[Finding]:
    """Findings where the run, or one soon after, is the security code that was named."""
    cue = said.cue("cvv")
    if cue is None or _SAID["last_only"].search(cue.between):
        return []
    if _SAID["vague"].match(said.text, cue.start) and not _SAID["of_codes"].search(
        said.text, max(0, cue.start - _CODE_CHARS_MAX), cue.start
    ):
        return []
    for run in (said.run, *said.more):
        if run.start - cue.start <= _CODE_CHARS_MAX and len(run.value) in _CODE_LENGTHS:
            return [Finding("cvv", run.start, run.end)]
    return []


def _names_it(between: str) -> bool:
    """Whether so little stands between a word and a number that the word names the number."""
    return len(between.strip(" :#.-=*_")) <= _NAMING_CHARS_MAX and not set(",;\n") & set(between)


def _number_in(run: Run) -> tuple[int, int] | None:
    """The part of a run, of whole groups, that is a card number."""
    if len(run.value) < _LENGTHS[0]:
        return None
    tokens = [token for token in run.tokens if token.value]
    for first in range(min(len(tokens), _FIRST_GROUPS)):
        digits = ""
        for token in tokens[first:]:
            digits += token.value
            if len(digits) > _LENGTHS[-1] or (len(digits) >= _HEAD and digits[:_HEAD] not in _SIZES):
                break
            if len(digits) >= _LENGTHS[0] and is_card_number(digits):
                return tokens[first].start, token.end
    return None


def _in_pieces(said: Said) -> list[Finding]:
    pieces = [run for run in (said.run, *said.more) if len(run.value) >= _PIECE_MIN]
    if len(pieces) < _PIECES_MIN or pieces[0] is not said.run or said.run.value[0] not in _FIRST_DIGITS:
        return []
    cue = said.cue("card")
    whole = _whole_of(pieces, cue is not None)
    if (
        not whole
        or (cue is not None and _SAID["last_only"].search(cue.between))
        or (cue is None and said.nearest is not None and said.nearest.kind == "other")
    ):
        return []
    near_low, near_high = max(0, said.run.start - _CONTEXT_CHARS), whole[-1].end + _CONTEXT_CHARS
    return _each(whole) if cue is not None or _SAID["of_cards"].search(said.text, near_low, near_high) else []


def _whole_of(pieces: list[Run], told: bool) -> list[Run]:
    """The pieces, from the first on, that make up a card number; all where one was told and they are long enough."""
    totals = list(accumulate(len(piece.value) for piece in pieces))
    for count, total in enumerate(totals, 1):
        digits = "".join(piece.value for piece in pieces[:count])
        if count > 1 and (is_card_number(digits) or total in _USUAL_LENGTHS):
            return pieces[:count]
    return pieces if told and totals[-1] >= _LENGTHS[0] else []


def _each(pieces: list[Run]) -> list[Finding]:
    return [Finding("card_number", piece.start, piece.end) for piece in pieces]


def _code_beside_expiry(said: Said) -> list[Finding]:
    if len(said.run.value) not in _CODE_LENGTHS:
        return []
    before = said.text[max(0, said.run.start - _CODE_CHARS_MAX) : said.run.start]
    if _SAID["expiry_before"].search(before) or _SAID["expiry_after"].match(said.text, said.run.end):
        near = said.text[max(0, said.run.start - _CONTEXT_CHARS) : said.run.start]
        if _SAID["of_cards"].search(near) and not _SAID["last_only"].search(before):
            return [Finding("cvv", said.run.start, said.run.end)]
    return []
