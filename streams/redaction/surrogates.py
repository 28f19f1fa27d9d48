"""Stand-ins for identifiers: like what they stand for, and invented.

Admitted: what was found in one text, with the placeholder of each. Guaranteed: one entity of a text has one stand-in
throughout it and no other entity has the same; the same key, text id and entity give the same stand-in; it says no more
of the original than its kind, and of a number its shape. What is prohibited, or has no stand-in that would be like it,
keeps its placeholder. Residual risk: an invented name may be somebody's.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from processors.text.document import Span

FIRST_NAMES = (
    "Alma", "Bastian", "Carys", "Dario", "Edda", "Fabian", "Greta", "Hamish", "Ilse", "Joss", "Kerstin", "Lorcan",
    "Mireille", "Niels", "Odile", "Petra", "Quentin", "Romy", "Soren", "Tamsin", "Ulla", "Viggo", "Wenda", "Zelda",
)  # fmt: skip
LAST_NAMES = (
    "Abernethy", "Bergstrom", "Calloway", "Dunmore", "Eastlake", "Farnsworth", "Gillespie", "Hallworth", "Ingersoll",
    "Jessop", "Kettering", "Lindqvist", "Merriweather", "Northcott", "Oakhurst", "Penhallow", "Quillan", "Ravensdale",
    "Silverton", "Thornbury", "Underhay", "Vexley", "Wainscott", "Yarrow",
)  # fmt: skip
STREETS = ("Larch Lane", "Mill Row", "Orchard Walk", "Quarry Road", "Station Parade", "Tanner Street", "Weir Close")
DOMAIN = "example.com"
TRIES_MAX = 50

Draw = Callable[[int], int]
"""A number below a bound."""


def surrogates(key: bytes, text_id: str, text: str, spans: Sequence[Span], names: Sequence[str]) -> list[str]:
    """The stand-in of each span; `names` are the spans' placeholders, one for each entity."""
    values = [text[span.start : span.end] for span in spans]
    whole: dict[str, str] = {}
    for name, value in zip(names, values, strict=True):
        whole[name] = max(whole.get(name, ""), value, key=len)
    made: dict[str, str] = {}
    taken = {*text.casefold().split()}
    for span, name in zip(spans, names, strict=True):
        if name not in made:
            tries = (_made(key, f"{text_id}\x1f{name}\x1f{turn}", span.label, whole[name]) for turn in range(TRIES_MAX))
            # Of a person's two names neither may be another's: each may stand alone.
            made[name] = next((new for new in tries if new and taken.isdisjoint(_marks(new, span.label))), name)
            taken |= _marks(made[name], span.label)
    return [_part(made[name], value, whole[name]) for name, value in zip(names, values, strict=True)]


def _marks(made: str, label: str) -> set[str]:
    return {*made.casefold().split()} if label == "PERSON" else {made.casefold()}


def _made(key: bytes, seed: str, label: str, value: str) -> str | None:
    make = _MAKERS.get(label)
    return make(partial(_below, _stream(key, seed)), value) if make else None


def _stream(key: bytes, seed: str) -> Iterator[int]:
    """Numbers of two bytes that the key and the seed determine."""
    keyed = hashlib.blake2b(key=hashlib.blake2b(key).digest(), person=b"assay.surrogate")
    keyed.update(seed.encode("utf8", "surrogatepass"))
    while True:
        keyed.update(b"\x1f")
        block = keyed.digest()
        yield from (int.from_bytes(block[at : at + 2]) for at in range(0, len(block), 2))


def _below(stream: Iterator[int], bound: int) -> int:
    return next(stream) % bound


def _person(draw: Draw, _value: str) -> str:
    return f"{FIRST_NAMES[draw(len(FIRST_NAMES))]} {LAST_NAMES[draw(len(LAST_NAMES))]}"


def _email(draw: Draw, value: str) -> str:
    return f"{_person(draw, value).lower().replace(' ', '.')}{draw(1000)}@{DOMAIN}"


def _address(draw: Draw, _value: str) -> str:
    return f"{draw(180) + 1} {STREETS[draw(len(STREETS))]}"


def _url(draw: Draw, _value: str) -> str:
    return f"https://{DOMAIN}/{draw(1 << 16):04x}"


def _alike(draw: Draw, value: str) -> str | None:
    """Other letters and digits in the same places; none for a number that is spelt out."""
    return "".join(_other(draw, character) for character in value) if any(map(str.isdigit, value)) else None


def _other(draw: Draw, character: str) -> str:
    if character.isdigit():
        return str(draw(10))
    if character.isalpha():
        letter = chr(ord("a") + draw(26))
        return letter.upper() if character.isupper() else letter
    return character


def _part(made: str, value: str, whole: str) -> str:
    """A first or a last name that stands alone becomes that part of the stand-in."""
    first, _, last = made.partition(" ")
    if first not in FIRST_NAMES or last not in LAST_NAMES or " " in value.strip():
        return made
    return last if " " in whole and value.casefold() == whole.rsplit(maxsplit=1)[-1].casefold() else first


_MAKERS: Mapping[str, Callable[[Draw, str], str | None]] = {
    "PERSON": _person,
    "EMAIL": _email,
    "ADDRESS": _address,
    "URL": _url,
    **dict.fromkeys(("PHONE", "ORDER_ID", "ACCOUNT_ID", "CERTIFICATE_ID", "SERIAL", "USERNAME", "IP"), _alike),
}
