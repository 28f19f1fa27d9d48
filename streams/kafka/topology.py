"""The names of topics and what each is for (interface 4); their settings stand in `topics.yaml`."""

from contracts.catalogue import FACTS, PAYLOADS
from contracts.routing import topic_of

EVENTS = tuple(sorted({topic_of(event_type) for event_type in PAYLOADS if not event_type.startswith("governance.")}))
"""Where producers put events; each has as many partitions as every other topic but the wide ones."""

FACTS_TOPICS = tuple(sorted({topic_of(fact_type) for fact_type in FACTS}))
"""Where control facts stand, compacted."""

PERSON_FACTS = ("governance.person", "governance.preference", "governance.request")
"""Facts that always name a person; they lie in the partition of that person's events."""

WIDE_FACTS = tuple(topic for topic in FACTS_TOPICS if topic not in PERSON_FACTS)
"""Facts of one partition that every slot reads whole: of retailers, or of all of a retailer's persons."""

CONTACTS = "governance.contact"
"""Numbers that said STOP or START; one partition that every slot reads whole, written by slots alone."""

CARRIED = "governance.carried"
"""Links and birthdays that events carried, in the partition of their person; written by slots alone."""

SEEN = "governance.seen"
"""Digests of the identities governed, in the partition where they were; written by slots alone."""

QUARANTINE = "governance.quarantine"
DEAD_LETTERS = "governance.dead-letters"
LEDGER = "governance.ledger"

ORDERED_BY_PERSON = (*EVENTS, *PERSON_FACTS, CARRIED, SEEN, QUARANTINE, DEAD_LETTERS, LEDGER)
"""Topics whose partition counts are equal, as those of sinks are."""

WIDE = (*WIDE_FACTS, CONTACTS)
"""Topics of one partition."""


def sink_topic(sink: str) -> str:
    """The topic of a sink's copies."""
    return f"sink.{sink}"
