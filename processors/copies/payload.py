"""A copy's payload in the form that was decided for it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from contracts.event import Event
from processors.copies.tokens import Tokens
from processors.dates import decade, month
from processors.shape import Shape
from processors.tag import Tagged
from processors.verdict import Verdict

SPEAKERS = frozenset(
    (
        *("customer", "client", "caller", "user", "guest", "shopper", "visitor", "retailer", "store"),
        *("associate", "agent", "assistant", "staff", "seller", "salesperson", "employee", "manager"),
        *("coach", "trainer", "trainee", "learner", "bot", "system", "wizard"),
    )
)
UNNAMED_SPEAKER = "speaker"


def payload(
    event: Event, tagged: Tagged, verdict: Verdict, texts: Mapping[int, list[str]], tokens: Tokens
) -> dict[str, Any]:
    """The payload with the verdict's leaves alone; identified copies keep their values as they are."""
    if verdict.form != "identified":
        return tagged.shape.pick(event.data, verdict.kept, _changes(tagged.shape, texts, tokens))
    return event.data if verdict.kept == tagged.present else tagged.shape.pick(event.data, verdict.kept)


def _changes(shape: Shape, texts: Mapping[int, list[str]], tokens: Tokens) -> dict[int, Callable[[Any], Any]]:
    """What becomes of each leaf in a copy that is not identified; values come in the order in which texts were read."""
    token = tokens.token
    changes: dict[int, Callable[[Any], Any]] = {}
    for leaf, action in shape.actions:
        match action:
            case "gone":
                changes[leaf] = token
            case "redacted":
                waiting = iter(texts.get(leaf, ()))
                changes[leaf] = partial(_next, waiting)
            case "month":
                changes[leaf] = partial(_coarser, month, token)
            case "decade":
                changes[leaf] = partial(_coarser, decade, token)
            case "speaker":
                changes[leaf] = _role
    return changes


def _next(waiting: Iterator[str], _: str) -> str:
    return next(waiting)


def _coarser(coarsen: Callable[[str], str | None], token: Callable[[str], str], date: str) -> str:
    """A date that cannot be read is a token: in a de-identified copy it is not kept at all."""
    return coarsen(date) or token(date)


def _role(speaker: str) -> str:
    """A speaker is kept as a role; a contract lets it be any text, and so a name."""
    return speaker if speaker.casefold() in SPEAKERS else UNNAMED_SPEAKER
