"""Files that people upload."""

from typing import Annotated

from contracts.marks import Mark
from contracts.payloads.base import Payload, PersonId, ThingId
from contracts.scalars import Num, Str

ContentType = Annotated[Str, Mark(("media",), "nobody", "kept")]
Size = Annotated[Num, Mark(("media",), "nobody", "kept")]
Caption = Annotated[Str, Mark(("media",), "nobody", "redacted", text=True)]


class FileUploaded(Payload):
    """A picture or document and its caption; the file itself is elsewhere."""

    file_id: ThingId
    customer_id: PersonId | None = None
    content_type: ContentType | None = None
    size_bytes: Size | None = None
    caption: Caption | None = None


PAYLOADS: dict[str, type[Payload]] = {"media.file.uploaded": FileUploaded}
