"""A copy's payload in the form that was decided for it, picked by what is compiled once for all copies alike."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from contracts.event import Event
from processors.dates import decade, month
from processors.shape import Shape, Tree
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
PICKERS_MAX = 16_384


class Lowering(NamedTuple):
    """What makes one event's values less identifying at one sink.

    `texts` are the redacted texts of each leaf, in the order in which they were read.
    """

    texts: Mapping[int, Iterator[str]]
    token: Callable[[str], str]


def _never(_: str) -> str:
    raise RuntimeError("a copy that is identified has no tokens")


AS_IT_IS = Lowering({}, _never)

Change = Callable[[Any, Lowering], Any]
Picker = Callable[[dict[str, Any], Lowering], dict[str, Any]]


def payload(event: Event, tagged: Tagged, verdict: Verdict, lowering: Lowering) -> dict[str, Any]:
    """The payload with the verdict's leaves alone; identified copies keep their values as they are."""
    is_lowered = verdict.form != "identified"
    if not is_lowered and verdict.kept == tagged.present:
        return event.data
    return _compiled(tagged.shape, verdict.kept, is_lowered)(event.data, lowering)


@lru_cache(maxsize=PICKERS_MAX)
def _compiled(shape: Shape, mask: int, is_lowered: bool) -> Picker:
    return _picker(shape.tree, mask, dict(_changes(shape)) if is_lowered else {})


def _picker(tree: Tree, mask: int, changes: Mapping[int, Change]) -> Picker:
    steps = tuple(_steps(tree, mask, changes))

    def pick(data: dict[str, Any], lowering: Lowering) -> dict[str, Any]:
        picked: dict[str, Any] = {}
        for key, change in steps:
            value = data.get(key)
            if value is not None and change is not None:
                value = change(value, lowering)
            if value is not None:
                picked[key] = value
        return picked

    return pick


def _steps(tree: Tree, mask: int, changes: Mapping[int, Change]) -> Iterator[tuple[str, Change | None]]:
    """The keys that lead to the mask's leaves, in contract order, with what becomes of the values."""
    for key, branch in tree.items():
        if isinstance(branch, int):
            if mask >> branch & 1:
                change = changes.get(branch)
                yield key, _of_each(change) if change else None
        elif any(_steps(branch, mask, changes)):
            yield key, _within(branch, mask, changes)


def _of_each(change: Change) -> Change:
    def changed(value: Any, lowering: Lowering) -> Any:
        return [change(item, lowering) for item in value] if isinstance(value, list) else change(value, lowering)

    return changed


def _within(tree: Tree, mask: int, changes: Mapping[int, Change]) -> Change:
    """What is picked of an object or of each of several; None where that is nothing."""
    pick = _picker(tree, mask, changes)

    def changed(value: Any, lowering: Lowering) -> Any:
        if isinstance(value, list):
            items = [pick(item, lowering) for item in value]
            return items if any(items) else None
        return pick(value, lowering) or None

    return changed


def _changes(shape: Shape) -> Iterator[tuple[int, Change]]:
    """What becomes of each leaf in a copy that is not identified."""
    for leaf, action in shape.actions:
        match action:
            case "gone":
                yield leaf, _token
            case "redacted":
                yield leaf, _redacted(leaf)
            case "month":
                yield leaf, _coarser(month)
            case "decade":
                yield leaf, _coarser(decade)
            case "speaker":
                yield leaf, _role


def _token(value: str, lowering: Lowering) -> str:
    return lowering.token(value)


def _redacted(leaf: int) -> Change:
    return lambda _, lowering: next(lowering.texts[leaf])


def _coarser(coarsen: Callable[[str], str | None]) -> Change:
    """A date that cannot be read is a token: in a de-identified copy it is not kept at all."""
    return lambda date, lowering: coarsen(date) or lowering.token(date)


def _role(speaker: str, _: Lowering) -> str:
    """A speaker is kept as a role; a contract lets it be any text, and so a name."""
    return speaker if speaker.casefold() in SPEAKERS else UNNAMED_SPEAKER
