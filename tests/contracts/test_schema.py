"""The exported schemas are JSON Schema 2020-12, annotated, and accept and refuse what decoding does."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from contracts.decode import decode_fact_line, decode_line
from contracts.problems import Problem
from contracts.schema import export, schema_of
from tests.contracts.fields import EVENT_TYPES, FACT_TYPES, Row, event, full, least, line, rows_of

TYPES = [*EVENT_TYPES, *FACT_TYPES]
TYPE = pytest.mark.parametrize("event_type", TYPES)
VALIDATORS = {event_type: Draft202012Validator(schema_of(event_type)) for event_type in TYPES}


def refused(whole: dict[str, Any]) -> bool:
    decode = decode_fact_line if whole["type"] in FACT_TYPES else decode_line
    try:
        decode(line(whole))
    except Problem:
        return True
    return False


def schema_refuses(event_type: str, whole: dict[str, Any]) -> bool:
    return not VALIDATORS[event_type].is_valid(whole)


@TYPE
def test_a_schema_is_valid_and_says_what_it_is_for(event_type: str) -> None:
    schema = schema_of(event_type)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:assay:contract:{event_type}"
    assert schema["properties"]["type"]["const"] == event_type
    assert all(part["additionalProperties"] is False for part in (schema, *schema["$defs"].values()))


def _at(schema: dict[str, Any], row: Row) -> dict[str, Any]:
    """The schema of the row's leaf, found by its keys."""
    here = schema["properties"]["data"]
    for key in row.keys:
        here = next((branch for branch in here.get("anyOf", ()) if branch.get("type") != "null"), here)
        here = here.get("items", here)
        here = schema["$defs"][here["$ref"].rpartition("/")[2]]["properties"][key]
    inner = next((branch for branch in here.get("anyOf", ()) if branch.get("type") == "array"), here)
    leaf: dict[str, Any] = inner.get("items", here) if row.repeated[-1] else here
    return leaf


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_every_leaf_is_annotated_as_its_row_says(event_type: str) -> None:
    schema = schema_of(event_type)
    for row in rows_of(event_type):
        leaf = _at(schema, row)
        assert leaf["x-assay-categories"] == list(row.categories), row.path
        assert leaf["x-assay-deidentified"] == row.deidentified, row.path
        assert leaf["x-assay-text"] is (row.kind == "text"), row.path
        assert leaf["x-assay-identifies"] in ("person", "business", "nobody"), row.path


@TYPE
def test_a_schema_accepts_the_least_and_the_full_payload(event_type: str) -> None:
    for data in (least(event_type), full(event_type)):
        whole = event(event_type, data, subject="c-1", datacontenttype="application/json")
        assert not refused(whole)
        assert not schema_refuses(event_type, whole)


_TEXTS = st.sampled_from(["", "a", "2", "2026-06-01T00:00:00Z"])
_OTHERS: st.SearchStrategy[Any] = st.sampled_from([None, 2, 2.5, True, [], {}, [None], ["a"], [{}], [{"sku": "a"}]])


@st.composite
def changed(draw: st.DrawFn, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with one of them, here or one level below, of another value, or with one too many."""
    key = draw(st.sampled_from([*fields, "ssn"]))
    value = fields.get(key)
    below = value[0] if isinstance(value, list) else value
    if not isinstance(below, dict) or draw(st.booleans()):
        return {**fields, key: draw(_TEXTS | _OTHERS)}
    below = draw(changed(below))
    return {**fields, key: [below] if isinstance(value, list) else below}


@settings(deadline=None)
@given(st.sampled_from(TYPES), st.data())
def test_a_schema_accepts_and_refuses_payloads_as_decoding_does(event_type: str, draw: st.DataObject) -> None:
    whole = event(event_type, draw.draw(changed(full(event_type))))
    assert schema_refuses(event_type, whole) == refused(whole), whole["data"]


@settings(deadline=None)
@given(st.data())
def test_a_schema_accepts_and_refuses_attributes_as_decoding_does(draw: st.DataObject) -> None:
    whole = event("account.registered")
    names = [*whole, "subject", "purpose", "sourcekind", "region", "cookieclass", "dataschema", "traceparent", "gpc"]
    name = draw.draw(st.sampled_from(names))
    wrong = st.sampled_from(["", "a", " crm ,legal", "crm,", "public", "2026-06-31T00:00:61Z", 1, True, None])
    whole[name] = draw.draw(wrong)
    assert schema_refuses("account.registered", whole) == refused(whole), whole


@pytest.mark.parametrize("event_type", TYPES)
def test_data_may_be_left_out_where_nothing_in_it_is_required(event_type: str) -> None:
    whole = {key: value for key, value in event(event_type).items() if key != "data"}
    assert schema_refuses(event_type, whole) == refused(whole) == bool(least(event_type))


def test_an_export_has_a_file_for_every_type_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    written = export(tmp_path / "one")
    assert [path.name for path in written] == sorted(f"{event_type}.schema.json" for event_type in TYPES)
    again = export(tmp_path / "two")
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again]
    assert orjson.loads(written[0].read_bytes())["title"] == written[0].name.removesuffix(".schema.json")
