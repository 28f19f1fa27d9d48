"""What a contract says of each leaf of a payload besides its type."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from contracts.vocabulary import Category

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

Identifies = Literal["person", "business", "nobody"]
Deidentified = Literal["gone", "kept", "redacted", "month", "decade"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A leaf's categories, whom it identifies, what a de-identified copy has of it, and whether it is free text.

    `month` and `decade` are what a date is coarsened to; `text` is searched for prohibited data and redacted.
    """

    categories: tuple[Category, ...]
    identifies: Identifies
    deidentified: Deidentified
    text: bool = False

    def __get_pydantic_json_schema__(self, schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> "JsonSchemaValue":
        """Carry the mark into the JSON Schema of its leaf."""
        return {
            **handler(schema),
            "x-assay-categories": list(self.categories),
            "x-assay-identifies": self.identifies,
            "x-assay-deidentified": self.deidentified,
            "x-assay-text": self.text,
        }
