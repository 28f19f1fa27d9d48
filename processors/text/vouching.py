"""Whether the reader of text vouches for what it read; where it does not, the text is withheld (semantics 9).

The reader knows English. It says nothing reliable of other languages, and its risk would not tell: names that it has
never seen look like words that it has never seen.
"""

import re

RISK_MAX = 0.3
FOREIGN_LETTERS_SHARE_MAX = 0.2
FOREIGN_WORDS_MIN = 3
LATIN_LAST = "\u024f"

_WORD = re.compile(r"[^\W\d_]+")
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


def is_vouched(text: str, risk: float) -> bool:
    """Whether a text was read well enough to improve models on; `risk` is the reader's own doubt."""
    return risk <= RISK_MAX and not (_is_foreign_script(text) or _is_foreign_language(text))


def _is_foreign_script(text: str) -> bool:
    if text.isascii():
        return False
    letters = [character for character in text if character.isalpha()]
    foreign = sum(character > LATIN_LAST for character in letters)
    return foreign > FOREIGN_LETTERS_SHARE_MAX * len(letters)


def _is_foreign_language(text: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(text)]
    foreign = sum(word in _FOREIGN for word in words)
    return foreign >= FOREIGN_WORDS_MIN and foreign > sum(word in _ENGLISH for word in words)
