"""How people use pages and features, and signals of security."""

from typing import Annotated

from contracts.marks import Mark
from contracts.payloads.base import IpAddress, Payload, PersonId, ThingId
from contracts.scalars import Num, Str

_USAGE = ("usage",)

PageAddress = Annotated[Str, Mark(_USAGE, "nobody", "redacted", text=True)]
UserAgent = Annotated[Str, Mark(_USAGE, "person", "gone")]
UsageName = Annotated[Str, Mark(_USAGE, "nobody", "kept")]
UsageSeconds = Annotated[Num, Mark(_USAGE, "nobody", "kept")]


class PageViewed(Payload):
    """A page that a visitor looked at."""

    page: PageAddress
    referrer: PageAddress | None = None
    ip: IpAddress | None = None
    user_agent: UserAgent | None = None
    dwell_s: UsageSeconds | None = None


class FeatureUsed(Payload):
    """A feature that an associate used."""

    feature: UsageName
    user_id: PersonId | None = None
    duration_s: UsageSeconds | None = None


class EmailOpened(Payload):
    """An e-mail that its recipient opened."""

    message_id: ThingId
    customer_id: PersonId | None = None
    ip: IpAddress | None = None


class SignalRaised(Payload):
    """Something that may be an attack."""

    signal: UsageName
    severity: UsageName | None = None
    ip: IpAddress | None = None
    user_id: PersonId | None = None


PAYLOADS: dict[str, type[Payload]] = {
    "usage.page.viewed": PageViewed,
    "usage.feature.used": FeatureUsed,
    "usage.email.opened": EmailOpened,
    "security.signal.raised": SignalRaised,
}
