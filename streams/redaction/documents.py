"""Lines of `assay redact`: a text with its turns and its roster in, a document out."""

from typing import Any, NamedTuple

import orjson

from contracts.problems import Malformed
from processors.text.document import Turn


class Given(NamedTuple):
    """One text to be redacted. `roster` is what the shop knows of this customer and its staff, of any shape."""

    id: str | int
    text: str
    turns: tuple[Turn, ...]
    roster: dict[str, Any]


def given_of(line: bytes) -> Given:
    """Read a line, or raise Malformed; fields that are none of a text's are passed over."""
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError:
        fields = None
    if fields is None:
        raise Malformed("not_json")
    if not isinstance(fields, dict):
        raise Malformed("not_an_object")
    text: str = _typed(fields, "text", str)
    turns = [_turn(turn, len(text)) for turn in _typed(fields, "turns", list, [])]
    return Given(_typed(fields, "id", str | int), text, tuple(turns), _typed(fields, "roster", dict, {}))


def _typed(fields: dict[str, Any], name: str, kind: Any, default: Any = None) -> Any:
    """A field's value; null equals absent."""
    value = fields.get(name)
    if value is None:
        value = default
    if value is None:
        raise Malformed("missing", name)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise Malformed("wrong_type", name)
    return value


def _turn(turn: Any, length: int) -> Turn:
    if not isinstance(turn, dict):
        raise Malformed("wrong_type", "turns")
    speaker, start, end = turn.get("speaker") or "", turn.get("start"), turn.get("end")
    if not isinstance(speaker, str) or type(start) is not int or type(end) is not int:
        raise Malformed("wrong_type", "turns")
    if not 0 <= start <= end <= length:
        raise Malformed("out_of_range", "turns")
    return Turn(speaker, start, end)
