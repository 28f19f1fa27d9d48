"""An explanation as lines to be read: the outcome, each sink, each clause, the facts."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

HEADING, ALLOWED, DENIED, CLAUSE, PLAIN = "bold", "green", "red", "cyan", ""
OUTCOMES = {
    "governed": "Governed",
    "quarantined": "Quarantined: no sink has it",
    "refused": "Refused: it went to the dead letters",
    "duplicate": "A duplicate: its first sight was decided",
}
LABELLED = {
    "role": "role",
    "sourcekind": "source kind",
    "training": "training",
    "authorization": "authorization",
    "datacategory": "holds",
}


class Line(NamedTuple):
    """One line: how far it is indented, its text, its style on a terminal."""

    indent: int
    text: str
    style: str = PLAIN


def prose(told: dict[str, Any]) -> Iterator[Line]:
    """Tell an explanation."""
    yield from _head(told)
    yield from _sinks(told.get("sinks") or {})
    yield from _clauses(told["citations"])
    yield from _facts(told)


def _head(told: dict[str, Any]) -> Iterator[Line]:
    yield Line(0, f"{told.get('id') or 'An event without an id'} from {told.get('source') or 'nobody'}", HEADING)
    known = [("type", "type"), ("time", "time"), ("retailer", "retailer"), ("subject", "subject")]
    yield Line(
        1, "; ".join(f"{word} {told[name]}" for name, word in known if told.get(name)) or "nothing else is known"
    )
    outcome = told["outcome"]
    reason = f" ({_words(told['reason'])})" if told.get("reason") else ""
    yield Line(1, f"{OUTCOMES.get(outcome, outcome)}{reason}", ALLOWED if outcome == "governed" else DENIED)
    label = told.get("label") or {}
    if label.get("policyversion"):
        yield Line(1, f"judged by {_listed(label['policyversion'].split(','))}")
    marks = [f"{word} {label[name].replace(',', ', ')}" for name, word in LABELLED.items() if label.get(name)]
    if marks:
        yield Line(1, "; ".join(marks))
    yield from (Line(1, f"found: {found['class']} at {found['path']}", DENIED) for found in told.get("findings") or ())
    if told.get("clauses"):
        yield Line(1, f"by {_listed(told['clauses'])}")


def _sinks(sinks: dict[str, Any]) -> Iterator[Line]:
    allowed = {name: verdict for name, verdict in sinks.items() if verdict.get("allowed")}
    if allowed:
        yield Line(0, "Allowed", HEADING)
    for name, verdict in allowed.items():
        yield Line(1, name, ALLOWED)
        yield Line(2, f"{verdict['form']}, for {_listed(verdict['purpose'])}")
        yield Line(2, f"keeps {_listed(verdict['fields'])}")
        yield from (Line(2, text) for text in _conditions(verdict))
        yield Line(2, f"by {_listed(verdict['clauses'])}")
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for name, verdict in sinks.items():
        if name not in allowed:
            alike.setdefault((verdict.get("reason") or "denied", tuple(verdict["clauses"])), []).append(name)
    if alike:
        yield Line(0, "Denied", HEADING)
    for (reason, clauses), names in alike.items():
        yield Line(1, _listed(names), DENIED)
        yield Line(2, f"{reason}, by {_listed(clauses)}")


def _conditions(verdict: dict[str, Any]) -> Iterator[str]:
    ends = [f"by {verdict['expirytime']}"] if verdict.get("expirytime") else []
    ends += [f"on {_words(verdict['expiryevent'])}"] if verdict.get("expiryevent") else []
    yield f"to be deleted {' or '.join(ends)}" if ends else "with no delete-by"
    if verdict.get("legalbasis"):
        yield f"legal basis {_words(verdict['legalbasis'])}"
    if verdict.get("authorization"):
        yield f"under authorization {verdict['authorization']}"


def _clauses(citations: dict[str, Any]) -> Iterator[Line]:
    if citations:
        yield Line(0, "Clauses", HEADING)
    for clause, cited in citations.items():
        where = cited["pack"]
        if cited["document"]:
            where = f"{cited['document']}, section {cited['section']}, {cited['pack']} version {cited['version']}"
        yield Line(1, f"{clause} ({where})", CLAUSE)
        yield Line(2, cited["says"])


def _facts(told: dict[str, Any]) -> Iterator[Line]:
    yield Line(0, "Control facts", HEADING)
    yield Line(1, _listed(told["facts"]) if told["facts"] else "none mattered")
    if told.get("controlposition"):
        yield Line(1, f"the control log had been read up to {told['controlposition']}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "nothing"


def _words(name: str) -> str:
    return name.replace("_", " ")
