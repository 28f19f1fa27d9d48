"""Facts that events carry themselves: STOP and START, links, birthdays (semantics 5, 7 and 12)."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta

from contracts.event import Event
from processors.facts.compile import Place
from processors.facts.contact import canonical
from processors.facts.preference import Choice
from processors.facts.rows import Row

STOP_WORDS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "revoke"})
START_WORDS = frozenset({"start", "yes", "unstop"})
REPLY_TYPES = frozenset({"message.sms.received", "message.mms.received"})
LINK_TYPES = {"account.linked": True, "account.unlinked": False}
ADULT_YEARS = 18

_NOT_A_WORD = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(?<!\d)((?:18|19|20|21)\d\d)(?:(?=\d{4}(?!\d))|(?!\d))")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CARRIER_TYPES = REPLY_TYPES | LINK_TYPES.keys() | {"crm.customer.upserted"}


def carried(event: Event, subject: str | None) -> list[tuple[Place, Row]]:
    """The facts that this event carries about its person or number."""
    if event.type not in CARRIER_TYPES:
        return []
    if event.type in REPLY_TYPES:
        return _reply(event)
    if subject is None:
        return []
    if event.type in LINK_TYPES:
        return [_link(event, subject)]
    return _birthday(event, subject)


def age(birth_year: int, instant: int) -> int:
    """The youngest the person can be in the year of `instant` (semantics 7)."""
    return year_of(instant) - birth_year - 1


def year_of(instant: int) -> int:
    """The year, in UTC, of a moment in microseconds since the epoch."""
    return (_EPOCH + timedelta(microseconds=instant)).year


def _reply(event: Event) -> list[tuple[Place, Row]]:
    number, word = event.data.get("from"), _word(event.data["body"])
    if not number or word not in STOP_WORDS | START_WORDS:
        return []
    stops = word in STOP_WORDS
    place = Place(event.retailer, None, canonical(number))
    return [(place, Row(event.instant, stops, event.id, "reply", stops))]


def _word(body: str) -> str:
    """A body without blanks and punctuation, in one spelling."""
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", body)).casefold()


def _link(event: Event, subject: str) -> tuple[Place, Row]:
    linked = LINK_TYPES[event.type]
    value = Choice("integration", linked, recipient=event.data["integration"])
    return Place(event.retailer, subject), Row(event.instant, not linked, event.id, "preference", value)


def _birthday(event: Event, subject: str) -> list[tuple[Place, Row]]:
    """A birthday is kept while it can make a difference: an adult today is an adult at every later event.

    Whatever way it is written, the latest year in it counts: a child must not pass by the spelling of a date.
    """
    years = [int(year) for year in _YEAR.findall(event.data.get("birthday") or "")]
    if not years or age(max(years), event.instant) >= ADULT_YEARS:
        return []
    return [(Place(event.retailer, subject), Row(event.instant, False, event.id, "birthday", max(years)))]
