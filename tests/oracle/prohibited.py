"""Section 6: prohibited data, found by field name and by the few literal shapes that worlds and golden cases hold."""

import re

from tests.oracle.catalogue import Json, leaves
from tests.oracle.scene import Scene

MARKERS = [
    ("ssn", r"\bSSN (is )?\d{3}-\d{2}-\d{4}\b"),
    ("card_number", r"\b\d{4}([ -])\d{4}\1\d{4}\1\d{4}\b|\b\d{4} \d{6} \d{5}\b|\b[45]\d{15}\b"),
    ("cvv", r"\bCVV (is )?\d{3}\b"),
    ("bank_account", r"\bbank account number \d{8,12}\b"),
    ("bank_routing", r"\brouting number \d{9}\b"),
    ("credit_report", r"\bcredit report \(Experian\) pulled\b"),
    ("credit_score", r"\bcredit score is \d{3}\b"),
    ("loan_application", r"\bLoan application no\. "),
    ("income", r"\bannual income is \$"),
    ("drivers_licence", r"\bdriver's license number "),
    ("passport", r"\bpassport number is [A-Z0-9]{6,9}\b"),
    ("credentials", r"\bAPI secret key \w+"),
    ("password", r"\bpassword is \S+"),
    ("childrens_data", r"\b\d years old, born \d{4}-\d\d-\d\d\b"),
]
NAMED = {"payment.card_number": "card_number", "payment.cvv": "cvv", "password": "password"}
PATTERNS = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in MARKERS]
CARDS = frozenset(["card_number", "cvv"])
COLLECTED = frozenset(NAMED)


def findings(scene: Scene) -> list[Json]:
    """Every class of prohibited data and the path where it stands."""
    if scene.is_request:
        return []
    found = []
    for path, value in leaves(scene.data):
        if path in NAMED:
            found.append((NAMED[path], path))
        if scene.fields[path].kind == "text":
            found += [(name, path) for name, pattern in PATTERNS if pattern.search(value)]
    return [{"class": name, "path": path} for name, path in dict.fromkeys(found)]


def authorized(scene: Scene) -> bool:
    """Whether one authorization in force names every class found."""
    classes = {finding["class"] for finding in scene.findings}
    granted = scene.facts.authorizations(scene.retailer, scene.time)
    return any(classes <= set(grant["prohibited_classes"]) for grant in granted)


def quarantine(scene: Scene) -> set[str]:
    """The clauses that quarantine the event for what was found in it."""
    if scene.platform == "ST":
        return {"X-default"} if any(finding["path"] not in COLLECTED for finding in scene.findings) else set()
    if not scene.findings or authorized(scene):
        return set()
    cards = any(finding["class"] in CARDS for finding in scene.findings)
    return {"JL-2.prohibited"} | ({"JL-2.cards"} if cards else set())
