"""One spelling for what is written in two: records of topics, and lines of the files that `assay run` writes.

Ledger and quarantine lines are the same bytes in both. A copy is a structured CloudEvent in a file, and in binary mode
in a topic: its attributes are compared as a set of names and texts (`content-type` is `datacontenttype`; headers have
no order), its `data` as bytes. `controlposition` says how far a log was read, and a log is no file: it is blanked.
"""

import hashlib
import re
from typing import Any

import orjson

from tests.chaos.records import Headers, Record

DIGEST_BYTES = 16
POSITION = "controlposition"
ATTRIBUTE = "ce_"
CONTENT_TYPE, TYPE_OF_DATA = "content-type", "datacontenttype"
STRUCTURED = b"application/cloudevents+json"

_POSITION = re.compile(rb'"controlposition":"[^"]*"')
_DATA = b',"data":'


def line_digest(line: bytes) -> bytes:
    """The digest of a ledger or quarantine line."""
    return _digest(_POSITION.sub(b'"controlposition":""', line, count=1))


def copy_digest(line: bytes) -> tuple[dict[str, Any], bytes]:
    """The attributes of a copy as a file has it, and its digest."""
    attributes: dict[str, Any] = orjson.loads(line)
    attributes.pop("data", None)
    # No attribute holds an unescaped quote, so the first such name is the payload's.
    _, _, rest = line.partition(_DATA)
    return attributes, _of_copy(attributes, rest[:-1])


def record_digest(record: Record) -> tuple[dict[str, Any], bytes]:
    """The attributes of a copy as a topic has it, and its digest."""
    attributes = attributes_of(record.headers)
    return attributes, _of_copy(attributes, record.value or b"")


def carried_digest(key: bytes | None, value: bytes | None, headers: Headers) -> bytes:
    """The digest of a whole record, as its dead letter must carry it."""
    parts = [key, value, *(part for name, text in headers for part in (name.encode(), text))]
    framed = (b"-" if part is None else b"%d:%b" % (len(part), part) for part in parts)
    return _digest(b"".join(framed))


def attributes_of(headers: Headers) -> dict[str, Any]:
    """The CloudEvents attributes in binary mode; what is no text is left out."""
    attributes = {}
    for name, text in headers:
        attribute = TYPE_OF_DATA if name.lower() == CONTENT_TYPE else name.removeprefix(ATTRIBUTE)
        if text is not None and (name.startswith(ATTRIBUTE) or attribute == TYPE_OF_DATA):
            attributes[attribute] = text.decode("utf8", "replace")
    return attributes


def is_structured(headers: Headers) -> bool:
    """Whether a record's value is a whole event."""
    return any(name.lower() == CONTENT_TYPE and (text or b"").startswith(STRUCTURED) for name, text in headers)


def as_line(record: Record) -> bytes:
    """The line of structured JSON that says what a record says."""
    if is_structured(record.headers):
        return record.value or b""
    said = {name: text for name, text in attributes_of(record.headers).items() if name != TYPE_OF_DATA}
    attributes = orjson.dumps(said)
    return attributes[:-1] + _DATA + record.value + b"}" if record.value else attributes


def _of_copy(attributes: dict[str, Any], data: bytes) -> bytes:
    named = {name: text for name, text in attributes.items() if name != POSITION}
    return _digest(orjson.dumps(named, option=orjson.OPT_SORT_KEYS) + b"\n" + data)


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=DIGEST_BYTES).digest()
