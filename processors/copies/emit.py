"""The labelled copies of one governed event, each a CloudEvent of its own (interface 3 and 5)."""

import hashlib
from collections.abc import Iterator
from typing import Any

from contracts.event import Event
from contracts.instant import format_instant
from processors.copies.payload import payload
from processors.copies.redaction import redacted
from processors.copies.tokens import SEPARATOR, Tokens
from processors.decision import Decision, Verdict
from processors.govern import Governed
from processors.judge.form import is_free_of_identifiers
from processors.tag import Tagged

SOURCE = "/assay"
ID_BYTES = 16


class Emitter:
    """Builds copies under one key; holds the tokens' key schedules, nothing of any event."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._tokens: dict[tuple[str, str], Tokens] = {}

    def copies(self, governed: Governed, controlposition: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each sink that gets a copy, in the catalogue's order, with the copy."""
        decision, event, tagged, read = governed.decision, governed.event, governed.tagged, governed.read
        if decision.outcome != "governed" or event is None or tagged is None or read is None:
            return
        texts: dict[int, list[str]] | None = None
        built: dict[tuple[str, int], dict[str, Any]] = {}
        for sink, verdict in decision.verdicts:
            if not verdict.allowed:
                continue
            if verdict.form != "identified" and texts is None:
                texts = redacted(read)
            tokens = self.tokens(event.retailer, sink)
            alike = (verdict.form, verdict.kept)
            data = built.get(alike)
            if data is None:
                data = payload(event.data, tagged.shape, verdict, texts or {}, tokens)
                if verdict.form != "pseudonymised":
                    built[alike] = data
            attributes = _attributes(event, tagged, decision, sink, verdict, tokens)
            yield sink, {**attributes, "controlposition": controlposition, "data": data}

    def tokens(self, retailer: str, sink: str) -> Tokens:
        """The pseudonyms of a retailer at a sink."""
        found = self._tokens.get((retailer, sink))
        if found is None:
            found = self._tokens[retailer, sink] = Tokens(self._key, retailer, sink)
        return found


def copy_id(source: str, event_id: str, sink: str) -> str:
    """The id of the copy of an event for a sink, the same on every run."""
    parts = (part.encode("utf8", "surrogatepass") for part in (source, event_id, sink))
    return hashlib.blake2b(SEPARATOR.join(parts), digest_size=ID_BYTES, person=b"assay.copy").hexdigest()


def _attributes(
    event: Event, tagged: Tagged, decision: Decision, sink: str, verdict: Verdict, tokens: Tokens
) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "specversion": "1.0",
        "id": copy_id(event.source, event.id, sink),
        "source": SOURCE,
        "type": event.type,
        **_envelope(event, tagged, verdict, tokens),
        "datacontenttype": "application/json",
        "causationid": event.id,
        **decision.label,
        "purpose": ",".join(verdict.purpose),
        "form": verdict.form,
        "clauses": ",".join(verdict.clauses),
        "sink": sink,
    }
    if verdict.authorization:
        attributes["authorization"] = verdict.authorization
    if verdict.legalbasis:
        attributes["legalbasis"] = verdict.legalbasis
    if verdict.expires and decision.expirytime:
        attributes["expirytime"] = decision.expirytime
    if verdict.expiryevent:
        attributes["expiryevent"] = verdict.expiryevent
    return attributes


def _envelope(event: Event, tagged: Tagged, verdict: Verdict, tokens: Tokens) -> dict[str, str]:
    """What a copy keeps of its event's attributes: all, or as little as its form allows (semantics 12, Copies)."""
    if verdict.form == "identified":
        kept = {"time": event.time, "subject": event.subject, "region": event.region}
        trace = {"traceparent": event.traceparent, "tracestate": event.tracestate}
        return {name: value for name, value in {**kept, **trace}.items() if value}
    envelope = {"time": f"{format_instant(event.instant)[:7]}-01T00:00:00Z"}
    if event.region:
        envelope["region"] = _coarse(event.region)
    if tagged.subject and not is_free_of_identifiers(verdict.form):
        envelope["subject"] = tokens.token(tagged.subject)
    return envelope


def _coarse(region: str) -> str:
    """The country, and the state in the US."""
    country, _, part = region.partition("-")
    return region if country.upper() == "US" and part else country
