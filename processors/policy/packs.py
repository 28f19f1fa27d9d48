"""The packs of a deployment, and which version of each judges an event (semantics 11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from processors.policy.pack import ClauseId, Pack

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BEGINNING = -(2**63)


@dataclass(frozen=True, slots=True, eq=False)
class Judging:
    """The version of a pack that judges an event; `early` where the event is older than every version."""

    pack: Pack
    early: bool


class Packs:
    """Every version of every pack, by pack id, earliest first."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        versions: dict[str, list[tuple[int, Pack]]] = {}
        for pack in packs:
            versions.setdefault(pack.pack, []).append((effective_instant(pack.effective), pack))
        self._versions = {
            name: [
                (begins, Judging(pack, early=False), Judging(pack, early=True))
                for begins, pack in sorted(found, key=_begins)
            ]
            for name, found in versions.items()
        }

    def judge(self, platform: str, policy: str | None) -> bool:
        """Whether there is a pack of a platform's for the one and, where it is named, of a retailer's for the other."""
        return self.has(platform, "platform") and (policy is None or self.has(policy, "retailer"))

    def has(self, pack: str, role: str) -> bool:
        """Whether there is such a pack, and it is of this role."""
        return pack in self._versions and self._versions[pack][0][1].pack.role == role

    def all(self) -> list[Pack]:
        """Every version, by pack id and then by date."""
        return [judging.pack for name in sorted(self._versions) for _, judging, _ in self._versions[name]]

    def judging(self, pack: str, instant: int) -> Judging:
        """The version in force at `instant`, else the earliest there is."""
        versions = self._versions[pack]
        for begins, judging, _ in reversed(versions):
            if begins <= instant:
                return judging
        return versions[0][2]

    def clause(self, clause: ClauseId, version: str | None = None) -> tuple[Pack, str] | None:
        """The pack version that a clause id stands in, and the id; the latest version unless one is given."""
        found = [pack for pack in self.all() if clause in pack.clauses and version in (None, pack.version)]
        return (found[-1], clause) if found else None


def effective_instant(effective: date | datetime | None) -> int:
    """The first moment of a version, in microseconds since the epoch; a version without a date was always there."""
    if effective is None:
        return BEGINNING
    day = datetime(effective.year, effective.month, effective.day, tzinfo=UTC)
    moment = effective if isinstance(effective, datetime) else day
    since = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _begins(version: tuple[int, Pack]) -> int:
    return version[0]
