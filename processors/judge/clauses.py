"""Which clause of which pack speaks."""

from collections.abc import Callable, Iterable

from processors.policy.pack import ClauseId, Pack, PurposeRule

DEFAULT = "X-default"
SUBJECT = "X-subject"
NONE: tuple[ClauseId, ...] = ()


def purpose_rule(pack: Pack, purpose: str) -> PurposeRule | None:
    """The rule by which the pack allows a purpose; None where it does not."""
    return pack.purposes.rules.get(purpose)


def purpose_clause(pack: Pack, purpose: str) -> ClauseId:
    """The clause of the pack's cell for a purpose, whether it allows or denies."""
    rule = purpose_rule(pack, purpose)
    if rule:
        return rule.clause
    denied: ClauseId = pack.purposes.denied_by.get(purpose, pack.purposes.stated_by)
    return denied


def of_packs(packs: Iterable[Pack], clause: Callable[[Pack], ClauseId | None]) -> list[ClauseId]:
    """The clause of each pack that has one; X-subject where none does, since a person's choice always acts."""
    return [found for pack in packs if (found := clause(pack))] or [SUBJECT]


def unique(clauses: Iterable[ClauseId]) -> tuple[ClauseId, ...]:
    """Each clause once, in the order in which they were first named."""
    return tuple(dict.fromkeys(clauses))
