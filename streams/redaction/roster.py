"""A retailer's customers, looked up by what a text says of them.

A record is a text's own where one of its strings that tells it apart - an e-mail address, a telephone number, an id, an
address, a whole name - stands in the text word for word, case and marks aside. Then all of the record counts as known.
Residual risk: a name that is misspelt or misheard finds no record; it is left to the readers of the text.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from contracts.problems import Malformed, Problem, Unusable
from processors.text.document import Known
from processors.text.identifiers.known import known_of, values
from streams.lines import Overlong, Source

Key = tuple[str, ...]

KEYED_BY = frozenset(
    {"EMAIL", "PHONE", "ADDRESS", "ACCOUNT_ID", "ORDER_ID", "USERNAME", "CERTIFICATE_ID", "SERIAL", "PERSON"}
)
KEY_WORDS_MAX = 8
KEY_LETTERS_MIN = 5
PHONE_DIGITS = 10
SHARED_MAX = 3  # A string that more records share tells none of them apart.

_word = re.compile(r"[^\W_]+")
_number = re.compile(r"\d[\d\s().-]{5,30}\d")
_not_digit = re.compile(r"\D")


class Roster:
    """Records by the strings that tell them apart."""

    def __init__(self, records: Iterable[Mapping[str, Any]] = ()) -> None:
        self._known: list[Known] = []
        self._by_key: dict[Key, set[int]] = {}
        for number, record in enumerate(records):
            known = known_of(record)
            self._known.append(known)
            for key in _keys(known, record):
                self._by_key.setdefault(key, set()).add(number)
        self._lengths = sorted({len(key) for key in self._by_key})

    def known(self, text: str, own: Known) -> Known:
        """What is known of the people in a text: its own, and every record that the text names."""
        strings = {label: dict.fromkeys(given) for label, given in own.strings.items()}
        for number in sorted(self._named(text)):
            for label, given in self._known[number].strings.items():
                strings.setdefault(label, {}).update(dict.fromkeys(given))
        return Known({label: tuple(given) for label, given in strings.items()})

    def _named(self, text: str) -> set[int]:
        named: set[int] = set()
        if self._by_key:
            for key in _stretches(text, self._lengths):
                found = self._by_key.get(key, ())
                named |= set(found) if len(found) <= SHARED_MAX else set()
        return named


def read_roster(paths: Sequence[Path]) -> Roster:
    """Read customers from CSV (by name) or JSON lines; Unusable names the first line at fault."""
    return Roster(record for path in paths for record in _records(path))


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    is_csv = ".csv" in path.suffixes[-2:]
    with Source(path) as source:
        try:
            yield from _csv(source) if is_csv else map(_object, _texts(source))
        except (Problem, csv.Error, UnicodeDecodeError) as problem:
            why = problem if isinstance(problem, Problem) else type(problem).__name__
            raise Unusable(f"{path}:{source.line}: {why}") from None
        if source.broken:
            raise Unusable(f"{path}: {source.broken}")


def _texts(source: Source) -> Iterator[bytes]:
    for line in source:
        if isinstance(line, Overlong):
            raise Malformed("too_long")
        if not line.isspace():
            yield line


def _csv(source: Source) -> Iterator[Mapping[str, Any]]:
    for row in csv.DictReader(line.decode("utf-8-sig") for line in _texts(source)):
        if None in row:
            raise Malformed("too_many_fields")
        yield row


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        record = None
    if not isinstance(record, dict):
        raise Malformed("not_an_object")
    return record


def _keys(known: Known, record: Mapping[str, Any]) -> Iterator[Key]:
    for label, strings in known.strings.items():
        for string in strings if label in KEYED_BY else ():
            key = (_phone(string),) if label == "PHONE" else _words(string)
            if _tells_apart(key, label):
                yield key
    whole = _words(" ".join(value for path, value in values(record) if _is_part_of_name(path)))
    if _tells_apart(whole, "PERSON"):
        yield whole


def _is_part_of_name(path: tuple[str, ...]) -> bool:
    return (
        bool(path) and any(part in path[-1].lower() for part in ("first", "last")) and "name" in ".".join(path).lower()
    )


def _tells_apart(key: Key, label: str) -> bool:
    least = 2 if label == "PERSON" else 1
    return least <= len(key) <= KEY_WORDS_MAX and sum(map(len, key)) >= KEY_LETTERS_MIN


def _stretches(text: str, lengths: Sequence[int]) -> Iterator[Key]:
    words = _words(text)
    for length in lengths:
        yield from zip(*(words[start:] for start in range(length)), strict=False)
    for match in _number.finditer(text):
        yield (_phone(match.group()),)


def _words(text: str) -> Key:
    return tuple(_word.findall(text.casefold()))


def _phone(text: str) -> str:
    return _not_digit.sub("", text)[-PHONE_DIGITS:]
