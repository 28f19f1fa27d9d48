"""A number of a text with what is said about it: the one thing that the judges of numbers look at."""

from dataclasses import dataclass

from processors.text.prohibited.cues import Cue
from processors.text.prohibited.spoken import Run


@dataclass(frozen=True, slots=True)
class Said:
    """A run and the runs that may go on with it, with the kinds named before it, nearest first."""

    text: str
    run: Run
    cues: tuple[Cue, ...]
    more: tuple[Run, ...]

    @property
    def nearest(self) -> Cue | None:
        """What the run is said to be by the last word that says it."""
        return self.cues[0] if self.cues else None

    def cue(self, kind: str) -> Cue | None:
        """The cue of a kind, unless a number of no concern is named closer."""
        first = next((cue for cue in self.cues if cue.kind in (kind, "other")), None)
        return first if first is not None and first.kind == kind else None
