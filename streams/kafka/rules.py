"""What a principal may do with a resource of the brokers, and which rules concern the same resources."""

from collections.abc import Iterable
from typing import NamedTuple

LITERAL, PREFIXED = "LITERAL", "PREFIXED"
EVERYTHING = "*"


class Pattern(NamedTuple):
    """Resources of a type by their name, or by how their names begin; a literal `*` is all of them."""

    resource_type: str
    pattern_type: str
    name: str

    def overlaps(self, other: "Pattern") -> bool:
        """Whether there may be a resource that both are of."""
        if self.resource_type != other.resource_type:
            return False
        if EVERYTHING in (self.name, other.name):
            return True
        if self.pattern_type == other.pattern_type == LITERAL:
            return self.name == other.name
        return (self.pattern_type == PREFIXED and other.name.startswith(self.name)) or (
            other.pattern_type == PREFIXED and self.name.startswith(other.name)
        )

    def __str__(self) -> str:
        end = "*" if self.pattern_type == PREFIXED else ""
        return f"{self.resource_type.lower().replace('_', ' ')} {self.name}{end}"


class Rule(NamedTuple):
    """One rule of access, in the brokers' words."""

    principal: str
    operation: str
    pattern: Pattern
    permission: str = "ALLOW"
    host: str = EVERYTHING

    @property
    def told(self) -> str:
        """What the principal may do, or may not."""
        where = "" if self.host == EVERYTHING else f" from {self.host}"
        forbidden = "" if self.permission == "ALLOW" else "not "
        return f"{forbidden}{self.operation.lower().replace('_', ' ')} {self.pattern}{where}"


def topic(name: str) -> Pattern:
    """One topic."""
    return Pattern("TOPIC", LITERAL, name)


def named(resource_type: str, name: str) -> Pattern:
    """Resources of a type by a name; one that ends in `*` is that of whatever begins so."""
    if name.endswith("*"):
        return Pattern(resource_type, PREFIXED, name[:-1])
    return Pattern(resource_type, LITERAL, name)


def concerning(rules: Iterable[Rule], patterns: Iterable[Pattern]) -> list[Rule]:
    """Those of the rules that concern any of the resources, in order."""
    resources = set(patterns)
    return sorted(rule for rule in rules if any(rule.pattern.overlaps(resource) for resource in resources))
