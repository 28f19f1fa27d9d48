"""What the tagger's parts promise each other."""

import random

import numpy as np

from processors.text.tagger import alphabet, lexicon, model
from processors.text.tagger.acquaintance import KNOWN_WORDS_MAX
from processors.text.tagger.alphabet import folded
from processors.text.tagger.analysis import analyse_text
from processors.text.tagger.context import CERTAIN, KNOWN
from processors.text.tagger.encoding import code_points, known_table
from processors.text.tagger.features import BITS
from processors.text.tagger.labels import FOLDED, NUMBER, TAGS
from processors.text.tagger.tokens import EDGE
from training.augment import changed
from training.examples import example_of
from training.texts import held_out, load
from training.trade import trade_texts

MODEL_BYTES_MAX = 20_000_000
SHARED_HASHES_MAX = 3


def test_every_word_of_the_lexicons_is_found_again() -> None:
    """Hardly any words of the lexicons share a hash, and each has a slot."""
    keys, _ = lexicon.table()
    words = list(lexicon.known_words())
    assert len(words) - len(set(lexicon.hashes(words).tolist())) <= SHARED_HASHES_MAX
    assert int((keys != 0).sum()) == len(words)


def test_the_model_fits_the_code() -> None:
    """The shipped model has the tags and the size that this code reads, and is small."""
    assert model.load().weights.shape[1] == len(TAGS)


def test_equal_weights_give_equal_files() -> None:
    """A model file holds nothing but its weights: no time, no place."""
    weights = np.ones((1 << BITS, len(TAGS)), np.float32)
    assert model.packed(weights) == model.packed(weights.copy())
    assert len(model.packed(weights)) < MODEL_BYTES_MAX


def test_every_published_label_has_a_tag() -> None:
    """What the corpora label, the tagger can learn."""
    labels = {label for name in ("jewelry", "multidogo") for text in load(name) for _, _, label, _ in text.spans()}
    assert sorted(label for label in labels if FOLDED.get(label, label) not in NUMBER) == []


def test_no_group_is_on_both_sides() -> None:
    """Texts of one customer, speaker or template are all kept from training, or none."""
    sides: dict[str, set[bool]] = {}
    for text in load("star"):
        sides.setdefault(text.group, set()).add(held_out(text))
    assert [group for group, seen in sides.items() if len(seen) > 1] == []


def test_a_changed_text_keeps_its_labels() -> None:
    """A change never labels more than it finds, nor moves a label off its piece."""
    rng = random.Random(5)  # noqa: S311 - changes have to be repeatable, not unguessable.
    for text in (*load("jewelry")[:40], *trade_texts(40, rng)):
        other = changed(text, rng)
        assert {label for *_, label, _ in other.spans()} <= {label for *_, label, _ in text.spans()}, text.name
        assert len(example_of(other, with_known=True).gold) >= 0


def known_in(text: str, strings: dict[str, tuple[str, ...]]) -> list[tuple[bool, bool]]:
    """Of each token, whether a known word stands there, and whether it is part of a known string that is whole."""
    said = known_table(strings)
    _, around, _, count, _ = analyse_text(code_points(text), *alphabet.tables(), *lexicon.table(), said)
    return [(bool(row[KNOWN]), bool(row[CERTAIN])) for row in around[EDGE : count + EDGE]]


def test_the_known_words_are_bounded() -> None:
    """However much a shop knows, a text is compared with so many words at most."""
    ids = tuple(f"id{number}" for number in range(1000))
    text = f"id{KNOWN_WORDS_MAX - 1} id{KNOWN_WORDS_MAX}"
    assert [known for known, _ in known_in(text, {"ACCOUNT_ID": ids})] == [True, False]


def test_a_known_string_is_whole_or_not_there() -> None:
    """A string stands where all of its words do; one that was cut off for want of room never does."""
    assert known_in("Ana Belen", {"PERSON": ("Ana Bel\u00e9n",)}) == [(True, True), (True, True)]
    assert known_in("Ana", {"PERSON": ("Ana Bel\u00e9n",)}) == [(True, False)]
    filled = (*(f"id{number}" for number in range(KNOWN_WORDS_MAX - 1)), "lane 4711")
    assert known_in("lane 4711", {"ADDRESS": filled}) == [(True, False), (False, False)]


def test_a_telephone_number_is_known_in_one_piece_too() -> None:
    """Its groups may be written together or apart; the groups of any other string may not."""
    assert known_in("5595550150", {"PHONE": ("(559) 555-0150",)}) == [(True, True)]
    assert known_in("5595550150", {"ACCOUNT_ID": ("(559) 555-0150",)}) == [(False, False)]


def test_folding_takes_off_what_hides_a_word() -> None:
    """Case, accents, full width, other scripts and invisible characters come off."""
    assert folded("Zs\u00f3fi\u200ba \uff27\uff45\uff4d \u0412ERYL") == "zsofia gem beryl"
