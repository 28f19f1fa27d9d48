"""The lists, forms, patterns and rules beside the code, read once when they are imported."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LISTS = ("biometric", "children", "credit", "health", "income", "numbers", "papers", "secrets", "sensitive")
_WORD = re.compile(r"\{([a-z_]+)\}")


def phrases(name: str) -> Iterator[tuple[str, str]]:
    """Label and phrase of every line of a list: `label<TAB>phrase`."""
    for line in _read(f"{name}.tsv").splitlines():
        if line and not line.startswith("#"):
            label, phrase = line.split("\t")
            yield label, phrase


def forms() -> Iterator[tuple[str, str]]:
    """Label and pattern of every form that wakes a detector."""
    for label, patterns in table("forms.yaml").items():
        yield from ((label, pattern) for pattern in patterns)


def patterns(module: str) -> Mapping[str, re.Pattern[str]]:
    """The patterns of a module by name, of any case."""
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table("patterns.yaml")[module].items()}


def words(name: str) -> frozenset[str]:
    """A list of bare words, divided by blanks."""
    return frozenset(table("words.yaml")[name].split())


def rules(name: str) -> list[dict[str, Any]]:
    """Rules of a class family: {name} stands for its words, *name for one of its lists of patterns."""
    book = table(f"rules/{name}.yaml")
    return [_filled(rule, book["words"], book.get("lists", {})) for rule in book["rules"]]


def _filled(rule: Mapping[str, Any], vocabulary: Mapping[str, str], lists: Mapping[str, list[str]]) -> dict[str, Any]:
    filled = dict(rule)
    for part in ("needs", "unless"):
        if part in rule:
            spread = (lists[one[1:]] if one.startswith("*") else [one] for one in rule[part])
            filled[part] = [_spelled(pattern, vocabulary) for several in spread for pattern in several]
    if "sieve" in rule:
        filled["sieve"] = _spelled(rule["sieve"], vocabulary)
    return filled


def _spelled(pattern: str, vocabulary: Mapping[str, str]) -> str:
    while _WORD.search(pattern):
        pattern = _WORD.sub(lambda name: vocabulary[name[1]], pattern)
    return pattern


@cache
def table(name: str) -> dict[str, Any]:
    """A file of tables, as it is."""
    loaded: dict[str, Any] = yaml.load(_read(name), yaml.CSafeLoader)
    return loaded


def _read(name: str) -> str:
    return files("processors.text.prohibited").joinpath("data", *name.split("/")).read_text("ascii")
