"""What a shop's record says of a person, as identifying strings by label."""

# ruff: noqa: E501 - a table reads best with one row a line.

from collections.abc import Iterator, Mapping
from typing import Any

from processors.text.document import Known

# Words of a field's name and the label of its value; the first that fits decides. None: not an identifier.
FIELDS: tuple[tuple[str, str | None], ...] = (
    ("email", "EMAIL"), ("phone", "PHONE"), ("mobile", "PHONE"), ("postcode", "ADDRESS"), ("address1", "ADDRESS"),
    ("address2", "ADDRESS"), ("street", "ADDRESS"), ("dob", "DATE_OF_BIRTH"), ("birth", "DATE_OF_BIRTH"),
    ("city", None), ("state", None), ("country", None), ("zip", None), ("source", None), ("brand", None),
    ("amount", None), ("balance", None), ("region", None), ("province", None), ("postal", "ADDRESS"),
    ("address", "ADDRESS"), ("user", "USERNAME"), ("handle", "USERNAME"), ("account", "ACCOUNT_ID"), ("order", "ORDER_ID"),
    ("reservation", "ORDER_ID"), ("booking", "ORDER_ID"), ("last_four", "CREDIT_CARD"), ("card", "CREDIT_CARD"),
    ("pin", "SECRET"), ("security", "SECRET"), ("password", "SECRET"), ("name", "PERSON"), ("associate", "PERSON"),
    ("staff", "PERSON"), ("certificate", "CERTIFICATE_ID"), ("serial", "SERIAL"), ("id", "ACCOUNT_ID"),
)  # fmt: skip
LENGTH_MIN = 2


def label_of(path: tuple[str, ...]) -> str | None:
    """The label of a value, by the innermost field name on its way that tells."""
    for name in reversed(path):
        for word, label in FIELDS:
            if word in name.lower():
                return label
    return None


def values(record: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text or number of a record, with the names of the fields on its way."""
    if isinstance(record, Mapping):
        for name, value in record.items():
            yield from values(value, (*path, str(name)))
    elif isinstance(record, list | tuple):
        for value in record:
            yield from values(value, path)
    elif isinstance(record, str | int) and not isinstance(record, bool):
        yield path, str(record)


def known_of(record: Any) -> Known:
    """The identifying strings of a record of any shape, such as a roster entry."""
    strings: dict[str, dict[str, None]] = {}
    for path, value in values(record):
        label = label_of(path)
        if label and len(value.strip()) >= LENGTH_MIN:
            strings.setdefault(label, {})[value.strip()] = None
    return Known({label: tuple(found) for label, found in strings.items()})
