"""What a slot knows of the persons of one partition, over what every slot knows."""

from collections.abc import Iterable, Sequence

from contracts.routing import person_key
from processors.facts.authorization import Grant
from processors.facts.compile import Place, Registration
from processors.facts.request import DOUBT
from processors.facts.rows import Row, order
from processors.facts.store import Facts

Rows = list[tuple[Place, Row]]


class Doubts:
    """Whom unreadable facts leave in doubt, by the person's key, each with the ids of those facts."""

    def __init__(self) -> None:
        self._ids: dict[bytes, dict[bytes, str]] = {}

    def add(self, person: bytes, key: bytes, fact_id: str) -> None:
        """Doubt a person until the fact of this key can be read or is taken back."""
        self._ids.setdefault(person, {})[key] = fact_id

    def lift(self, person: bytes, key: bytes) -> None:
        """End one doubt, where there is one."""
        keys = self._ids.get(person)
        if keys and keys.pop(key, None) is not None and not keys:
            del self._ids[person]

    def about(self, retailer: str, subject: str) -> Sequence[str]:
        """The ids of the facts about a person that cannot be read."""
        return tuple(self._ids.get(person_key(retailer, subject), {}).values()) if self._ids else ()

    def __len__(self) -> int:
        return len(self._ids)


class Shared:
    """What every slot knows: retailers, authorizations, holds, disclosures, numbers that said STOP."""

    def __init__(self) -> None:
        self.facts = Facts()
        self.doubts = Doubts()


class Shelf(Facts):
    """The facts of one partition's persons; what is asked of no person is asked of the shared facts.

    `carried` is what events have carried since the last `settle` or `undo`: until their transaction is committed it may
    have to be taken back.
    """

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self.doubts = Doubts()
        self.carried: Rows = []
        self._shared = shared

    def add(self, rows: Iterable[tuple[Place, Row]]) -> None:
        """Put what an event carried in its place."""
        for row in rows:
            self.carried.append(row)
            if row[0].number:
                self._shared.facts.add((row,))
            else:
                self.learn((row,))

    def learn(self, rows: Iterable[tuple[Place, Row]]) -> None:
        """Put rows that a topic holds in their places."""
        super().add(rows)

    def settle(self) -> None:
        """Keep what events have carried."""
        self.carried.clear()

    def undo(self, since: int = 0) -> None:
        """Take back what events have carried, but for the first `since` rows."""
        for row in self.carried[since:]:
            (self._shared.facts if row[0].number else self).remove((row,))
        del self.carried[since:]

    def registration(self, retailer: str, instant: int) -> tuple[Registration, str] | None:
        """The retailer's latest registration."""
        return self._shared.facts.registration(retailer, instant)

    def grants(self, retailer: str, instant: int) -> list[tuple[Grant, str]]:
        """The retailer's authorizations in force."""
        return self._shared.facts.grants(retailer, instant)

    def wide(self, retailer: str, instant: int) -> Sequence[Row]:
        """The disclosures and holds that concern all of the retailer's persons."""
        return self._shared.facts.wide(retailer, instant)

    def stopped(self, retailer: str, number: str, instant: int) -> tuple[bool, str] | None:
        """Whether the number stands stopped, by which message."""
        return self._shared.facts.stopped(retailer, number, instant)

    def person(self, retailer: str, subject: str | None, instant: int) -> Sequence[Row]:
        """A person's facts in force, and a row for each fact about the person that cannot be read."""
        if not subject:
            return ()
        rows = super().person(retailer, subject, instant)
        shared = self._shared.facts.person(retailer, subject, instant)
        if shared:
            rows = sorted((*rows, *shared), key=order) if rows else shared
        unread = (*self.doubts.about(retailer, subject), *self._shared.doubts.about(retailer, subject))
        return (*rows, *(Row(instant, True, fact_id, DOUBT, None) for fact_id in unread)) if unread else rows
