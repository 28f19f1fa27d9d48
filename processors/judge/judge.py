"""The verdicts for all sinks, each worked out once for all events that are alike in what its tests ask about.

A verdict depends on the packs, on the sink, and on what its tests ask of plan and situation. So it is kept with all
that was asked for it, and a case that answers the same questions alike is given it again.
"""

from collections.abc import Callable
from operator import itemgetter
from typing import Any, NamedTuple, cast

from processors.judge.verdict import verdict
from processors.plan import Plan, SinkPlan
from processors.situation import Situation
from processors.verdict import Verdict
from processors.verdicts import Verdicts

REMEMBERED_MAX = 200_000  # About 500 bytes each; equal verdicts are one object.

OF_PLAN = ("type", "shape", "is_request", "is_message", "channel", "marketing", "ending")
OF_SITUATION = tuple(name for name in Situation._fields if name != "answers")

Question = str | tuple[str, str]
"""What is asked for: by its name, or a person's choice by the sink and the preference."""

Decided = tuple[str, Verdict]
"""A sink by its name, and its verdict."""


class _Answers(dict[Question, Any]):
    """All that can be asked of a plan and a situation."""

    def __init__(self, plan: Plan, situation: Situation) -> None:
        super().__init__((name, getattr(plan, name)) for name in OF_PLAN)
        self.update((name, getattr(situation, name)) for name in OF_SITUATION)
        chosen = zip(plan.questions, situation.answers, strict=True)
        self.update(((question.sink, question.preference), answer) for question, answer in chosen)

    def __missing__(self, question: Question) -> None:
        """A choice that matters nowhere under this plan; nothing else may be asked for."""
        if isinstance(question, str):
            raise KeyError(question)


class _Questioned:
    """A plan or a situation that notes what is asked of it."""

    def __init__(self, answers: _Answers, noted: dict[Question, Any]) -> None:
        self._answers, self._noted = answers, noted

    def __getattr__(self, name: str) -> Any:
        # Called for what is no attribute yet: what is asked for the first time.
        value = self._noted[name] = self.__dict__[name] = self._answers[name]
        return value


class _QuestionedPlan(_Questioned):
    """A plan, the same; its packs are not noted, since under others everything is worked out anew."""

    def __init__(self, plan: Plan, answers: _Answers, noted: dict[Question, Any]) -> None:
        super().__init__(answers, noted)
        self.packs, self.platform, self.early = plan.packs, plan.platform, plan.early

    def answered(self, _: Situation, sink: str, preference: str) -> bool | None:
        """What was chosen for this sink."""
        value: bool | None = self._answers[sink, preference]
        self._noted[sink, preference] = value
        return value


class _Alike(NamedTuple):
    """The verdicts of one sink for which the same was asked, by the answers."""

    answers_of: Callable[[_Answers], Any]
    verdicts: dict[Any, Decided]


class Judge:
    """Decides every sink under plans and in situations; remembers verdicts, nothing of any event."""

    def __init__(self) -> None:
        self._alike: dict[object, dict[tuple[Question, ...], _Alike]] = {}
        self._verdicts: dict[Verdict, Verdict] = {}
        self._remembered = 0

    def verdicts(self, plan: Plan, situation: Situation) -> Verdicts:
        """The verdict for every sink of the catalogue, in its order."""
        answers = _Answers(plan, situation)
        return Verdicts(tuple([self._decided(plan, planned, answers) for planned in plan.sinks]))

    def _decided(self, plan: Plan, planned: SinkPlan, answers: _Answers) -> Decided:
        same = plan.judging, planned.name, planned.purposes
        for alike in self._alike.get(same, {}).values():
            if found := alike.verdicts.get(alike.answers_of(answers)):
                return found
        noted: dict[Question, Any] = {}
        asked = _QuestionedPlan(plan, answers, noted), planned, _Questioned(answers, noted)
        made = verdict(*cast(tuple[Plan, SinkPlan, Situation], asked))
        decided = planned.name, self._verdicts.setdefault(made, made)
        self._remember(same, tuple(noted), answers, decided)
        return decided

    def _remember(self, same: object, questions: tuple[Question, ...], answers: _Answers, decided: Decided) -> None:
        if self._remembered >= REMEMBERED_MAX:
            self._alike.clear()
            self._verdicts.clear()
            self._remembered = 0
        tables = self._alike.setdefault(same, {})
        alike = tables.get(questions)
        if alike is None:
            alike = tables[questions] = _Alike(itemgetter(*questions), {})
        alike.verdicts[alike.answers_of(answers)] = decided
        self._remembered += 1
