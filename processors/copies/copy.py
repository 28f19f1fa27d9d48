"""A sink's copy as either carrier wants it: a line of a file, or headers and a value (interface 1)."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import orjson

SPECVERSION = "1.0"
CONTENT_TYPE = "content-type"  # What the Kafka binding of CloudEvents calls `datacontenttype`.
PREFIX = "ce_"

Headers = list[tuple[str, bytes]]


class Attributes:
    """Some attributes, encoded once for all copies that share them, and only as their carrier asks."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    @cached_property
    def json(self) -> bytes:
        """The members of a JSON object, without its braces."""
        return orjson.dumps(self.values)[1:-1]

    @cached_property
    def headers(self) -> Headers:
        """The headers of a record in binary mode."""
        return [(_header(name), value.encode()) for name, value in self.values.items()]


class Copy(NamedTuple):
    """One CloudEvent for one sink. `parts` are its attributes but `specversion` and `id`; `data` is JSON.

    No two parts have an attribute in common. `subject` is that attribute, where the copy has it.
    """

    sink: str
    id: str
    subject: str | None
    parts: tuple[Attributes, ...]
    data: bytes

    @property
    def attributes(self) -> dict[str, str]:
        """Every attribute by name."""
        return {"specversion": SPECVERSION, "id": self.id, **dict(self._shared())}

    def line(self) -> bytes:
        """The copy as structured JSON."""
        shared = b",".join([part.json for part in self.parts])
        return b'{"specversion":"1.0","id":"%b",%b,"data":%b}' % (self.id.encode(), shared, self.data)

    def headers(self) -> Headers:
        """The headers of the copy as a record in binary mode, whose value is `data`."""
        headers = [("ce_specversion", b"1.0"), ("ce_id", self.id.encode())]
        for part in self.parts:
            headers += part.headers
        return headers

    def _shared(self) -> Iterator[tuple[str, str]]:
        for part in self.parts:
            yield from part.values.items()


def _header(name: str) -> str:
    return CONTENT_TYPE if name == "datacontenttype" else f"{PREFIX}{name}"
