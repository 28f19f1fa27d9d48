"""What can be wrong within one pack whose form is right: rules that contradict each other, or leave something open."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from contracts.catalogue import PAYLOADS, leaves
from contracts.vocabulary import COOKIE_CLASSES, RETENTION_KEYS
from processors.policy.named import named_clauses
from processors.policy.pack import Pack

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # Ids stand in comma-separated attributes, and after an `@`.
SHARED_PREFIX = "X-"
DISCLOSED = ("authority", "transaction")
PLATFORM_PARTS = ("prohibited", "rights", "links", "minors")
PLATFORM_ONLY = ("training", "prohibited", "rights", "links")
SITE_COOKIE = "performance"

Check = Callable[[Pack], Iterator[str]]


def faults_within(pack: Pack, shared: Collection[str]) -> Iterator[str]:
    """Every fault of a pack that shows without looking at another; `shared` are the clauses across packs."""
    yield from _unknown_clauses(pack, shared)
    for check in CHECKS:
        yield from check(pack)
    yield from _of_platform(pack) if pack.role == "platform" else _of_retailer(pack)


def _unknown_clauses(pack: Pack, shared: Collection[str]) -> Iterator[str]:
    for naming in named_clauses(pack):
        if naming.clause not in pack.clauses and naming.clause not in shared:
            yield f"{naming.place} names {naming.clause}, which is no clause of this pack nor one across packs"
    yield from (f"open names {clause}, which is no clause of this pack" for clause in pack.open.keys() - pack.clauses)


def _ids(pack: Pack) -> Iterator[str]:
    if not ID.fullmatch(pack.version):
        yield "version is not letters, digits, dots, dashes and underlines alone"
    for clause in pack.clauses:
        if not ID.fullmatch(clause):
            yield f"clause {clause!r} is not letters, digits, dots, dashes and underlines alone"
        elif clause.startswith(SHARED_PREFIX):
            yield f"clause {clause} has a name that is kept for clauses across packs"


def _contradictions(pack: Pack) -> Iterator[str]:
    for table, rules in (("purposes", pack.purposes), ("recipients", pack.recipients)):
        allowed = Counter((*rules.allowed, *rules.allowed_by))
        yield from (f"{table} allow {name} twice" for name, count in allowed.items() if count > 1)
        yield from (f"{table} both allow and deny {name}" for name in rules.denied_by if name in allowed)


def _open_doors(pack: Pack) -> Iterator[str]:
    """Who may only ever be given what a disclosure opened, and what must not be allowed by halves."""
    for recipient in DISCLOSED:
        rule = pack.recipients.allowed_by.get(recipient)
        if recipient in pack.recipients.allowed or (rule and not rule.opened):
            yield f"recipients allow {recipient} without a disclosure that opens it"


def _unread(pack: Pack) -> Iterator[str]:
    """Rules that say something else than what is done: whoever wrote them would be deceived."""
    cookies, site = pack.choices.cookies, pack.choices.site_analytics
    if cookies and set(cookies.classes) != set(COOKIE_CLASSES) - {"essential"}:
        yield "choices.cookies.classes must be every class but essential: acceptance is asked for all of them"
    if site and site.cookieclass != SITE_COOKIE:
        yield f"choices.site_analytics.cookieclass must be {SITE_COOKIE}: no other is asked for"
    if pack.retention.as_platform and pack.retention.periods:
        yield "retention.periods are never read beside as_platform"
    for key, retained in pack.retention.periods.items():
        if retained.period is None and retained.event is None:
            yield f"retention.periods.{key} has neither a period nor an event"
    basis = pack.legal_basis
    if basis:
        bases = Counter((*basis.consent, *basis.legal_obligation, *basis.legitimate_interests))
        yield from (f"legal_basis gives {purpose} two bases" for purpose, count in bases.items() if count > 1)


def _unknown_names(pack: Pack) -> Iterator[str]:
    types = pack.sensitive.types if pack.sensitive else ()
    yield from (f"sensitive.types names {name}, which is no event type" for name in types if name not in PAYLOADS)
    passes = pack.prohibited.passes if pack.prohibited else ()
    paths = {leaf.path for event_type in PAYLOADS for leaf in leaves(event_type)} if passes else set()
    yield from (f"prohibited.passes names {path}, which no contract has" for path in passes if path not in paths)


CHECKS: Iterable[Check] = (_ids, _contradictions, _open_doors, _unread, _unknown_names)


def _of_platform(pack: Pack) -> Iterator[str]:
    """What only a platform's pack can say, and without which something would pass by silence."""
    yield from (f"a platform's pack needs {part}" for part in PLATFORM_PARTS if getattr(pack, part) is None)
    missing = [key for key in RETENTION_KEYS if key not in pack.retention.periods]
    if missing and not pack.retention.as_platform:
        yield f"retention.periods of a platform lacks {', '.join(missing)}"
    if pack.retention.as_platform:
        yield "retention.as_platform is for a retailer's pack"
    allowed = {*pack.purposes.allowed, *pack.purposes.allowed_by}
    recipients = {*pack.recipients.allowed, *pack.recipients.allowed_by}
    if pack.training is None and ("model_improvement" in allowed or "ai_provider" in recipients):
        yield "a platform's pack that lets models be trained or AI providers be used needs training"
    if pack.choices.marketing is None and "marketing" in allowed:
        yield "a platform's pack that allows marketing needs choices.marketing"


def _of_retailer(pack: Pack) -> Iterator[str]:
    yield from (f"{part} is for a platform's pack" for part in PLATFORM_ONLY if getattr(pack, part) is not None)
    if pack.minors and pack.minors.unless == "authorization":
        yield "minors.unless authorization is for a platform's pack"
