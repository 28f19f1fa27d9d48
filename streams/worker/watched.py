"""What a slot counts and tells its host; what a transaction that was aborted did is not counted."""

import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from processors.decision import Decision
from streams.run.tally import Tally

_LOG = logging.getLogger("assay.slot")


@dataclass
class Watched:
    """Counts since the slot began: decisions, and by name and topic what else happened to records."""

    tally: Tally = field(default_factory=Tally)
    others: Counter[str] = field(default_factory=Counter)
    transactions: int = 0
    aborts: int = 0
    _decided: list[Decision] = field(default_factory=list)
    _counted: Counter[str] = field(default_factory=Counter)
    _alarms: list[str] = field(default_factory=list)

    def decided(self, decision: Decision) -> None:
        """Count a decision, once its transaction is committed."""
        self._decided.append(decision)

    def count(self, name: str, topic: str) -> None:
        """Count what happened to a record, once its transaction is committed."""
        self._counted[f"{name}:{topic}"] += 1

    def alarm(self, message: str) -> None:
        """Tell somebody, once the transaction is committed; the message holds no payload value."""
        self._alarms.append(message)

    def settle(self) -> None:
        """Count what the transaction just committed has done."""
        self.transactions += 1
        for decision in self._decided:
            self.tally.count(decision)
        self.others.update(self._counted)
        for message in self._alarms:
            _LOG.error(message)
        self._clear()

    def undo(self) -> None:
        """Forget what the transaction just aborted has done."""
        self.aborts += 1
        self._clear()

    def report(self) -> dict[str, Any]:
        """The counts, for the host."""
        counted = self.tally.as_json()
        return {
            **{name: counted[name] for name in ("outcomes", "copies", "denied")},
            "others": dict(self.others),
            "transactions": self.transactions,
            "aborts": self.aborts,
        }

    def _clear(self) -> None:
        self._decided.clear()
        self._counted.clear()
        self._alarms.clear()
