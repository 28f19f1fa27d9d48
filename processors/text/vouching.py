"""Whether the reader of text vouches for what it read; where it does not, the text is withheld (semantics 9).

The reader knows English. It says nothing reliable of other languages, and its risk would not tell: names that it has
never seen look like words that it has never seen.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from processors.text.residual import KNOTS

# Of texts that the model had not seen this withholds 2 % of the conversational corpora's and 35 % of the trade's; of
# those that pass 1.6 % and 10 % leak a letter, and not 1.8 % and 14 % (`python -m bench.deid` prints the whole curve).
RISK_MAX = 0.3
FOREIGN_LETTERS_SHARE_MAX = 0.2
FOREIGN_WORDS_MIN = 3

_BEYOND_LATIN = re.compile("[\u0250-\u1fff\u2c00-\uffff\U00010000-\U0010ffff]")
_BETWEEN_WORDS = re.compile(r"[\s.,!?;:'\"()]+")
_ENGLISH = frozenset(
    (
        *("the", "a", "an", "and", "of", "to", "in", "is", "it", "for", "on", "with", "at", "my", "your", "i", "you"),
        *("we", "she", "he", "her", "his", "that", "this", "was", "are", "have", "has", "do", "did", "not", "but"),
    )
)
_FOREIGN = frozenset(
    (
        *("que", "para", "quiero", "el", "los", "las", "una", "por", "con", "mi", "muy", "pero", "est\u00e1", "como"),
        *("und", "ich", "nicht", "ist", "der", "die", "das", "mein", "meine", "sie", "f\u00fcr", "mit", "auf", "ein"),
        *("je", "vous", "est", "pour", "avec", "les", "une", "des", "dans", "mon", "ma", "bonjour", "le", "la", "et"),
        *(
            "che",
            "sono",
            "della",
            "il",
            "gli",
            "per",
            "non",
            "di",
            "n\u00e3o",
            "uma",
            "meu",
            "minha",
            "voc\u00ea",
            "het",
        ),
        *("een", "niet", "ik", "van", "voor", "mijn", "jestem", "nie", "czy", "dla", "bir", "ve", "i\u00e7in"),
    )
)


def risk_of(doubt: float, knots: Sequence[tuple[float, float]] = KNOTS) -> float:
    """The probability that a text so doubted still holds a legible direct identifier: a line from knot to knot."""
    after = bisect_right(knots, doubt, key=lambda knot: knot[0])
    if after == 0:
        return knots[0][1]
    if after == len(knots):
        return knots[-1][1]
    (low, least), (high, most) = knots[after - 1], knots[after]
    return least + (most - least) * (doubt - low) / (high - low)


def is_vouched(text: str, risk: float) -> bool:
    """Whether a text was read well enough to improve models on; `risk` is the reader's."""
    return risk <= RISK_MAX and not (_is_foreign_script(text) or _is_foreign_language(text))


def _is_foreign_script(text: str) -> bool:
    if text.isascii():
        return False
    foreign: int = sum(map(str.isalpha, _BEYOND_LATIN.findall(text)))
    return foreign > 0 and foreign > FOREIGN_LETTERS_SHARE_MAX * sum(map(str.isalpha, text))


def _is_foreign_language(text: str) -> bool:
    words = frozenset(_BETWEEN_WORDS.split(text.casefold()))
    foreign = len(words & _FOREIGN)
    return foreign >= FOREIGN_WORDS_MIN and foreign > len(words & _ENGLISH)
