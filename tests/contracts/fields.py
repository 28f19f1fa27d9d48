"""The rows of fields.tsv, and events made from them alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

FIELDS = Path(__file__).parents[1] / "data" / "fields.tsv"
REQUEST = "governance.request.received"
PREFIX_OF_FACTS = "governance."


@dataclass(frozen=True)
class Row:
    """One field: `keys` without the marks of lists, `repeated` telling where they stood."""

    type: str
    keys: tuple[str, ...]
    repeated: tuple[bool, ...]
    kind: str
    categories: tuple[str, ...]
    required: bool
    deidentified: str

    @property
    def path(self) -> str:
        return ".".join(self.keys)


def _row(line: str) -> Row:
    event_type, path, kind, categories, required, deidentified = line.split("\t")
    steps = path.split(".")
    return Row(
        event_type,
        tuple(step.removesuffix("[]") for step in steps),
        tuple(step.endswith("[]") for step in steps),
        kind,
        tuple(categories.split(",")),
        {"yes": True, "no": False}[required],
        deidentified.removeprefix("coarsened to the "),
    )


ROWS = [_row(line) for line in FIELDS.read_text(encoding="utf8").splitlines()[2:]]
PAYLOAD_ROWS = [row for row in ROWS if not row.type.startswith(PREFIX_OF_FACTS)]
FACT_ROWS = [row for row in ROWS if row.type.startswith(PREFIX_OF_FACTS)]
EVENT_TYPES = list(dict.fromkeys(row.type for row in PAYLOAD_ROWS))
FACT_TYPES = list(dict.fromkeys(row.type for row in FACT_ROWS))

_FACT_VALUES: dict[str, Any] = {
    "platform": "jewellink",
    "policy": "jane_ellen",
    "retention": {"order": "P7Y"},
    "training.categories": "identity",
    "training.models": "shared",
    "prohibited_classes": "ssn",
    "document_sha256": "0a" * 32,
    "starts": "2026-06-01T00:00:00Z",
    "ends": "2026-07-01T00:00:00+02:00",
    "retailer": "aurora-gems",
    "preference": "marketing_sms",
    "choice": "granted",
    "channel": "sms",
    "purpose": "marketing",
    "cookieclass": "performance",
    "birth_year": 1990,
    "region": "US-CA",
    "guardian_permission": True,
    "right": "delete",
    "verified": True,
    "categories": "identity",
    "kind": "legal",
    "notice_date": "2026-08-01",
}
_VALUES: dict[str, Any] = {"str": "a", "text": "words", "num": 2.5, "bool": True}


def value_of(row: Row) -> Any:
    """A value that the row allows, for one element where lists stand."""
    return _VALUES[row.kind] if row.kind in _VALUES and row.categories != ("-",) else _FACT_VALUES.get(row.path, "a")


def payload_of(rows: Iterable[Row], value: Callable[[Row], Any] = value_of) -> dict[str, Any]:
    """A payload with exactly these rows, every list of one element."""
    payload: dict[str, Any] = {}
    for row in rows:
        put(payload, row, value(row))
    return payload


def put(payload: dict[str, Any], row: Row, value: Any) -> None:
    """Put a value where the row says, making the containers on the way."""
    here: Any = payload
    for key, is_list in zip(row.keys[:-1], row.repeated[:-1], strict=True):
        here = here.setdefault(key, [{}] if is_list else {})
        here = here[0] if is_list else here
    here[row.keys[-1]] = [value] if row.repeated[-1] else value


def rows_of(event_type: str) -> list[Row]:
    return [row for row in ROWS if row.type == event_type]


def full(event_type: str) -> dict[str, Any]:
    """A payload that has every field of its contract."""
    return payload_of(rows_of(event_type))


def least(event_type: str) -> dict[str, Any]:
    """A payload that has its required fields alone."""
    return payload_of(row for row in rows_of(event_type) if row.required)


def event(event_type: str, data: Any = None, **attributes: Any) -> dict[str, Any]:
    """A structured event with the required attributes."""
    return {
        "specversion": "1.0",
        "id": "e-1",
        "source": "/shop/1",
        "type": event_type,
        "time": "2026-06-02T10:00:00Z",
        "retailer": "aurora-gems",
        "data": least(event_type) if data is None else data,
        **attributes,
    }


def line(event: object) -> bytes:
    return orjson.dumps(event)
