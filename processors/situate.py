"""From an event and the facts in force to its situation: every look-up of a decision happens here."""

from collections.abc import Sequence
from typing import NamedTuple

from contracts.event import Event
from processors.dates import instant_or_none
from processors.facts.authorization import Grant, admitting, covering
from processors.facts.contact import canonical
from processors.facts.disclosure import Disclosure, holds, open_disclosures
from processors.facts.person import NOBODY, Known, known
from processors.facts.preference import UNANSWERED, Answer, Asking, answer
from processors.facts.request import NOTHING_STANDS, Standing, standing
from processors.facts.rows import Row, order
from processors.facts.store import Facts
from processors.plan import REFERENCES, Plan, Question
from processors.situation import Situation
from processors.tag import Tagged

TEXTS = ("message.sms.sent", "message.mms.sent")
OPENS = "usage.email.opened"
NONE_OPENED: frozenset[Disclosure] = frozenset()


class Person(NamedTuple):
    """What the facts in force say of an event's person and retailer, with the ids of those that say it."""

    rows: Sequence[Row]
    known: Known
    standing: Standing
    grants: list[tuple[Grant, str]]


class Content(NamedTuple):
    """What the gates found out about an event's content.

    `tainted`: prohibited classes that passed, with the leaves that hold them; `withheld`: free text nobody vouches for;
    `authorized`: the clauses under which data was admitted by a written authorization; `stops`: those of gate 9.
    """

    tainted: tuple[tuple[str, int], ...] = ()
    withheld: int = 0
    authorized: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    teen: bool = False


def person_of(event: Event, tagged: Tagged, facts: Facts) -> Person:
    """Look up the event's person and the retailer's authorizations, as of the event's time."""
    grants = facts.grants(event.retailer, event.instant)
    rows = facts.person(event.retailer, tagged.subject, event.instant)
    return Person(rows, known(rows), standing(rows), grants) if rows else Person((), NOBODY, NOTHING_STANDS, grants)


def situate(
    event: Event, tagged: Tagged, plan: Plan, person: Person, facts: Facts, content: Content
) -> tuple[Situation, tuple[str, ...]]:
    """The event's situation, and the ids of the facts that made it so."""
    answers, used = _answers(event, plan, person.rows) if person.rows else (plan.unanswered, [])
    wide = _merged(facts.wide(event.retailer, event.instant), person.rows)
    opened = open_disclosures(wide, tagged.subject, event.instant) if wide else []
    held = holds(wide, tagged.subject) if wide else []
    shared, any_models = _authorizations(tagged, plan, person, content) if person.grants else (None, None)
    stop = _stop(event, plan, facts) if event.type in TEXTS else None
    situation = Situation(
        present=tagged.present,
        withheld=content.withheld,
        undated=_undated(event, tagged),
        tainted=content.tainted,
        answers=answers,
        fallen=person.standing.fallen,
        restricted=person.standing.restricted,
        teen=content.teen,
        authorized=content.authorized,
        shared=shared[0].authorization if shared else None,
        any_models=any_models[0].authorization if any_models else None,
        stopped=bool(stop and stop[0]),
        country=plan.country(country(event, person.known)),
        gpc=event.gpc,
        dnt=event.dnt and plan.asks_dnt,
        opened=frozenset([disclosure for disclosure, _ in opened]) if opened else NONE_OPENED,
        held=bool(held),
        stops=content.stops,
        doubted=person.standing.doubted,
    )
    found = [*used, *person.known.facts, *person.standing.facts, *[fact for _, fact in opened], *held]
    found += [said[1] for said in (shared, any_models, stop) if said]
    return situation, tuple(dict.fromkeys(found))


def country(event: Event, person: Known) -> str | None:
    """The person's country: the event's region wins over the record."""
    region = event.region or person.region
    return region.partition("-")[0].upper() if region else None


def asked_cookies(person: Person, cookieclass: str | None) -> Answer:
    """Whether the person accepted a class of cookies."""
    return answer(person.rows, Asking("cookies", "", cookieclass=cookieclass))


def opted_out_of_mail(person: Person) -> Answer:
    """The person's choice of marketing e-mail, as it counts for the opening of a mail (semantics 12)."""
    return answer(person.rows, Asking("marketing_email", "", purpose="marketing", channel="email"))


def _answers(event: Event, plan: Plan, rows: Sequence[Row]) -> tuple[tuple[bool | None, ...], list[str]]:
    chosen: dict[str, list[Row]] = {}
    for row in rows:
        if row.kind == "preference":
            chosen.setdefault(row.value.preference, []).append(row)
    if not chosen:
        return plan.unanswered, []
    found = [
        answer(chosen[question.preference], _asking(event, question)) if question.preference in chosen else UNANSWERED
        for question in plan.questions
    ]
    return tuple(given.granted for given in found), [given.fact for given in found if given.fact]


def _asking(event: Event, question: Question) -> Asking:
    preference, sink, purpose, channel, cookieclass = question
    references = tuple(event.data[key] for key in REFERENCES.get(preference, ()) if event.data.get(key))
    contact = _contact(event, channel) if channel else None
    return Asking(preference, sink, purpose, channel, contact, cookieclass, references)


def _contact(event: Event, channel: str) -> str | None:
    """The contact that a choice may be bound to: the other end of a message, else the record's own."""
    if event.type == OPENS:
        return None
    if event.type.startswith("message."):
        found = event.data.get("from" if event.type.endswith(".received") else "to")
    else:
        found = event.data.get("email" if channel == "email" else "phone")
    return canonical(found) if found else None


def _stop(event: Event, plan: Plan, facts: Facts) -> tuple[bool, str] | None:
    number = event.data.get("to") if plan.marketing or "marketing" in plan.purposes else None
    return facts.stopped(event.retailer, canonical(number), event.instant) if number else None


def _authorizations(
    tagged: Tagged, plan: Plan, person: Person, content: Content
) -> tuple[tuple[Grant, str] | None, tuple[Grant, str] | None]:
    """The authorizations covering every category of the event: for shared models, and for any.

    A retailer with a policy of its own cannot authorize what that policy does not offer (semantics 4), and nothing is
    authorized for a person who is barred from training.
    """
    stands = person.standing
    halted = stands.restricted or stands.doubted
    barred = halted or "model_improvement" in stands.fallen or content.authorized
    if plan.retailer is not None or plan.platform.training is None or barred:
        return None, None
    present = frozenset(tagged.shape.categories(tagged.present)) - {"technical"}
    return covering(person.grants, present, ("shared",)), covering(person.grants, present, ("shared", "retailer"))


def _undated(event: Event, tagged: Tagged) -> int:
    dates = tagged.present & tagged.shape.dates
    if not dates:
        return 0
    unread = {leaf for leaf, text, _ in tagged.shape.values(event.data, dates) if instant_or_none(text) is None}
    return sum(1 << leaf for leaf in unread)


def _merged(first: Sequence[Row], second: Sequence[Row]) -> Sequence[Row]:
    if not first or not second:
        return first or second
    return sorted((*first, *second), key=order)


def admitted(person: Person, classes: frozenset[str]) -> tuple[Grant, str] | None:
    """The written authorization in force that admits every one of these prohibited classes."""
    return admitting(person.grants, classes)
