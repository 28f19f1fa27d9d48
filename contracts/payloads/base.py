"""The closed payload, and the leaves that many payloads have in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from contracts.marks import Mark
from contracts.scalars import Num, Str


class Payload(BaseModel):
    """A closed contract: an unknown field is refused, null equals absent, JSON types are strict.

    Strictness is said of each scalar, since a strict model would refuse the plain dicts that JSON is read into.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


PersonId = Annotated[Str, Mark(("identity",), "person", "gone")]
ThingId = Annotated[Str, Mark(("technical",), "nobody", "gone")]
PersonName = Annotated[Str, Mark(("identity",), "person", "gone", text=True)]
Contact = Annotated[Str, Mark(("contact",), "person", "gone")]
StoreId = Annotated[Str, Mark(("transaction",), "nobody", "kept")]
Currency = Annotated[Str, Mark(("transaction",), "nobody", "kept")]
Amount = Annotated[Num, Mark(("transaction",), "nobody", "kept")]
Words = Annotated[Str, Mark(("communication",), "nobody", "redacted", text=True)]
Spoken = Annotated[Str, Mark(("communication",), "nobody", "kept")]
Seconds = Annotated[Num, Mark(("communication",), "nobody", "kept")]
IpAddress = Annotated[Str, Mark(("usage",), "person", "gone")]
