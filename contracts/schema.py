"""The contracts as JSON Schema 2020-12, one whole structured CloudEvent each, leaves annotated with their marks."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from contracts.envelopes import EVENT_ENVELOPES, FACT_ENVELOPES, Envelope

MARK_PREFIX = "x-assay-"
SUFFIX = ".schema.json"

# A request's schema is the fact's: as an event it has a retailer attribute besides.
ENVELOPES: Mapping[str, type[Envelope]] = {**EVENT_ENVELOPES, **FACT_ENVELOPES}


class _MarkedSchema(GenerateJsonSchema):
    """Puts marks beside a leaf's type rather than into one branch of it, and leaves out titles that repeat names."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        made = super().nullable_schema(schema)
        marks: JsonSchemaValue = {}
        for branch in made.get("anyOf", ()):
            marks |= {key: branch.pop(key) for key in tuple(branch) if key.startswith(MARK_PREFIX)}
        return made | marks

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the base class gives it.
        return False


def schema_of(event_type: str) -> dict[str, Any]:
    """The JSON Schema of an event type or control fact; a type that is not in the catalogue is a KeyError."""
    made = ENVELOPES[event_type].model_json_schema(schema_generator=_MarkedSchema)
    return {
        "$schema": _MarkedSchema.schema_dialect,
        "$id": f"urn:assay:contract:{event_type}",
        **made,
        "title": event_type,
    }


def export(folder: Path) -> list[Path]:
    """Write every schema into the folder, one file per type; the same contracts give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for event_type in sorted(ENVELOPES):
        file = folder / f"{event_type}{SUFFIX}"
        file.write_bytes(orjson.dumps(schema_of(event_type), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        written.append(file)
    return written
