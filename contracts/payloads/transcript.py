"""What was said in calls, role plays and coachings."""

from typing import Annotated

from pydantic import Field

from contracts.payloads.base import Payload, PersonId, Seconds, Spoken, ThingId, Words


class Turn(Payload):
    """One speaker's stretch."""

    speaker: Spoken | None = None
    text: Words
    start_s: Seconds | None = None


class Transcript(Payload):
    """What all transcripts have in common."""

    transcript_id: ThingId
    customer_id: PersonId | None = None
    associate_id: PersonId | None = None
    turns: Annotated[list[Turn], Field(min_length=1)]


class CallTranscribed(Transcript):
    """A call of a customer with a shop."""


class RoleplayTranscribed(Transcript):
    """An exercise of an associate."""


class CoachingTranscribed(Transcript):
    """A coaching of an associate."""


PAYLOADS: dict[str, type[Payload]] = {
    "transcript.call.completed": CallTranscribed,
    "transcript.roleplay.completed": RoleplayTranscribed,
    "transcript.coaching.completed": CoachingTranscribed,
}
