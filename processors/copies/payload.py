"""A copy's payload in the form that was decided for it."""

from collections.abc import Mapping
from typing import Any

from processors.copies.dates import decade, month
from processors.copies.tokens import Tokens
from processors.decision import Verdict
from processors.shape import Shape

SPEAKERS = frozenset(
    (
        *("customer", "client", "caller", "user", "guest", "shopper", "visitor", "retailer", "store"),
        *("associate", "agent", "assistant", "staff", "seller", "salesperson", "employee", "manager"),
        *("coach", "trainer", "trainee", "learner", "bot", "system", "wizard"),
    )
)
UNNAMED_SPEAKER = "speaker"


def payload(
    data: dict[str, Any], shape: Shape, verdict: Verdict, texts: Mapping[int, list[str]], tokens: Tokens
) -> dict[str, Any]:
    """The payload with the verdict's leaves alone; identified copies keep their values as they are."""
    if verdict.form == "identified":
        return shape.pick(data, verdict.kept)
    waiting = {leaf: iter(redacted) for leaf, redacted in texts.items()}

    def change(leaf: int, value: Any) -> Any:
        mark = shape.leaves[leaf].mark
        if mark.deidentified == "redacted":
            return next(waiting[leaf])
        if mark.deidentified == "gone":
            return tokens.token(value)
        if mark.deidentified == "month":
            return month(value) or tokens.token(value)
        if mark.deidentified == "decade":
            return decade(value) or tokens.token(value)
        return _kept(shape.leaves[leaf].keys[-1], value)

    return shape.pick(data, verdict.kept, change)


def _kept(key: str, value: Any) -> Any:
    """A speaker is kept as a role; a contract lets it be any text, and so a name."""
    return UNNAMED_SPEAKER if key == "speaker" and value.casefold() not in SPEAKERS else value
