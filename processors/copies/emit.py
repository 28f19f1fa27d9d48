"""The labelled copies of one governed event, each a CloudEvent of its own (interface 3 and 5)."""

import hashlib
from collections.abc import Iterator
from typing import Any

import orjson

from contracts.event import Event
from contracts.instant import format_instant
from processors.copies.copy import Attributes, Copy
from processors.copies.payload import payload
from processors.copies.redaction import redacted
from processors.copies.tokens import Tokens
from processors.framing import framed
from processors.governed import Governed
from processors.verdict import Verdict

SOURCE = "/assay"
ID_BYTES = 16


class Emitter:
    """Builds copies under one key; holds the tokens' key schedules, nothing of any event."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._tokens: dict[tuple[str, str], Tokens] = {}

    def copies(self, governed: Governed, controlposition: str) -> Iterator[Copy]:
        """The copy of each sink that gets one, in the catalogue's order."""
        event, tagged, read = governed.event, governed.tagged, governed.read
        allowed = governed.decision.verdicts.allowed
        if not allowed:
            return
        labels = _Labels(governed, controlposition)
        identity = _keyed(event.source, event.id)
        texts: dict[int, list[str]] | None = None
        shared: dict[tuple[str, int], bytes] = {}
        for sink, verdict in allowed:
            tokens = self.tokens(event.retailer, sink)
            alike = (verdict.form, verdict.kept)
            data = shared.get(alike)
            if data is None:
                if texts is None and verdict.form != "identified":
                    texts = redacted(read)
                data = orjson.dumps(payload(event, tagged, verdict, texts or {}, tokens))
                if verdict.form != "pseudonymised":
                    shared[alike] = data
            own, subject = {"sink": sink}, event.subject if verdict.form == "identified" else None
            if tagged.subject and verdict.form == "pseudonymised":
                own["subject"] = subject = tokens.token(tagged.subject)
            yield Copy(sink, _named(identity, sink), subject, (*labels.parts(verdict), Attributes(own)), data)

    def tokens(self, retailer: str, sink: str) -> Tokens:
        """The pseudonyms of a retailer at a sink."""
        found = self._tokens.get((retailer, sink))
        if found is None:
            found = self._tokens[retailer, sink] = Tokens(self._key, retailer, sink)
        return found


def _keyed(source: str, event_id: str) -> Any:
    """The digest that an event's copies share; a sink's name makes it the id of its copy, the same on every run."""
    return hashlib.blake2b(framed(source, event_id), digest_size=ID_BYTES, person=b"assay.copy")


def _named(identity: Any, sink: str) -> str:
    named = identity.copy()
    named.update(sink.encode())
    digest: str = named.hexdigest()
    return digest


class _Labels:
    """The parts of the attributes that copies of one event share, by form and by verdict."""

    def __init__(self, governed: Governed, controlposition: str) -> None:
        self._event = governed.event
        self._expirytime = governed.decision.expirytime
        self._common = Attributes(
            {
                "source": SOURCE,
                "type": governed.event.type,
                "datacontenttype": "application/json",
                "causationid": governed.event.id,
                **governed.decision.label,
                "controlposition": controlposition,
            }
        )
        self._envelopes: dict[bool, Attributes] = {}

    def parts(self, verdict: Verdict) -> tuple[Attributes, ...]:
        """The attributes of a copy but for what is its sink's own."""
        identified = verdict.form == "identified"
        envelope = self._envelopes.get(identified)
        if envelope is None:
            told = _envelope(self._event) if identified else _coarse_envelope(self._event)
            envelope = self._envelopes[identified] = Attributes(told)
        common, decided = self._common, verdict.attributes
        if verdict.authorization and "authorization" in common.values:
            common = Attributes({**common.values, "authorization": verdict.authorization})
            decided = {name: value for name, value in decided.items() if name != "authorization"}
        parts = (common, envelope, Attributes(decided))
        if verdict.expires and self._expirytime:
            return (*parts, Attributes({"expirytime": self._expirytime}))
        return parts


def _envelope(event: Event) -> dict[str, str]:
    """What an identified copy keeps of its event's attributes."""
    kept = {
        "time": event.time,
        "subject": event.subject,
        "region": event.region,
        "traceparent": event.traceparent,
        "tracestate": event.tracestate,
    }
    return {name: value for name, value in kept.items() if value}


def _coarse_envelope(event: Event) -> dict[str, str]:
    """What other copies keep: no subject or trace of the event's, the month, the country or US state (semantics 12)."""
    envelope = {"time": f"{format_instant(event.instant)[:7]}-01T00:00:00Z"}
    if event.region:
        country, _, part = event.region.partition("-")
        envelope["region"] = event.region if country.upper() == "US" and part else country
    return envelope
