"""Attributes of CloudEvents, encoded once for all that share them, in the way that a carrier asks for."""

from collections.abc import Mapping

import orjson

CONTENT_TYPE = "content-type"  # What the Kafka binding of CloudEvents calls `datacontenttype`.
PREFIX = "ce_"

Headers = list[tuple[str, bytes]]


class Attributes:
    """Some attributes; nobody may change them or what they are encoded as."""

    __slots__ = ("_headers", "_json", "values")

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self._json: bytes | None = None
        self._headers: Headers | None = None

    def json(self) -> bytes:
        """The members of a JSON object, without its braces."""
        if self._json is None:
            self._json = orjson.dumps(self.values)[1:-1]
        return self._json

    def headers(self) -> Headers:
        """The headers of a record in binary mode."""
        if self._headers is None:
            self._headers = [(_header(name), value.encode()) for name, value in self.values.items()]
        return self._headers


def _header(name: str) -> str:
    return CONTENT_TYPE if name == "datacontenttype" else f"{PREFIX}{name}"
