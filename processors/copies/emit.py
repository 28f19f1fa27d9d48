"""The labelled copies of one governed event, each a CloudEvent of its own (interface 3 and 5)."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

import orjson

from contracts.event import Event
from contracts.instant import format_instant
from processors.attributes import Attributes
from processors.copies.copy import Copy
from processors.copies.payload import AS_IT_IS, Lowering, payload
from processors.copies.redaction import redacted
from processors.copies.tokens import Tokens
from processors.framing import framed
from processors.governed import Governed
from processors.memo import Memo
from processors.verdict import Verdict

SOURCE = "/assay"
ID_BYTES = 16
TOKENS_MAX = 65_536
DAYS_MAX = 4_096
DAY = 86_400_000_000  # In microseconds.

_UNNAMED = hashlib.blake2b(digest_size=ID_BYTES, person=b"assay.copy")


class Emitter:
    """Builds copies under one key; holds the tokens' key schedules, nothing of any event."""

    def __init__(self, key: bytes) -> None:
        self._tokens: Memo[tuple[str, str], Tokens] = Memo(lambda place: Tokens(key, *place), TOKENS_MAX)
        self._of_sink: Memo[str, Attributes] = Memo(lambda sink: Attributes({"sink": sink}), TOKENS_MAX)

    def copies(self, governed: Governed, controlposition: str) -> list[Copy]:
        """The copy of each sink that gets one, in the catalogue's order."""
        allowed = governed.decision.verdicts.allowed
        if not allowed:
            return []
        event, subject = governed.event, governed.tagged.subject
        labels, payloads = _Labels(governed, controlposition), _Payloads(governed)
        identity = _UNNAMED.copy()
        identity.update(framed(event.source, event.id))
        made: list[Copy] = []
        for sink, verdict in allowed:
            # An id is made of the event's identity and the sink's name, and so the same on every run.
            named = identity.copy()
            named.update(sink.encode())
            parts, data = labels.parts(verdict, self._of_sink[sink]), payloads.shared.get(verdict.alike)
            if verdict.form == "identified":
                data = data or payloads.identified(verdict)
                made.append(Copy(sink, named.hexdigest(), event.subject, parts, data))
                continue
            data = data or payloads.lowered(verdict, self._tokens[event.retailer, sink])
            known_as = None
            if subject and verdict.form == "pseudonymised":
                known_as = self._tokens[event.retailer, sink].token(subject)
                parts.append(Attributes({"subject": known_as}))
            made.append(Copy(sink, named.hexdigest(), known_as, parts, data))
        return made

    def tokens(self, retailer: str, sink: str) -> Tokens:
        """The pseudonyms of a retailer at a sink."""
        return self._tokens[retailer, sink]


class _Labels:
    """The attributes of one event's copies, in parts that several of them share."""

    def __init__(self, governed: Governed, controlposition: str) -> None:
        self._event, decision = governed.event, governed.decision
        self._common = {
            "source": SOURCE,
            "type": self._event.type,
            "datacontenttype": "application/json",
            "causationid": self._event.id,
            **decision.label,
            "controlposition": controlposition,
        }
        self._identified: Attributes | None = None
        self._coarse: Attributes | None = None
        self._expiry = Attributes({"expirytime": decision.expirytime}) if decision.expirytime else None

    def parts(self, verdict: Verdict, of_sink: Attributes) -> list[Attributes]:
        """The attributes of a copy but for a token: what its event and label have, what its verdict adds, its sink."""
        common, decided = self._told(verdict), verdict.attributes
        if verdict.authorization and "authorization" in self._common:
            common = Attributes({**common.values, "authorization": verdict.authorization})
            decided = Attributes({name: text for name, text in decided.values.items() if name != "authorization"})
        if verdict.expires and self._expiry:
            return [common, decided, self._expiry, of_sink]
        return [common, decided, of_sink]

    def _told(self, verdict: Verdict) -> Attributes:
        """What a copy of this form has of its event's attributes and of the label of the event."""
        if verdict.form == "identified":
            if self._identified is None:
                self._identified = Attributes({**self._common, **_envelope(self._event)})
            return self._identified
        if self._coarse is None:
            self._coarse = Attributes({**self._common, **_coarse_envelope(self._event)})
        return self._coarse


class _Payloads:
    """The payloads of one event's copies. `shared` has those that come out alike at several sinks."""

    def __init__(self, governed: Governed) -> None:
        self._event, self._tagged, self._read = governed.event, governed.tagged, governed.read
        self.shared: dict[tuple[str, int], bytes] = {}
        self._texts: dict[int, list[str]] | None = None

    def identified(self, verdict: Verdict) -> bytes:
        """A payload with the values as they are."""
        made = self.shared[verdict.alike] = orjson.dumps(payload(self._event, self._tagged, verdict, AS_IT_IS))
        return made

    def lowered(self, verdict: Verdict, tokens: Tokens) -> bytes:
        """A payload with less identifying values; with tokens in it, it is no other sink's."""
        texts: dict[int, Iterator[str]] = {}
        if verdict.kept & self._tagged.shape.texts:
            if self._texts is None:
                self._texts = redacted(self._read)
            texts = {leaf: iter(read) for leaf, read in self._texts.items()}
        made = orjson.dumps(payload(self._event, self._tagged, verdict, Lowering(texts, tokens.token)))
        if verdict.form != "pseudonymised":
            self.shared[verdict.alike] = made
        return made


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
    envelope = {"time": f"{_month(event.instant // DAY)}-01T00:00:00Z"}
    if event.region:
        country, _, part = event.region.partition("-")
        envelope["region"] = event.region if country.upper() == "US" and part else country
    return envelope


@lru_cache(maxsize=DAYS_MAX)
def _month(day: int) -> str:
    return format_instant(day * DAY)[:7]
