"""How far a job has come, and the facts that it has met on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from processors.facts.compile import Place as FactPlace
from processors.facts.rows import Row
from processors.facts.store import Facts
from streams.lines import BEGINNING, Place
from streams.run.tally import Tally


@dataclass
class Standing:
    """How far a job has come: what a commit keeps besides seen identities and carried facts."""

    file: int = 0
    place: Place = BEGINNING
    requests_done: bool = False
    is_governed: bool = False
    sizes: dict[str, int] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)

    @classmethod
    def of_json(cls, kept: dict[str, Any] | None) -> "Standing":
        """Where a job stood; at its beginning where nothing was kept."""
        return cls(**{**kept, "place": Place(*kept["place"]), "tally": Tally.of_json(kept["tally"])}) if kept else cls()

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {**vars(self), "place": list(self.place), "tally": self.tally.as_json()}


class RecordedFacts(Facts):
    """Facts that also tell which were added since the last commit, once they are told to."""

    def __init__(self) -> None:
        super().__init__()
        self.recent: list[tuple[FactPlace, Row]] = []
        self.is_recording = False

    def add(self, rows: Iterable[tuple[FactPlace, Row]]) -> None:
        """Put rows in their places, and remember them."""
        added = list(rows)
        if self.is_recording:
            self.recent += added
        super().add(added)
