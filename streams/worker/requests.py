"""Open requests of persons and their due dates: what a host keeps of them."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from contracts.event import Fact

ANSWER_DAYS: Final = 30
"""In how many days a verified request is answered, by the strictest of the policies (JE-7.4.deadline, PB-7.rights)."""

NEAR_DAYS: Final = 5
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Due(NamedTuple):
    """How many requests are open, near their due date, and past it."""

    open: int
    near: int
    late: int


def opened(fact: Fact) -> dict[str, Any]:
    """What is kept of a request: nothing of the person who made it."""
    due = _EPOCH + timedelta(microseconds=fact.instant, days=ANSWER_DAYS)
    data = fact.data
    return {
        "retailer": data["retailer"],
        "right": data["right"],
        "verified": bool(data.get("verified")),
        "due": due.isoformat(timespec="seconds"),
    }


def due(requests: list[dict[str, Any]], now: datetime) -> Due:
    """How verified requests stand at a moment; what is not verified has no due date yet."""
    dates = [datetime.fromisoformat(request["due"]) for request in requests if request["verified"]]
    late = sum(date < now for date in dates)
    near = sum(now <= date < now + timedelta(days=NEAR_DAYS) for date in dates)
    return Due(len(dates), near, late)
