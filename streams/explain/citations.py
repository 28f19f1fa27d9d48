"""Clauses as they stand in their documents, in the versions that an event was judged by."""

from collections.abc import Iterable
from typing import NamedTuple

from processors.policy.keeping import Composition
from processors.policy.pack import Pack
from processors.policy.packs import Packs

ACROSS = "across packs"


class Citation(NamedTuple):
    """Where a clause stands, and what it says; a clause across packs stands in no document."""

    clause: str
    pack: str
    version: str | None
    document: str | None
    section: str | None
    says: str


def cite(clauses: Iterable[str], policyversion: str, packs: Packs, composition: Composition) -> list[Citation]:
    """Cite each clause once, in the judging versions where those have it, else in the latest version that has it."""
    versions = packs.all()
    judging = [pack for name in policyversion.split(",") for pack in versions if pack.name == name]
    ranked = [*judging, *reversed(versions)]
    return [_cited(clause, ranked, composition) for clause in dict.fromkeys(clauses)]


def _cited(clause: str, ranked: list[Pack], composition: Composition) -> Citation:
    if clause in composition.clauses:
        return Citation(clause, ACROSS, None, None, None, composition.clauses[clause].must)
    pack = next((pack for pack in ranked if clause in pack.clauses), None)
    if pack is None:
        return Citation(clause, "unknown", None, None, None, "This clause stands in none of the packs.")
    promise = pack.clauses[clause]
    return Citation(clause, pack.pack, pack.version, pack.document.file, promise.section, promise.says)
