"""A sink's copy as either carrier wants it: a line of a file, or the headers and the value of a record."""

from collections.abc import Sequence
from typing import NamedTuple

from processors.attributes import Attributes, Headers


class Copy(NamedTuple):
    """One CloudEvent for one sink. `parts` are its attributes but `specversion` and `id`; `data` is JSON.

    No two parts have an attribute in common. `subject` is that attribute, where the copy has it.
    """

    sink: str
    id: str
    subject: str | None
    parts: Sequence[Attributes]
    data: bytes

    @property
    def attributes(self) -> dict[str, str]:
        """Every attribute by name."""
        attributes = {"specversion": "1.0", "id": self.id}
        for part in self.parts:
            attributes.update(part.values)
        return attributes

    def line(self) -> bytes:
        """The copy as structured JSON."""
        shared = b",".join([part.json() for part in self.parts])
        head = b'{"specversion":"1.0","id":"', self.id.encode(), b'",', shared
        return b"".join((*head, b',"data":', self.data, b"}"))

    def headers(self) -> Headers:
        """The headers of the copy as a record in binary mode, whose value is `data`."""
        headers = [("ce_specversion", b"1.0"), ("ce_id", self.id.encode())]
        for part in self.parts:
            headers += part.headers()
        return headers
