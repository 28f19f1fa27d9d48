"""The scalars that contracts are made of: strict JSON types, and text that must have a shape."""

from typing import Annotated

from pydantic import AfterValidator, AllowInfNan, Field, Strict, WithJsonSchema

from contracts.instant import DATE_PATTERN, RFC3339_PATTERN, parse_date_or_instant, parse_instant
from contracts.vocabulary import PURPOSES


def _must_be_instant(text: str) -> str:
    parse_instant(text)
    return text


def _must_be_date_or_instant(text: str) -> str:
    parse_date_or_instant(text)
    return text


_DAYS = "[0-9]{1,3}Y(?:[0-9]{1,4}M)?(?:[0-9]{1,4}W)?(?:[0-9]{1,6}D)?|[0-9]{1,4}M(?:[0-9]{1,4}W)?(?:[0-9]{1,6}D)?"
_DAYS += "|[0-9]{1,4}W(?:[0-9]{1,6}D)?|[0-9]{1,6}D"
_HOURS = "T(?:[0-9]{1,6}H(?:[0-9]{1,6}M)?(?:[0-9]{1,6}S)?|[0-9]{1,6}M(?:[0-9]{1,6}S)?|[0-9]{1,6}S)"
DURATION_PATTERN = f"^P(?:(?:{_DAYS})(?:{_HOURS})?|{_HOURS})$"
REGION_PATTERN = "^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$"
# An event may write its region in small letters, with blanks around it, or leave it empty.
REGION_TEXT_PATTERN = "^[ \t]*(?:[A-Za-z]{2}(?:-[A-Za-z0-9]{1,3})?)?[ \t]*$"
BIRTH_YEAR_MIN = 1850
BIRTH_YEAR_MAX = 2200

Str = Annotated[str, Strict()]
Num = Annotated[float, Strict(), AllowInfNan(False)]
Bool = Annotated[bool, Strict()]
Name = Annotated[Str, Field(min_length=1)]
Duration = Annotated[Str, Field(pattern=DURATION_PATTERN)]
Region = Annotated[Str, Field(pattern=REGION_PATTERN)]
RegionText = Annotated[Str, Field(pattern=REGION_TEXT_PATTERN)]
Sha256 = Annotated[Str, Field(pattern="^[0-9a-fA-F]{64}$")]
BirthYear = Annotated[int, Strict(), Field(ge=BIRTH_YEAR_MIN, le=BIRTH_YEAR_MAX)]
Instant = Annotated[
    Str,
    AfterValidator(_must_be_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": f"^{RFC3339_PATTERN}$"}),
]
DateOrInstant = Annotated[
    Str,
    AfterValidator(_must_be_date_or_instant),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{DATE_PATTERN}|{RFC3339_PATTERN})$"}),
]
_PURPOSE = f"[ \\t]*(?:{'|'.join(PURPOSES)})[ \\t]*"
Purposes = Annotated[Str, Field(pattern=f"^{_PURPOSE}(?:,{_PURPOSE})*$")]
