"""Texts of the jewelry trade made from templates: each slot of a line is filled with invented values."""

# ruff: noqa: PLR2004 - the numbers are chances and small sizes.

import random
import re
from collections.abc import Iterator

from training import slots, speech
from training.augment import NAMED_LIKE_GOODS, any_name
from training.texts import CORPORA, Piece, Text

SLOT = re.compile(r"\{(\w+)\}")
PERSON = re.compile(r"([1-4])(\w+)")
GEM_NAMES = tuple(NAMED_LIKE_GOODS[:24])


class Person:
    """Somebody in a text: every way in which the text names them agrees."""

    def __init__(self, rng: random.Random) -> None:
        self.first, self.last = any_name("first", rng).capitalize(), any_name("last", rng).capitalize()
        if rng.random() < 0.06:
            self.last += "-" + any_name("last", rng).capitalize()
        if rng.random() < 0.03:
            self.first += " " + any_name("first", rng).capitalize()
        if rng.random() < 0.04:
            self.last = rng.choice(("O'", "Mc", "de ", "van ", "El-", "D'")) + self.last

    def named(self, way: str, rng: random.Random) -> tuple[str, str]:
        """The label and the words for one way of naming somebody."""
        first, last = self.first, self.last
        mark = rng.choice((" ", " ", "-", ""))
        spelling = " " if mark == "" else mark
        forms = {
            "f": first if rng.random() < 0.95 or len(first) < 6 else first[: rng.randint(3, 4)], "l": last,
            "n": f"{first} {last}" if rng.random() < 0.93 else f"{first} {rng.choice('ABCDJKLMRST')}. {last}",
            "n2": f"{first} {last}", "fi": f"{first} {last[0]}" + rng.choice((".", "")), "fl": f"{first[0]}. {last}",
            "i": rng.choice((first[0] + last[0], f"{first[0]}.{last[0]}.", first[0] + rng.choice("ABEJLMR") + last[0])),
            "i2": f"{first[0]} {last[0]}".lower(), "s": spelling.join(first.lower() if mark == " " else first.upper()),
            "z": spelling.join(last.lower().replace(" ", "").replace("-", "").replace("'", "")),
        }  # fmt: skip
        return "PERSON", forms[way]


def filled(template: str, spoken: bool, rng: random.Random) -> Iterator[Piece]:
    """The pieces of one text."""
    people = {str(n): Person(rng) for n in range(1, 5)}
    gem_name, at = rng.choice(GEM_NAMES).capitalize(), 0
    for match in SLOT.finditer(template):
        yield Piece(template[at : match.start()])
        at = match.end()
        label, value = value_of(match.group(1), people, gem_name, spoken, rng)
        yield Piece(value, label or None, "quasi" if label in {"DATE", "LOCATION", "ORG", "AGE"} else "direct")
    yield Piece(template[at:])


def value_of(slot: str, people: dict[str, Person], gem_name: str, spoken: bool, rng: random.Random) -> tuple[str, str]:
    """The label, if any, and the value of a slot."""
    person = PERSON.fullmatch(slot)
    if person:
        label, value = people[person.group(1)].named(person.group(2), rng)
        return label, value.lower() if spoken else value
    if slot in {"gemname", "gemlast"}:
        value = gem_name if slot == "gemname" else rng.choice(GEM_NAMES).capitalize()
        return "PERSON", value.lower() if spoken else value
    if slot == "email1":
        return "EMAIL", slots.email(rng, re.sub(r"\W", "", people["1"].first.lower()))
    table = speech.SPOKEN if spoken and slot in speech.SPOKEN else slots.WRITTEN
    if slot in table:
        label, make = table[slot]
        return label, make(rng).lower() if spoken else make(rng)
    value = slots.GOODS[slot](rng)
    raised = value.capitalize() if not spoken and slot == "gem" and rng.random() < 0.15 else value
    return "", raised.lower() if spoken else raised


def templates() -> list[tuple[str, bool]]:
    """Every template, and whether it is spoken."""
    out = []
    for name, spoken in (("trade_written.txt", False), ("trade_spoken.txt", True)):
        text = (CORPORA / name).read_text(encoding="utf-8")
        out += [(line.replace("\\n", "\n"), spoken) for line in text.splitlines() if line]
    return out


def trade_texts(count: int, rng: random.Random) -> list[Text]:
    """Texts of one to five templates each, as a call, a thread or a page of notes."""
    choices, out = templates(), []
    written, spoken = [[t for t in choices if t[1] == kind] for kind in (False, True)]
    for n in range(count):
        pool = spoken if rng.random() < 0.4 else written
        pieces: list[Piece] = []
        for part in range(rng.choice((1, 1, 1, 2, 3, 4, 5))):
            if part:
                pieces.append(Piece(rng.choice(("\n", "\n", " ")) if pool is written else "\n"))
            template, is_spoken = rng.choice(pool)
            pieces += filled(template, is_spoken, rng)
        kept = tuple(piece for piece in pieces if piece.text)
        out.append(Text(f"trade-{n}", "trade", f"trade-{n}", kept, known_of_some(kept, rng)))
    return out


def known_of_some(pieces: tuple[Piece, ...], rng: random.Random) -> dict[str, tuple[str, ...]]:
    """What a shop might know of a text's people: some of their names."""
    names = [piece.text for piece in pieces if piece.label == "PERSON" and len(piece.text) > 3]
    return {"PERSON": tuple(rng.sample(names, min(len(names), 2)))} if names and rng.random() < 0.5 else {}
