"""Ways to spoil a record.

What a line of a file can say too comes out of a replay alike; what only Kafka can carry bears the reason for which it
must be refused, in a header of its own.
"""

import random
from collections.abc import Callable

import orjson

from tests.chaos.records import REASON
from tests.chaos.sending import BINARY, STRUCTURED, Json, Sending, event_key, event_sending

Spoil = Callable[[Json, random.Random], Sending]

REQUIRED = ("specversion", "id", "source", "type", "time", "retailer")
LONG_CHARACTERS = 400_000


def _changed(event: Json, rng: random.Random, change: Json) -> Sending:
    sound = event_sending(event, binary=rng.random() < 0.5)
    spoilt = event_sending({**event, **change}, binary=len(sound.headers) > 1)
    # Keyed and sent as the sound event would be: a producer's fault is in what it says.
    return spoilt._replace(topic=sound.topic, key=sound.key)


def unknown_type(event: Json, rng: random.Random) -> Sending:
    """An event of a type that there is not."""
    return _changed(event, rng, {"type": "crm.dream.dreamt"})


def unknown_field(event: Json, rng: random.Random) -> Sending:
    """An event with a field that no contract has."""
    return _changed(event, rng, {"data": {**event["data"], "favourite_colour": "teal"}})


def wrong_kind(event: Json, rng: random.Random) -> Sending:
    """An event with a list where a text must be."""
    names = [name for name in event["data"] if name != "customer_id"]
    return _changed(event, rng, {"data": {**event["data"], rng.choice(names): [1]}})


def unknown_purpose(event: Json, rng: random.Random) -> Sending:
    """An event for a purpose that there is not."""
    return _changed(event, rng, {"purpose": "world_domination"})


def long_text(event: Json, rng: random.Random) -> Sending:
    """An event, sound but long, near what its topic takes."""
    text = "The opal pendant is lovely. " * (rng.randrange(LONG_CHARACTERS) // 28 + 1)
    data = {"customer_id": event.get("subject") or "c0-0", "author_id": "a-1", "text": text}
    return event_sending({**event, "type": "crm.note.added", "data": data}, binary=rng.random() < 0.5)


def missing_attribute(event: Json, rng: random.Random) -> Sending:
    """An event without one of the attributes that all must have."""
    sound = event_sending(event, binary=True)
    missing = rng.choice(REQUIRED)
    if rng.random() < 0.5:
        return sound._replace(headers=tuple(header for header in sound.headers if header[0] != f"ce_{missing}"))
    left = {name: value for name, value in event.items() if name != missing}
    return sound._replace(value=orjson.dumps(left), headers=(STRUCTURED,))


def torn(event: Json, rng: random.Random) -> Sending:
    """A structured event that breaks off."""
    sound = event_sending(event, binary=False)
    whole = sound.value or b""
    return sound._replace(value=whole[: rng.randrange(1, len(whole) - 1)])


def other_encoding(event: Json, _: random.Random) -> Sending:
    """A structured event in an encoding that JSON has not."""
    sound = event_sending(event, binary=False)
    return sound._replace(value=b"\xff\xfe" + (sound.value or b""))


def empty_payload(event: Json, _: random.Random) -> Sending:
    """A binary event with no payload at all."""
    return event_sending(event, binary=True)._replace(value=None)


def empty_structured(event: Json, _: random.Random) -> Sending:
    """A structured event of which nothing is there."""
    return _only_kafka(event_sending(event, binary=False)._replace(value=b""), "malformed")


def torn_payload(event: Json, _: random.Random) -> Sending:
    """A binary event whose payload breaks off."""
    sound = event_sending(event, binary=True)
    return _only_kafka(sound._replace(value=(sound.value or b"")[:-1]), "malformed")


def broken_header(event: Json, _: random.Random) -> Sending:
    """A binary event with an attribute that is no text."""
    sound = event_sending(event, binary=True)
    return _only_kafka(sound._replace(headers=(*sound.headers, ("ce_region", b"\xff\xfe\xfd"))), "malformed")


def twin_header(event: Json, _: random.Random) -> Sending:
    """A binary event with two ids."""
    sound = event_sending(event, binary=True)
    return _only_kafka(sound._replace(headers=(*sound.headers, ("ce_id", b"another"))), "malformed")


def other_content_type(event: Json, _: random.Random) -> Sending:
    """A batch of events, which nobody reads."""
    sound = event_sending(event, binary=False)
    headers = (("content-type", b"application/cloudevents-batch+json"),)
    return _only_kafka(sound._replace(value=b"[" + (sound.value or b"") + b"]", headers=headers), "malformed")


def wrong_topic(event: Json, rng: random.Random) -> Sending:
    """A sound event in the topic of another family."""
    sound = event_sending(event, binary=rng.random() < 0.5)
    topic = "events.billing" if sound.topic != "events.billing" else "events.media"
    return _only_kafka(sound._replace(topic=topic), "unknown_type")


def no_event(event: Json, rng: random.Random) -> Sending:
    """Bytes of nothing that anybody knows."""
    sound = event_sending(event, binary=True)
    return _only_kafka(sound._replace(value=rng.randbytes(200), headers=(BINARY,)), "malformed")


def _only_kafka(sending: Sending, reason: str) -> Sending:
    return sending.with_header(REASON, reason)


SPOILS: tuple[Spoil, ...] = (
    unknown_type, unknown_field, wrong_kind, unknown_purpose, missing_attribute, torn, other_encoding, empty_payload,
    empty_structured, torn_payload, broken_header, twin_header, other_content_type, wrong_topic, no_event,
)  # fmt: skip


def in_wrong_partition(event: Json, partitions: int, rng: random.Random) -> Sending:
    """A sound event whose producer chose a partition as it liked."""
    sound = event_sending(event, binary=rng.random() < 0.5)
    return sound._replace(key=event_key(event)[::-1], partition=rng.randrange(partitions))
