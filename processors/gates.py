"""The gates that a well-formed event of a registered retailer passes, in the order of semantics 1."""

from typing import NamedTuple

from contracts.event import Event
from processors.decision import Finding
from processors.facts.carried import age
from processors.findings import Found
from processors.judge.clauses import unique
from processors.plan import Plan
from processors.policy.pack import ClauseId, Minors
from processors.situate import Content, Person, admitted, asked_cookies, opted_out_of_mail
from processors.tag import Tagged

CHILDREN = frozenset({"childrens_data"})


class Stop(NamedTuple):
    """Why an event is quarantined."""

    clauses: tuple[ClauseId, ...]
    findings: tuple[Finding, ...] = ()
    facts: tuple[str, ...] = ()


class Passage(NamedTuple):
    """What a gate lets pass under conditions, and the fact that it rests on."""

    clauses: tuple[ClauseId, ...] = ()
    facts: tuple[str, ...] = ()


PASSED = Passage()


def minor_gate(event: Event, plan: Plan, person: Person) -> Stop | Passage:
    """Gate 7: an event about a person whom a pack takes for too young (semantics 7)."""
    if person.known.birth_year is None or plan.is_request:
        return PASSED
    years = age(person.known.birth_year, event.instant)
    stops: list[ClauseId] = []
    passed = PASSED
    for pack in plan.packs:
        if pack.minors is None or years >= pack.minors.quarantine_under:
            continue
        unless = _excepted(pack.minors, person)
        if unless is None:
            stops.append(pack.minors.clause)
        elif unless.clauses and pack.prohibited:
            passed = Passage((pack.prohibited.clause, *unless.clauses), unless.facts)
    return Stop(unique(stops), facts=person.known.facts) if stops else passed


def _excepted(rule: Minors, person: Person) -> Passage | None:
    """The passage that a guardian or a written authorization opens; None where neither does."""
    if rule.unless == "guardian_permission":
        return PASSED if person.known.guardian_permission else None
    grant = admitted(person, CHILDREN) if rule.unless == "authorization" else None
    return Passage((rule.clause,), (grant[1],)) if grant else None


def is_teen(event: Event, plan: Plan, person: Person) -> bool:
    """Whether the person is old enough to pass gate 7 and young enough for a pack to narrow purposes."""
    if person.known.birth_year is None:
        return False
    years = age(person.known.birth_year, event.instant)
    return any(pack.minors and pack.minors.narrow_under and years < pack.minors.narrow_under for pack in plan.packs)


def prohibited_gate(plan: Plan, person: Person, tagged: Tagged, found: tuple[Found, ...]) -> Stop | Passage:
    """Gate 8: an event that holds prohibited data (semantics 6)."""
    rules = plan.platform.prohibited
    if not found or rules is None:
        return PASSED
    paths = tagged.shape.paths
    held = [finding for finding in found if paths[finding.leaf] not in rules.passes]
    if not held:
        return PASSED
    classes = frozenset(finding.kind for finding in held)
    grant = admitted(person, classes) if rules.authorized_classes else None
    if grant:
        return Passage((rules.clause,), (grant[1],))
    also = [rules.also[kind] for kind in sorted(classes) if kind in rules.also]
    return Stop(unique([rules.clause, *also]), tuple(dict.fromkeys(Finding(kind, paths[leaf]) for kind, leaf in held)))


def usage_gate(event: Event, plan: Plan, person: Person) -> Passage:
    """Gate 9: a usage event that the person's choices keep from every sink (semantics 5)."""
    clauses: list[ClauseId] = []
    facts: list[str] = []
    for pack in plan.packs:
        rules = pack.choices
        if rules.dnt and rules.dnt.honoured and event.dnt and event.cookieclass != "essential":
            clauses.append(rules.dnt.clause)
        if rules.cookies and event.cookieclass not in (None, "essential"):
            accepted = asked_cookies(person, event.cookieclass)
            if accepted.granted is not True:
                clauses.append(rules.cookies.clause)
            facts += [accepted.fact] if accepted.fact else []
        if rules.email_opens and event.type == "usage.email.opened":
            choice = opted_out_of_mail(person)
            if choice.granted is False:
                clauses.append(rules.email_opens)
            facts += [choice.fact] if choice.fact else []
    return Passage(unique(clauses), tuple(facts))


def tainted(found: tuple[Found, ...]) -> tuple[tuple[str, int], ...]:
    """The classes found, each with the mask of the leaves that hold it."""
    masks: dict[str, int] = {}
    for kind, leaf in found:
        masks[kind] = masks.get(kind, 0) | 1 << leaf
    return tuple(sorted(masks.items()))


def content_of(
    event: Event, plan: Plan, person: Person, found: tuple[Found, ...], withheld: int, passages: tuple[Passage, ...]
) -> Content:
    """Put together what the gates found out."""
    admitted_by = unique([clause for passage in passages for clause in passage.clauses])
    stops = usage_gate(event, plan, person) if plan.is_usage else PASSED
    return Content(tainted(found) if found else (), withheld, admitted_by, stops.clauses, is_teen(event, plan, person))
