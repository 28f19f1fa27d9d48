"""What people ask of AI features, what these answer, and how good it was."""

from typing import Annotated

from contracts.marks import Mark
from contracts.payloads.base import Payload
from contracts.scalars import Num, Str

AiName = Annotated[Str, Mark(("ai",), "nobody", "kept")]
AiWords = Annotated[Str, Mark(("ai",), "nobody", "redacted", text=True)]
AiMeasure = Annotated[Num, Mark(("ai",), "nobody", "kept")]


class PromptSubmitted(Payload):
    """What was asked of an AI feature."""

    feature: AiName
    model: AiName | None = None
    text: AiWords


class OutputGenerated(Payload):
    """What an AI feature answered."""

    feature: AiName
    model: AiName | None = None
    text: AiWords


class FeedbackGiven(Payload):
    """What a person thought of an AI feature's answer."""

    feature: AiName
    rating: AiMeasure | None = None
    comment: AiWords | None = None


class EvaluationRecorded(Payload):
    """How an AI feature measured up."""

    feature: AiName
    metric: AiName | None = None
    value: AiMeasure | None = None


PAYLOADS: dict[str, type[Payload]] = {
    "ai.prompt.submitted": PromptSubmitted,
    "ai.output.generated": OutputGenerated,
    "ai.feedback.given": FeedbackGiven,
    "ai.evaluation.recorded": EvaluationRecorded,
}
