"""Prohibited data in the jewelry corpus: how much is quarantined, and how much of what is clean."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from processors.text.document import Turn
from processors.text.prohibited import find

CORPUS = Path(__file__).parents[2] / "data" / "corpora" / "jewelry.jsonl.gz"
NUMBERS = frozenset(
    {"ssn", "card_number", "cvv", "bank_account", "bank_routing", "drivers_licence", "passport", "government_id"}
)


@dataclass(frozen=True)
class Score:
    """Texts that hold prohibited data, those among them with numbers of a kind, and clean ones: ids that went wrong."""

    holding: int
    passed: list[str]
    numbered: int
    numbered_passed: list[str]
    clean: int
    stopped: list[str]


def scored(documents: list[dict[str, Any]]) -> Score:
    classes = {doc["id"]: {entry["class"] for entry in doc.get("prohibited", [])} for doc in documents}
    stopped = {doc["id"] for doc in documents if find(doc["text"], [Turn(**turn) for turn in doc.get("turns", [])])}
    holding = [name for name, held in classes.items() if held]
    numbered = [name for name in holding if classes[name] & NUMBERS]
    clean = [name for name, held in classes.items() if not held]
    return Score(
        len(holding),
        [name for name in holding if name not in stopped],
        len(numbered),
        [name for name in numbered if name not in stopped],
        len(clean),
        [name for name in clean if name in stopped],
    )


@pytest.fixture(scope="module")
def score() -> Score:
    with gzip.open(CORPUS, "rt", encoding="utf8") as lines:
        return scored([json.loads(line) for line in lines])


def test_texts_with_numbers_of_a_kind_are_quarantined(score: Score) -> None:
    """Of the texts with numbers of a kind at least 97 in 100 are quarantined."""
    assert len(score.numbered_passed) <= 0.03 * score.numbered, score.numbered_passed


def test_texts_holding_prohibited_data_are_quarantined(score: Score) -> None:
    """Of all texts that hold prohibited data at least 90 in 100 are quarantined."""
    assert len(score.passed) <= 0.1 * score.holding, score.passed


def test_clean_texts_are_left_alone(score: Score) -> None:
    """Of the clean texts at most 3 in 100 are quarantined."""
    assert len(score.stopped) <= 0.03 * score.clean, score.stopped
