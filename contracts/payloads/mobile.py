"""Devices that people use."""

from typing import Annotated

from contracts.marks import Mark
from contracts.payloads.base import Payload, PersonId
from contracts.scalars import Str

DeviceFact = Annotated[Str, Mark(("mobile",), "nobody", "kept")]


class DeviceRegistered(Payload):
    """A device that may be sent notifications."""

    device_token: PersonId
    platform: DeviceFact | None = None
    app_version: DeviceFact | None = None


PAYLOADS: dict[str, type[Payload]] = {"mobile.device.registered": DeviceRegistered}
