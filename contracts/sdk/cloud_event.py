"""A new event, with the attributes that every event has."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel


def cloud_event(event_type: str, source: str, data: Mapping[str, Any] | BaseModel, **attributes: Any) -> dict[str, Any]:
    """A CloudEvent of now with an id of its own; `retailer`, `subject`, `purpose` and any other attribute by name.

    Keep what is returned and emit that again after a failure: an event that is made anew is another event.
    """
    return {
        "specversion": "1.0",
        "id": str(uuid.uuid4()),
        "source": source,
        "type": event_type,
        "time": datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        **attributes,
        "data": data,
    }
