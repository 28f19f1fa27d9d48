"""Everything that is sent, in order: facts of every kind, then events with duplicates and poison among them; seeded."""

import random
from collections import deque
from collections.abc import Iterator
from itertools import chain, islice

from contracts.routing import person_key
from tests.chaos import rounds
from tests.chaos.followups import follow_up
from tests.chaos.records import PERSON_FACTS, REASON, SERIAL
from tests.chaos.sending import Json, Sending, event_sending, fact_sending
from tests.chaos.spoiling import SPOILS, in_wrong_partition, long_text

FOLLOW_UPS, DUPLICATES, SPOILT, MISLAID, LONG = 0.12, 0.02, 0.03, 0.01, 0.0005
SENT_AGAIN = 0.3
MISLAID_FACTS = 0.02
RECENT = 500
REQUESTS_PER_ROUND = 120
RIGHTS = ("restrict", "object", "withdraw", "access", "delete")
SHOPS = ("aurora-gems", "jane-ellen", "parure-belle", "corona-fine", "jewelry-odm", "unregistered-shop")
BROKEN_FACTS = 3


class Stream:
    """What is sent in a run; `sent` counts it, and each record bears its number."""

    def __init__(self, events: int, partitions: int, seed: int) -> None:
        self.sent = 0
        self._wanted, self._partitions = events, partitions
        self._rng = random.Random(seed)  # noqa: S311 - to be repeatable, not secret.
        self._rounds = 1 + events // rounds.round_size()

    def facts(self) -> Iterator[Iterator[Sending]]:
        """Facts in three parts, each to be sent in full before the next: of nobody, of persons, and requests.

        A copy of a request depends on the facts known when it is read; a replay knows them all.
        """
        told = list(rounds.facts(self._rounds))
        of_persons = [fact for fact in told if "subject" in fact["data"]]
        yield self._numbered(self._fact(fact) for fact in told if "subject" not in fact["data"])
        yield self._numbered(chain(map(self._fact, of_persons), map(self._broken_fact, range(BROKEN_FACTS))))
        yield self._numbered(map(self._fact, self._requests()))

    def events(self) -> Iterator[Sending]:
        """Events, as many distinct ones as were wanted, with what is not sound besides."""
        return self._numbered(self._events())

    def _numbered(self, sendings: Iterator[Sending]) -> Iterator[Sending]:
        for sending in sendings:
            yield sending.with_header(SERIAL, str(self.sent))
            self.sent += 1

    def _events(self) -> Iterator[Sending]:
        recent: deque[Json] = deque(maxlen=RECENT)
        for event in islice(self._sound_events(), self._wanted):
            if self._happens(SPOILT):
                yield self._rng.choice(SPOILS)(event, self._rng)
                if not self._happens(SENT_AGAIN):
                    continue
            yield self._sound(event)
            recent.append(event)
            if self._happens(DUPLICATES):
                yield event_sending(self._rng.choice(recent), binary=self._happens(0.5))

    def _sound_events(self) -> Iterator[Json]:
        for event in rounds.events():
            yield event
            if "subject" in event and self._happens(FOLLOW_UPS):
                yield follow_up(event, self._rng)

    def _sound(self, event: Json) -> Sending:
        if self._happens(LONG):
            return long_text(event, self._rng)
        if "subject" in event and self._happens(MISLAID):
            return in_wrong_partition(event, self._partitions, self._rng)
        return event_sending(event, binary=self._happens(0.5))

    def _fact(self, fact: Json) -> Sending:
        sending = fact_sending(fact, self._partitions, binary=self._happens(0.5))
        if not self._happens(MISLAID_FACTS):
            return sending
        data = fact["data"]
        partition = self._rng.randrange(self._partitions) if sending.topic in PERSON_FACTS else 0
        return sending._replace(key=person_key(data.get("retailer", ""), data.get("subject")), partition=partition)

    def _broken_fact(self, number: int) -> Sending:
        """A fact about somebody of whom no event is: every other in a way that leaves open whom it is about."""
        data = {"retailer": "aurora-gems", "subject": f"nobody-{number}", "preference": "sleep", "choice": "granted"}
        sending = fact_sending(_fact(f"b{number}", "preference.changed", data), self._partitions, binary=False)
        torn = sending._replace(value=(sending.value or b"")[:-1])
        return (torn if number % 2 else sending).with_header(REASON, "invalid_fact")

    def _requests(self) -> Iterator[Json]:
        for number in range(self._rounds):
            for each in range(REQUESTS_PER_ROUND):
                rng = self._rng
                subject = f"c{number}-{rng.randrange(rounds.CAST)}"
                data = {"retailer": rng.choice(SHOPS), "subject": subject, "request_id": f"r{number}-{each}"}
                more = {"right": rng.choice(RIGHTS), "verified": rng.random() < 0.7}
                fact = _fact(f"{number}-q{each}", "request.received", {**data, **more})
                # What the data says need not stand outside again.
                yield fact if rng.random() < 0.5 else {name: said for name, said in fact.items() if name not in data}

    def _happens(self, share: float) -> bool:
        return self._rng.random() < share


def _fact(fact_id: str, kind: str, data: Json) -> Json:
    return {
        "specversion": "1.0", "id": fact_id, "source": "/governance", "type": f"governance.{kind}",
        "time": "2026-06-01T00:00:00Z", "retailer": data["retailer"], "subject": data["subject"], "data": data,
    }  # fmt: skip
