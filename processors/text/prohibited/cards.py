"""Payment cards: full numbers, told by their issuer's first digits and check digit, and their security codes."""

from itertools import accumulate
from typing import TYPE_CHECKING

from stdnum import luhn

from processors.text.document import Finding
from processors.text.prohibited.spoken import Run

if TYPE_CHECKING:
    from processors.text.prohibited.figures import Said

_LENGTHS = range(13, 20)
_PIECE_MIN = 3
_CODE_LENGTHS = (3, 4)
_CLOSE_CHARS_MAX = 60
# Issuers' first digits and their lengths: American Express, Diners, JCB, Visa, Mastercard, Discover, UnionPay, Maestro, RuPay.
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
    (range(50, 51), 2, tuple(range(13, 20))),
    (range(56, 70), 2, tuple(range(13, 20))),
    (range(81, 83), 2, (16,)),
)


def is_card_number(digits: str) -> bool:
    """Whether the digits are a full card number of an issuer, by length and check digit."""
    if len(digits) not in _LENGTHS or len(set(digits)) == 1:
        return False
    return luhn.is_valid(digits) and any(len(digits) in sizes and int(digits[:width]) in heads for heads, width, sizes in _ISSUERS)


def judge(said: "Said") -> list[Finding]:
    """Findings where the run is a card number, goes on to be one, or is a security code."""
    nearest = said.nearest
    if said.cue("cvv") is not None:
        return _code(said)
    told = nearest is not None and nearest.kind == "card"
    number = _number_in(said.run) if nearest is None or nearest.kind != "other" or not _names_it(nearest.between) else None
    if number is not None:
        return [Finding("card_number", *number)]
    if told and len(said.run.value) in _LENGTHS:
        return [Finding("card_number", said.run.start, said.run.end)]
    return _in_pieces(said) if any(cue.kind == "card" for cue in said.cues) else _code_after_card(said)


def _names_it(between: str) -> bool:
    """Whether so little stands between a word and a number that the word names the number."""
    return len(between.strip(" :#.-=")) <= 12 and "," not in between and ";" not in between and "\n" not in between  # noqa: PLR2004 - a few short words


def _number_in(run: Run) -> tuple[int, int] | None:
    """The part of a run, of whole groups, that is a card number."""
    tokens = [token for token in run.tokens if token.value]
    for first in range(len(tokens)):
        digits = ""
        for token in tokens[first : first + 19]:
            digits += token.value
            if len(digits) > _LENGTHS[-1]:
                break
            if is_card_number(digits):
                return tokens[first].start, token.end
        if first > 8:  # noqa: PLR2004 - a number does not start that late in one breath
            break
    return None


def _in_pieces(said: "Said") -> list[Finding]:
    chain = (said.run, *said.more)
    if len(said.run.value) < _PIECE_MIN or len(said.run.value) > _LENGTHS[-1]:
        return []
    pieces: list[Run] = []
    for run in chain:
        if len(run.value) >= _PIECE_MIN:
            pieces.append(run)
    totals = list(accumulate(len(piece.value) for piece in pieces))
    for count, total in enumerate(totals, 1):
        if count > 1 and total in _LENGTHS and is_card_number("".join(piece.value for piece in pieces[:count])):
            return [Finding("card_number", piece.start, piece.end) for piece in pieces[:count]]
    if len(totals) > 1 and totals[-1] >= _LENGTHS[0] and said.cue("card") is not None:
        return [Finding("card_number", piece.start, piece.end) for piece in pieces]
    return []


def _code(said: "Said") -> list[Finding]:
    for run in (said.run, *said.more):
        cue = said.nearest
        if cue is not None and run.start - cue.start <= _CLOSE_CHARS_MAX and len(run.value) in _CODE_LENGTHS:
            return [Finding("cvv", run.start, run.end)]
    return []


def _code_after_card(said: "Said") -> list[Finding]:
    return []
