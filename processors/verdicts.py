"""The verdicts for all sinks, with what is made of them once and used for every event alike."""

from collections.abc import Iterator
from typing import Any

import orjson

from processors.verdict import Verdict

EXPIRY_KEY = b',"expirytime":'


class Verdicts:
    """Every sink's verdict in the catalogue's order; `allowed` has those that get a copy."""

    __slots__ = ("_json", "_pairs", "allowed")

    def __init__(self, pairs: tuple[tuple[str, Verdict], ...] = ()) -> None:
        self._pairs = pairs
        self._json: tuple[bytes, ...] | None = None
        self.allowed = tuple(pair for pair in pairs if pair[1].allowed)

    def __iter__(self) -> Iterator[tuple[str, Verdict]]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Verdicts) and self._pairs == other._pairs

    def __hash__(self) -> int:
        return hash(self._pairs)

    def entries(self, expirytime: str | None) -> dict[str, Any]:
        """Each sink's entry as `assay decide` prints it."""
        return {name: verdict.entry(expirytime) for name, verdict in self._pairs}

    def json(self, expirytime: str | None) -> bytes:
        """The entries as JSON. Events alike differ in nothing but the delete-by time, which is put in its places."""
        if self._json is None:
            self._json = tuple(self._parts())
        return orjson.dumps(expirytime).join(self._json)

    def _parts(self) -> Iterator[bytes]:
        part = b"{"
        for number, (name, verdict) in enumerate(self._pairs):
            part += b"%b%b:" % (b"," if number else b"", orjson.dumps(name))
            if verdict.expires:
                yield part + verdict.json[:-1] + EXPIRY_KEY
                part = b"}"
            else:
                part += verdict.json
        yield part + b"}"
