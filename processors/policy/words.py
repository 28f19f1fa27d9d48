"""The words that a pack is written in: clause ids, names of the vocabularies, periods."""

from collections.abc import Callable, Collection
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator

from contracts.vocabulary import PROHIBITED_CLASSES, PURPOSES, RETENTION_KEYS
from processors.policy.catalogue import RECIPIENT_CLASSES
from processors.policy.period import Period

CLAUSE = "a clause id"  # Marks every part of a pack that names a clause, so that they can be found.
ClauseId = Annotated[str, CLAUSE]

ClauseKind = Literal[
    "scope", "category", "prohibited", "purpose", "training", "recipient", "no_sale", "tracking", "opt_out",
    "retention", "rights", "residency", "minors", "versioning", "security", "breach",
]  # fmt: skip
Effect = Literal[
    "allow", "deny", "narrow", "quarantine", "label", "expire", "route", "report", "version",
]  # fmt: skip


def _period(value: object) -> object:
    return Period.parse(value) if isinstance(value, str) else value


PeriodText = Annotated[Period, BeforeValidator(_period)]


def _one_of(names: Collection[str]) -> Callable[[str], str]:
    def known(name: str) -> str:
        if name not in names:
            raise ValueError("not in the vocabulary")
        return name

    return known


# Keys of tables are looked up by plain text, so they are text that is checked and not a Literal.
PurposeName = Annotated[str, AfterValidator(_one_of(PURPOSES))]
RecipientName = Annotated[str, AfterValidator(_one_of(RECIPIENT_CLASSES))]
ProhibitedName = Annotated[str, AfterValidator(_one_of(PROHIBITED_CLASSES))]
RetentionName = Annotated[str, AfterValidator(_one_of(RETENTION_KEYS))]
