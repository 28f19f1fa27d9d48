"""Records as they come from topics and go to them, whichever client carries them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from confluent_kafka import Message

from contracts.decode import Headers


class Incoming(NamedTuple):
    """A record read from a topic."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    headers: Headers
    value: bytes | None

    @property
    def position(self) -> str:
        """Where the record stands, which nothing else ever does."""
        return f"{self.topic}/{self.partition}/{self.offset}"


class Outgoing(NamedTuple):
    """A record to be written to a topic."""

    topic: str
    partition: int
    key: bytes | None
    headers: Sequence[tuple[str, bytes | None]]
    value: bytes | None

    @property
    def size_bytes(self) -> int:
        """What the record takes, but for a few bytes of framing."""
        headers = sum(len(name) + len(text or b"") for name, text in self.headers)
        return headers + len(self.key or b"") + len(self.value or b"")


def incoming(message: Message, with_headers: bool = True) -> Incoming:
    """A record as a consumer hands it out; where one ends, a message stands there that has a place and nothing else."""
    headers = _headers(message) if with_headers else []
    return Incoming(
        message.topic() or "",
        message.partition() or 0,
        message.offset() or 0,
        _bytes(message.key()),
        [(name, _bytes(text)) for name, text in (headers.items() if isinstance(headers, dict) else headers)],
        _bytes(message.value()),
    )


def _headers(message: Message) -> Any:
    """The headers, none where the client cannot read them: a name that is not UTF-8 makes it fail on all of them."""
    try:
        return message.headers() or []
    except (SystemError, UnicodeDecodeError):
        return []


def _bytes(text: str | bytes | None) -> bytes | None:
    return text.encode() if isinstance(text, str) else text
