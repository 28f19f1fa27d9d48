"""The declared file of topics and access: its form, and how one file is read after another."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from contracts.problems import Unusable
from processors.policy.load import PolicyFault, load_model

BUILT_IN = files("streams.kafka") / "topics.yaml"
PARTITIONS_MAX = 10_000
REPLICATION_MAX = 100

Setting = str | int | float | bool | None


class Access(BaseModel):
    """What one principal may do."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    transactional_ids: tuple[str, ...] = ()


class Declaration(BaseModel):
    """The declared file, or one that is read after it and leaves out what stands."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    partitions: Annotated[int, Field(ge=1, le=PARTITIONS_MAX)] | None = None
    replication_factor: Annotated[int, Field(ge=1, le=REPLICATION_MAX)] | None = None
    topics: dict[str, dict[str, Setting]] = {}
    access: dict[str, Access | None] = {}

    def then(self, later: "Declaration") -> "Declaration":
        """This file with what a later one says in place of what this one does."""
        changed = {name: {**self.topics.get(name, {}), **settings} for name, settings in later.topics.items()}
        return Declaration(
            partitions=later.partitions or self.partitions,
            replication_factor=later.replication_factor or self.replication_factor,
            topics={**self.topics, **changed},
            access={**self.access, **later.access},
        )


def read_declaration(file: Path | None) -> Declaration:
    """The built-in file, with a given one read after it; Unusable, with every fault of its form, where it is none."""
    built_in = _read(BUILT_IN)
    return built_in.then(_read(file)) if file else built_in


def _read(source: Traversable) -> Declaration:
    try:
        return load_model(Declaration, source.read_text(encoding="utf8"))
    except PolicyFault as fault:
        raise Unusable("\n".join(f"{source.name}: {line}" for line in fault.faults)) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise Unusable(f"{source.name} cannot be read: {type(problem).__name__}") from None
