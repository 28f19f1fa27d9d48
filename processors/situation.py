"""All that a person, a moment and a content can change about a decision: the tests see nothing else of an event."""

from typing import NamedTuple

from processors.facts.disclosure import Disclosure


class Situation(NamedTuple):
    """One event's circumstances; equal plans in equal situations get equal verdicts.

    Masks number the leaves of the event type. `withheld`: free text that nobody vouches for. `undated`: dates that
    cannot be read, and so not made coarser. `tainted`: prohibited classes that were let in, with the leaves that hold
    them. `answers` are to the plan's questions. `authorized`: the clauses under which a written authorization admitted
    prohibited data or a child's data. `shared` and `any_models`: the authorization that covers training of shared
    models, of any. `stops`: the clauses of gate 9. `doubted`: a control fact about the person could not be read.
    """

    present: int
    withheld: int = 0
    undated: int = 0
    tainted: tuple[tuple[str, int], ...] = ()
    answers: tuple[bool | None, ...] = ()
    fallen: frozenset[str] = frozenset()
    restricted: bool = False
    teen: bool = False
    authorized: tuple[str, ...] = ()
    shared: str | None = None
    any_models: str | None = None
    stopped: bool = False
    country: str | None = None
    gpc: bool = False
    dnt: bool = False
    opened: frozenset[Disclosure] = frozenset()
    held: bool = False
    stops: tuple[str, ...] = ()
    doubted: bool = False
