"""What keeps a clause besides the rules of a pack: the clauses across packs, the code, and what is open."""

from pydantic import BaseModel, ConfigDict


class Shared(BaseModel):
    """One clause that binds whatever the packs are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    must: str


class Composition(BaseModel):
    """The clauses across packs, by id."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    clauses: dict[str, Shared]


class Keeping(BaseModel):
    """Which code keeps which clause, and what is not kept yet.

    `code`: modules that keep a clause, beside or without a rule. `partly`: what the keeping of a clause still lacks.
    `open`: clauses that nothing keeps yet, each with the reason.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: dict[str, tuple[str, ...]]
    partly: dict[str, str]
    open: dict[str, str]
