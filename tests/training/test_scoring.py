"""How leaks are counted."""

import pytest

from processors.text.document import Span
from training.scoring import Tally, mask_of, tiers_of, wilson

TEXT = "Ruby wants a ruby, call 555-0100 on 3 May."
GOLD = [(0, 4, "PERSON", "direct"), (24, 32, "PHONE", "direct"), (36, 41, "DATE", "quasi")]


def tally(*spans: Span, gold: list[tuple[int, int, str, str]] = GOLD) -> Tally:
    """The counts of the text under some spans."""
    counted = Tally()
    counted.add(TEXT, gold, spans)
    return counted


def test_an_identifier_leaks_where_one_letter_stays_legible() -> None:
    """One digit short is a leak and no miss; nothing masked is both."""
    whole = tally(Span(0, 4, "PERSON"), Span(24, 31, "PHONE")).whole
    assert (whole.spans, whole.leaks, whole.misses, whole.gold, whole.found) == (2, 1, 0, 11, 10)
    assert (tally().whole.leaks, tally().whole.misses) == (2, 2)


def test_marks_left_legible_are_no_leak() -> None:
    """The hyphen of a telephone number tells nobody anything."""
    assert tally(Span(0, 4, "PERSON"), Span(24, 27, "PHONE"), Span(28, 32, "PHONE")).whole.leaks == 0


def test_what_is_masked_beyond_gold_costs_precision_and_goods() -> None:
    """A stone taken for a person counts as over-masking, against precision, and as goods masked."""
    counted = tally(Span(0, 4, "PERSON"), Span(13, 17, "PERSON"), Span(24, 32, "PHONE"))
    assert (counted.direct, counted.right, counted.over) == (15, 11, 4)
    assert (counted.goods, counted.goods_masked) == (1, 1)


def test_quasi_identifiers_cost_nothing_either_way() -> None:
    """A date may be masked, whatever for, and may stay."""
    for label in ("DATE", "PERSON"):
        counted = tally(Span(36, 41, label))
        assert (counted.direct, counted.over) == (0, 0)


def test_a_text_leaks_that_has_one_leak() -> None:
    """Texts are counted apart from spans; one without direct identifiers holds none."""
    counted = tally(Span(0, 4, "PERSON"))
    counted.add(TEXT, GOLD[2:], ())
    assert (counted.texts, counted.holding, counted.leaky) == (2, 1, 1)


def test_the_strictest_of_overlapping_tiers_counts() -> None:
    """A name inside an organisation's is still a name."""
    assert list(tiers_of("abc", [(0, 3, "ORG", "quasi"), (1, 2, "PERSON", "direct")])) == [2, 1, 2]
    assert list(mask_of("abc", [Span(1, 2, "PERSON"), Span(0, 3, "ORG")])) == [2, 1, 2]


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"), [(0, 10, 0.0, 0.2775), (3, 33, 0.0314, 0.2357), (5, 5, 0.5655, 1.0)]
)
def test_the_interval_is_wilsons(hits: int, count: int, low: float, high: float) -> None:
    """As tables of it say, at its ends and within."""
    assert wilson(hits, count) == pytest.approx((low, high), abs=1e-4)


def test_of_nothing_everything_is_possible() -> None:
    """A share of no spans has no bound."""
    assert wilson(0, 0) == (0.0, 1.0)
