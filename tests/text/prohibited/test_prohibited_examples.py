"""Prohibited data in texts of our own: values and facts are found, the topic alone is not."""

import json
from collections import Counter
from pathlib import Path

import pytest

from processors.text.prohibited import find

NUMBERS = ("ssn", "card_number", "cvv", "bank_account", "bank_routing", "government_id", "drivers_licence", "passport")
CREDIT = ("credit_report", "credit_score", "financing_application", "loan_application", "income")
PERSONAL = ("health_information", "medical_information", "biometric", "childrens_data", "other_sensitive")
CLASSES = frozenset({*NUMBERS, *CREDIT, *PERSONAL, "password", "credentials"})
EXAMPLES = [json.loads(line) for line in Path(__file__).with_name("examples.jsonl").read_text("utf8").splitlines()]
HOLDING = [example for example in EXAMPLES if example["classes"]]
CLEAR = [example for example in EXAMPLES if not example["classes"]]
# The text does not always tell health and medical information apart; either is right then.
ALIKE = {"medical_information": "health_information"}
EXAMPLES_MIN = 8


def kinds(text: str) -> set[str]:
    return {ALIKE.get(finding.kind, finding.kind) for finding in find(text)}


@pytest.mark.parametrize("example", HOLDING, ids=lambda example: example["text"][:40])
def test_a_value_or_fact_is_found(example: dict[str, list[str]]) -> None:
    """A text that gives away a value or a fact has a finding of its class."""
    assert {ALIKE.get(kind, kind) for kind in example["classes"]} <= kinds(str(example["text"]))


@pytest.mark.parametrize("example", CLEAR, ids=lambda example: example["text"][:40])
def test_a_topic_alone_is_no_finding(example: dict[str, list[str]]) -> None:
    """A text that only touches a topic, or holds numbers of another kind, has no finding."""
    assert kinds(str(example["text"])) == set()


def test_each_class_has_examples_of_both_kinds() -> None:
    """Every class of the page has at least eight texts that hold it and eight near it that do not."""
    held = Counter(kind for example in HOLDING for kind in example["classes"])
    near = Counter(example["near"] for example in CLEAR if "near" in example)
    assert set(held) == CLASSES
    assert min(held.values()) >= EXAMPLES_MIN
    assert min(near[kind] for kind in CLASSES) >= EXAMPLES_MIN
