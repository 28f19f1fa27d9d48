"""The word lists beside the code, read once: a file holds lines of `label<TAB>phrase`, a phrase being a small pattern."""

import re
from collections.abc import Iterator
from importlib.resources import files

from processors.text.prohibited.gate import Trigger

_BLANK = r"[ \t\n'-]{1,2}"
_LONG = re.compile(r"[a-z ]{6}")


def phrases(name: str) -> Iterator[tuple[str, str]]:
    """Label and pattern of every phrase in a list."""
    for line in files("processors.text.prohibited").joinpath("data", f"{name}.tsv").read_text("ascii").splitlines():
        if line and not line.startswith("#"):
            label, phrase = line.split("\t")
            yield label, phrase


def triggers(name: str) -> list[Trigger]:
    """A trigger per phrase; a blank in a phrase stands for any blank or hyphen."""
    return [Trigger(label, bounded(phrase), words=True) for label, phrase in phrases(name)]


def bounded(phrase: str) -> str:
    """The phrase as whole words; a long one is told from a part of a word after the scan, which is cheaper to compile."""
    spaced = phrase.replace(" ", _BLANK)
    return spaced if _LONG.match(phrase) else rf"\b(?:{spaced})\b"
