"""Identifiers replaced by typed placeholders, one number an entity: `[PERSON_1]`, `[PERSON_2]`."""

from collections.abc import Sequence

from processors.text.document import Span
from processors.text.tagger.encoding import words_of

TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam", "dame", "lady", "lord", "doctor", "professor"]
)


def placeholders(text: str, spans: Sequence[Span]) -> list[str]:
    """The placeholder of each span; spans are in order and do not overlap, as the finder gives them.

    Two mentions are one entity when they have the same label and the same words, letters spelt out taken together;
    a name that is part of a longer one, and of no other, is that person's. Numbers follow first appearance.
    """
    keys = [key_of(span.label, text[span.start : span.end]) for span in spans]
    persons = {key for span, key in zip(spans, keys, strict=True) if span.label == "PERSON"}
    whole = owners(persons)
    numbers: dict[str, dict[tuple[str, ...], int]] = {}
    out = []
    for span, key in zip(spans, keys, strict=True):
        entity = whole.get(key, key) if span.label == "PERSON" else key
        known = numbers.setdefault(span.label, {})
        out.append(f"[{span.label}_{known.setdefault(entity, len(known) + 1)}]")
    return out


def key_of(label: str, value: str) -> tuple[str, ...]:
    """What two mentions of one entity have in common."""
    words = [word for word in words_of(value) if word not in TITLES]
    if label != "PERSON":
        return ("".join(words),)
    joined: list[str] = []
    spelling = False
    for word in words:
        if len(word) == 1 and spelling:
            joined[-1] += word
        else:
            joined.append(word)
        spelling = len(word) == 1
    return tuple(joined)


def owners(names: set[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """For each name that is part of exactly one longer name, that longer name."""
    numbered = sorted(names)
    holders: dict[str, set[int]] = {}
    for number, name in enumerate(numbered):
        for word in set(name):
            holders.setdefault(word, set()).add(number)
    out = {}
    for name in numbered:
        longer = set.intersection(*(holders[word] for word in set(name))) if name else set()
        wider = [number for number in longer if len(numbered[number]) > len(name)]
        if len(wider) == 1:
            out[name] = numbered[wider[0]]
    return out
