"""Rules of access in the words of kafka-python's admin client."""

from typing import Any

from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
)

from streams.kafka.rules import Pattern, Rule

EVERY_RULE = ACLFilter(
    None,
    None,
    ACLOperation.ANY,
    ACLPermissionType.ANY,
    ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY),
)


def as_acl(rule: Rule) -> ACL:
    """The rule to be made."""
    return ACL(*_parts(rule), ResourcePattern(*_resource(rule.pattern)))


def as_filter(rule: Rule) -> ACLFilter:
    """What matches this rule and no other."""
    return ACLFilter(*_parts(rule), ResourcePatternFilter(*_resource(rule.pattern)))


def as_rule(acl: ACL) -> Rule:
    """A rule that was found."""
    resource = acl.resource_pattern
    pattern = Pattern(resource.resource_type.name, resource.pattern_type.name, resource.resource_name)
    return Rule(acl.principal, acl.operation.name, pattern, acl.permission_type.name, acl.host)


def _parts(rule: Rule) -> tuple[Any, ...]:
    return rule.principal, rule.host, ACLOperation[rule.operation], ACLPermissionType[rule.permission]


def _resource(pattern: Pattern) -> tuple[Any, ...]:
    return ResourceType[pattern.resource_type], pattern.name, ACLResourcePatternType[pattern.pattern_type]
