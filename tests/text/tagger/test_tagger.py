"""What the tagger's parts promise each other."""

import random

import numpy as np

from processors.text.tagger import lexicon, model
from processors.text.tagger.alphabet import folded
from processors.text.tagger.encoding import KNOWN_WORDS_MAX, known_table
from processors.text.tagger.labels import FOLDED, NUMBER, TAGS
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
    weights = np.ones((1 << model.BITS, len(TAGS)), np.float32)
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


def test_the_known_table_is_bounded() -> None:
    """However much a shop knows, a text is compared with so many words at most."""
    names = tuple(f"name{number} surname{number}" for number in range(1000))
    assert len(known_table({"PERSON": names})) == KNOWN_WORDS_MAX


def test_folding_takes_off_what_hides_a_word() -> None:
    """Case, accents, full width, other scripts and invisible characters come off."""
    assert folded("Zs\u00f3fi\u200ba \uff27\uff45\uff4d \u0412ERYL") == "zsofia gem beryl"
