"""From doubt to risk."""

from pathlib import Path
from zlib import crc32

import pytest

from processors.text import tagger
from processors.text.residual import FITTED_FOR, KNOTS
from processors.text.tagger import model
from processors.text.vouching import risk_of
from training.calibrate import Doubted, curve, fitted, written

TEXTS = [Doubted("made", False, number / 100, number % 100 < number // 4) for number in range(100)]


def test_more_doubt_is_never_less_risk() -> None:
    """Knots rise in doubt and in risk, whatever the leaks of a sample."""
    falling = [Doubted("made", False, number / 100, number < 50) for number in range(100)]
    for texts in (TEXTS, falling, TEXTS[:1]):
        knots = fitted(texts)
        assert list(knots) == sorted(knots)
        assert [risk for _, risk in knots] == sorted(risk for _, risk in knots)
        assert all(0 <= risk <= 1 for _, risk in knots)


def test_the_risk_told_is_the_share_that_leaks() -> None:
    """Over all texts that a table was fitted on, risks add up to leaks."""
    knots = fitted(TEXTS)
    told = sum(risk_of(text.doubt, knots) for text in TEXTS)
    assert told == pytest.approx(sum(text.leaks for text in TEXTS), abs=2)


def test_risk_goes_in_a_line_from_knot_to_knot() -> None:
    """And stays level before the first and after the last."""
    knots = ((0.1, 0.2), (0.3, 0.6))
    assert [risk_of(doubt, knots) for doubt in (0.0, 0.1, 0.2, 0.3, 1.0)] == pytest.approx([0.2, 0.2, 0.4, 0.6, 0.6])


def test_a_lower_limit_withholds_more() -> None:
    """Along the curve the share withheld falls; without a limit all pass, and what leaks of them is what leaks."""
    held = [share for _, share, _ in curve(TEXTS, fitted(TEXTS), (0.0, 0.1, 0.5, 1.0))]
    assert held == sorted(held, reverse=True)
    assert curve(TEXTS, fitted(TEXTS), (1.0,)) == [(1.0, 0.0, sum(text.leaks for text in TEXTS) / len(TEXTS))]


def test_what_is_written_is_the_table() -> None:
    """The module that is written holds the knots and the model's checksum."""
    names: dict[str, object] = {}
    exec(written(((0.0, 0.01), (0.5, 0.2)), b"weights"), names)  # noqa: S102 - it is our own, just made.
    assert names["KNOTS"] == ((0.0, 0.01), (0.5, 0.2))
    assert names["FITTED_FOR"] == crc32(b"weights")


def test_the_table_was_fitted_for_the_model_that_is_shipped() -> None:
    """Whoever trains a model calibrates it."""
    assert crc32((Path(tagger.__file__).parent / model.NAME).read_bytes()) == FITTED_FOR
    assert list(KNOTS) == sorted(KNOTS)
