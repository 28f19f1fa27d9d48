"""Texts of the jewelry trade made from templates: each slot of a line is filled with invented values."""

# ruff: noqa: PLR2004 - the numbers are chances and small sizes.

import random
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from processors.text.tagger.labels import QUASI_FROM, TAGS
from training import slots, speech
from training.augment import NAMED_LIKE_GOODS, any_name, mistyped
from training.texts import CORPORA, Piece, Text, words

SLOT = re.compile(r"\{(\w+)\}")
PERSON = re.compile(r"([1-4])([a-z]\w*)")
GEM_NAMES = tuple(NAMED_LIKE_GOODS[:24])
QUASI = frozenset(TAGS[QUASI_FROM:])
# Slots of a name, and of the same word where it is no name; each pair agrees within a text.
SAME = {
    "gem": (GEM_NAMES, ""),
    "brand": (words("named_like_brands"), ""),
    "month": (words("named_like_months"), "DATE"),
    "city": (words("named_like_cities"), "LOCATION"),
    "word": (words("named_like_words"), ""),
}
HEADING = re.compile(r"^== (spoken|written)\n", re.MULTILINE)
CONVERSATION_SHARE, SPOKEN_SHARE = 0.35, 0.4


class Template(NamedTuple):
    """A text with slots, and whether it is spoken."""

    text: str
    spoken: bool


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
        self.middle = rng.choice("ABCDEFGHJKLMNPRST")

    def named(self, way: str, rng: random.Random) -> str:
        """The words for one way of naming somebody."""
        first, last = self.first, self.last
        mark = rng.choice((" ", " ", "-", ""))
        spelling = " " if mark == "" else mark
        dotted = rng.choice((".", ".", ""))
        forms = {
            "f": first if rng.random() < 0.95 or len(first) < 6 else first[: rng.randint(3, 4)], "l": last,
            "n": f"{first} {last}" if rng.random() < 0.93 else f"{first} {self.middle}. {last}",
            "n2": f"{first} {last}", "fi": f"{first} {last[0]}" + rng.choice((".", "")), "fl": f"{first[0]}. {last}",
            "i": rng.choice((first[0] + last[0], f"{first[0]}.{last[0]}.", first[0] + rng.choice("ABEJLMR") + last[0])),
            "i2": f"{first[0]} {last[0]}".lower(), "s": spelling.join(first.lower() if mark == " " else first.upper()),
            "i3": "".join(letter + dotted for letter in (first[0], self.middle, last[0])),
            "z": spelling.join(last.lower().replace(" ", "").replace("-", "").replace("'", "")),
            "s2": rng.choice("-. ").join(letter for letter in last.upper() if letter.isalpha()),
            "e": mistyped(first, rng),
        }  # fmt: skip
        return forms[way]


class Scene:
    """What agrees within one text: its people, and the words that are a name as well as something else."""

    def __init__(self, rng: random.Random) -> None:
        self.people = {str(n): Person(rng) for n in range(1, 5)}
        self.same = {kind: rng.choice(names).capitalize() for kind, (names, _) in SAME.items()}

    def ambiguous(self, slot: str, rng: random.Random) -> tuple[str, str] | None:
        """The label and the word of a slot for such a word, or None for any other slot."""
        kind = next((kind for kind in self.same if slot.startswith(kind)), "")
        rest = slot.removeprefix(kind)
        if not kind or rest not in {"name", "name2", "last", "same"}:
            return None
        word = self.same[kind]
        if rest == "same":
            raised = kind != "gem" or rng.random() < 0.15
            return SAME[kind][1], word if raised else word.lower()
        return "PERSON", word if rest == "name" else rng.choice(SAME[kind][0]).capitalize()


def filled(template: Template, rng: random.Random) -> Iterator[Piece]:
    """The pieces of one text."""
    scene, at = Scene(rng), 0
    for match in SLOT.finditer(template.text):
        yield Piece(template.text[at : match.start()])
        at = match.end()
        label, value = value_of(match.group(1), scene, template.spoken, rng)
        yield Piece(value, label or None, "quasi" if label in QUASI else "direct")
    yield Piece(template.text[at:])


def value_of(slot: str, scene: Scene, spoken: bool, rng: random.Random) -> tuple[str, str]:
    """The label, if any, and the value of a slot; what is said has no capitals."""
    label, value = value_written(slot, scene, spoken, rng)
    return label, value.lower() if spoken else value


def value_written(slot: str, scene: Scene, spoken: bool, rng: random.Random) -> tuple[str, str]:
    """The same in the case of writing."""
    person = PERSON.fullmatch(slot)
    if person:
        return "PERSON", scene.people[person.group(1)].named(person.group(2), rng)
    ambiguous = scene.ambiguous(slot, rng)
    if ambiguous:
        return ambiguous
    if slot == "email1":
        return "EMAIL", slots.email(rng, re.sub(r"\W", "", scene.people["1"].first.lower()))
    table = speech.SPOKEN if spoken and slot in speech.SPOKEN else slots.WRITTEN
    if slot in table:
        label, make = table[slot]
        return label, make(rng)
    value = slots.GOODS[slot](rng)
    return "", value.capitalize() if slot == "gem" and rng.random() < 0.15 else value


@cache
def templates() -> tuple[list[Template], list[Template]]:
    """Every template: single lines, and whole conversations, letters and notes."""
    singles = [
        Template(line.replace("\\n", "\n"), spoken)
        for name, spoken in (("trade_written.txt", False), ("trade_spoken.txt", True))
        for line in (CORPORA / name).read_text(encoding="utf-8").splitlines()
        if line
    ]
    parts = HEADING.split((CORPORA / "trade_texts.txt").read_text(encoding="utf-8"))[1:]
    whole = [Template(text.strip("\n"), kind == "spoken") for kind, text in zip(parts[::2], parts[1::2], strict=True)]
    return singles, whole


def trade_texts(count: int, rng: random.Random) -> list[Text]:
    """Texts of one template, or of several single lines as a call, a thread or a page of notes."""
    singles, whole = templates()
    written, spoken = ([t for t in singles if t.spoken == kind] for kind in (False, True))
    out = []
    for n in range(count):
        if rng.random() < CONVERSATION_SHARE:
            pieces = list(filled(rng.choice(whole), rng))
        else:
            pool = spoken if rng.random() < SPOKEN_SHARE else written
            pieces = []
            for part in range(rng.choice((1, 1, 1, 2, 3, 4, 5))):
                if part:
                    pieces.append(Piece(rng.choice(("\n", "\n", " ")) if pool is written else "\n"))
                pieces += filled(rng.choice(pool), rng)
        kept = tuple(piece for piece in pieces if piece.text)
        out.append(Text(f"trade-{n}", "trade", f"trade-{n}", kept, known_of_some(kept, rng)))
    return out


def known_of_some(pieces: tuple[Piece, ...], rng: random.Random) -> dict[str, tuple[str, ...]]:
    """What a shop might know of a text's people: some of their names."""
    names = [piece.text for piece in pieces if piece.label == "PERSON" and len(piece.text) > 3]
    return {"PERSON": tuple(rng.sample(names, min(len(names), 2)))} if names and rng.random() < 0.5 else {}
