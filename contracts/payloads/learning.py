"""What associates learn."""

from typing import Annotated

from contracts.marks import Mark
from contracts.payloads.base import Payload, PersonId
from contracts.scalars import Num, Str

Course = Annotated[Str, Mark(("learning",), "nobody", "redacted", text=True)]
Measure = Annotated[Num, Mark(("learning",), "nobody", "kept")]


class ProgressRecorded(Payload):
    """How far a learner has come in a course."""

    learner_id: PersonId
    course: Course | None = None
    progress: Measure | None = None


class ScoreRecorded(Payload):
    """How well a learner did in a course."""

    learner_id: PersonId
    course: Course | None = None
    score: Measure | None = None


PAYLOADS: dict[str, type[Payload]] = {
    "learning.progress.recorded": ProgressRecorded,
    "learning.score.recorded": ScoreRecorded,
}
