"""The verdicts for all sinks, each worked out once for all events that are alike in what its tests ask about.

What a sink's tests ask next depends on the packs and on what they were answered so far, and on nothing else. So its
verdicts are kept as a tree of questions about plan and situation: a case that answers every question on the way to a
verdict as an earlier one did gets that one's verdict.
"""

from collections.abc import Mapping
from typing import Any, cast

from processors.judge.verdict import verdict
from processors.plan import Plan, SinkPlan
from processors.situation import Situation
from processors.verdict import Verdict
from processors.verdicts import Verdicts

NODES_MAX = 500_000  # About 400 bytes each; equal verdicts are one object.

OF_PLAN = ("type", "shape", "is_request", "is_message", "channel", "marketing", "ending")
OF_SITUATION = tuple(name for name in Situation._fields if name != "answers")
NUMBERS: Mapping[str, int] = {name: number for number, name in enumerate((*OF_PLAN, *OF_SITUATION))}

Question = int | str
"""A question by its number, or for a choice of the person's the preference that was asked for."""


Decided = tuple[str, Verdict]
"""A sink by its name, and its verdict."""


class _Node:
    """One question, and what follows each answer to it."""

    __slots__ = ("follows", "question")

    def __init__(self, question: Question) -> None:
        self.question = question
        self.follows: dict[Any, _Node | Decided] = {}


class _Questioned:
    """A situation that notes each question asked of it, with the answer; what has no number cannot be asked."""

    def __init__(self, asked: object, noted: dict[Question, Any]) -> None:
        self._asked, self._noted = asked, noted

    def __getattr__(self, name: str) -> Any:
        # Called for what is no attribute yet: what is asked for the first time.
        value = self._noted[NUMBERS[name]] = self.__dict__[name] = getattr(self._asked, name)
        return value


class _QuestionedPlan(_Questioned):
    """A plan, the same. Its packs are not asked for: each has trees of its own."""

    def __init__(self, plan: Plan, situation: Situation, noted: dict[Question, Any]) -> None:
        super().__init__(plan, noted)
        self._plan, self._situation = plan, situation
        self.packs, self.platform, self.early = plan.packs, plan.platform, plan.early

    def answered(self, _: Situation, sink: str, preference: str) -> bool | None:
        """What was chosen for this sink."""
        value = self._noted[preference] = self._plan.answered(self._situation, sink, preference)
        return value


class Judge:
    """Decides every sink under plans and in situations; remembers verdicts, nothing of any event."""

    def __init__(self) -> None:
        self._trees: dict[Any, _Node | Decided] = {}
        self._verdicts: dict[Verdict, Verdict] = {}
        self._nodes = 0

    def verdicts(self, plan: Plan, situation: Situation) -> Verdicts:
        """The verdict for every sink of the catalogue, in its order."""
        answers = [getattr(plan, name) for name in OF_PLAN] + [getattr(situation, name) for name in OF_SITUATION]
        found = []
        for planned in plan.sinks:
            node = self._trees.get(_root(plan, planned))
            while isinstance(node, _Node):
                question = node.question
                if isinstance(question, int):
                    node = node.follows.get(answers[question])
                else:
                    node = node.follows.get(plan.answered(situation, planned.name, question))
            found.append(node or self._work_out(plan, planned, situation))
        return Verdicts(tuple(found))

    def _work_out(self, plan: Plan, planned: SinkPlan, situation: Situation) -> Decided:
        noted: dict[Question, Any] = {}
        asked = _QuestionedPlan(plan, situation, noted), planned, _Questioned(situation, noted)
        made = verdict(*cast(tuple[Plan, SinkPlan, Situation], asked))
        decided = planned.name, self._verdicts.setdefault(made, made)
        self._remember(_root(plan, planned), noted, decided)
        return decided

    def _remember(self, branch: object, noted: dict[Question, Any], decided: Decided) -> None:
        if self._nodes >= NODES_MAX:
            self._trees.clear()
            self._verdicts.clear()
            self._nodes = 0
        branches: dict[Any, _Node | Decided] = self._trees
        for question, answer in noted.items():
            node = branches.get(branch)
            if node is None:
                node = branches[branch] = _Node(question)
                self._nodes += 1
            if not isinstance(node, _Node) or node.question != question:
                raise RuntimeError("the tests of a sink asked something else than before")
            branches, branch = node.follows, answer
        branches[branch] = decided


def _root(plan: Plan, planned: SinkPlan) -> object:
    """What a tree is of: the packs, the sink, and those of its purposes that the event has."""
    return plan.judging, planned.name, planned.purposes
