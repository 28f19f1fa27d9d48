"""Records and lines that say the same have the same digest, and others have not."""

import orjson
import pytest

from tests.chaos.canonical import as_line, copy_digest, line_digest, record_digest
from tests.chaos.records import Headers, Place, Record

PLACE = Place("sink.crm_store", 0, 0)
DATA = b'{"text":"a \\",\\"data\\": trap"}'
ATTRIBUTES = {"specversion": "1.0", "id": "c1", "type": "crm.note.added", "datacontenttype": "application/json"}
LABEL = {"causationid": "e1", "clauses": 'odd",\\"data', "controlposition": "12"}
HEADERS: Headers = (
    *((f"ce_{name}", text.encode()) for name, text in {**ATTRIBUTES, **LABEL}.items() if name != "datacontenttype"),
    ("content-type", b"application/json"),
)


def _line(**changed: str) -> bytes:
    return orjson.dumps({**ATTRIBUTES, **LABEL, **changed})[:-1] + b',"data":' + DATA + b"}"


def test_a_copy_of_a_topic_and_of_a_file_are_the_same() -> None:
    """Attributes in headers and payload as value say what a structured line says, in whatever order."""
    record = Record(PLACE, b"key", DATA, tuple(reversed(HEADERS)))
    assert record_digest(record)[1] == copy_digest(_line())[1]
    assert copy_digest(_line())[0]["causationid"] == "e1"


def test_where_the_log_was_read_to_makes_no_difference() -> None:
    """Copies and lines that differ in their control position alone are the same."""
    assert copy_digest(_line(controlposition="authorization=4,preference=7"))[1] == copy_digest(_line())[1]
    lines = [b'{"id":"e1","facts":[],"controlposition":"%b"}' % text for text in (b"12", b"preference=7")]
    assert line_digest(lines[0]) == line_digest(lines[1])


@pytest.mark.parametrize("name", ["clauses", "id", "type", "datacontenttype"])
def test_any_other_attribute_makes_a_difference(name: str) -> None:
    """A copy with another attribute is another copy."""
    assert copy_digest(_line(**{name: "another"}))[1] != copy_digest(_line())[1]


def test_one_byte_of_the_payload_makes_a_difference() -> None:
    """A copy of a topic whose payload is spelt otherwise is another copy."""
    record = Record(PLACE, None, DATA + b" ", HEADERS)
    assert record_digest(record)[1] != copy_digest(_line())[1]


def test_a_binary_record_becomes_the_line_that_says_the_same() -> None:
    """Attributes come in the order of headers, then the payload as it was."""
    record = Record(PLACE, None, b'{"a": 1}', (("ce_id", b"e1"), ("ce_type", b"t"), ("content-type", b"x")))
    assert as_line(record) == b'{"id":"e1","type":"t","data":{"a": 1}}'
    assert as_line(record._replace(value=None)) == b'{"id":"e1","type":"t"}'
