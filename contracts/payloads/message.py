"""Messages of the six channels, in and out, and calls."""

from typing import Annotated

from pydantic import Field

from contracts.marks import Mark
from contracts.payloads.base import Contact, Payload, PersonId, Seconds, Spoken, ThingId, Words
from contracts.scalars import Bool
from contracts.vocabulary import CHANNELS

MarketingFlag = Annotated[Bool, Mark(("technical",), "nobody", "kept")]


class Message(Payload):
    """One message of any channel; `marketing` is true on promotional sends."""

    message_id: ThingId
    conversation_id: ThingId | None = None
    customer_id: PersonId | None = None
    from_: Annotated[Contact | None, Field(alias="from")] = None
    to: Contact | None = None
    body: Words
    subject_line: Words | None = None
    marketing: MarketingFlag | None = None


class CallLogged(Payload):
    """That a call took place; its words are a transcript."""

    call_id: ThingId
    customer_id: PersonId | None = None
    from_: Annotated[Contact | None, Field(alias="from")] = None
    to: Contact | None = None
    duration_s: Seconds | None = None
    direction: Spoken | None = None


PAYLOADS: dict[str, type[Payload]] = {
    **{f"message.{channel}.{way}": Message for channel in CHANNELS for way in ("received", "sent")},
    "message.call.logged": CallLogged,
}
