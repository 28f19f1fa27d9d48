"""Points in time: RFC 3339 text in, whole microseconds since 1970 in UTC, and text back."""

import re
from datetime import UTC, datetime, timedelta

# Also the pattern of times in the exported schemas, hence portable: no named groups, no look-around.
RFC3339_PATTERN = (
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?"
    r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
DATE_PATTERN = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"

_is_rfc3339 = re.compile(RFC3339_PATTERN).fullmatch
_is_date = re.compile(DATE_PATTERN).fullmatch
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_SECONDS_AT = slice(17, 19)


def _since_epoch(moment: datetime) -> int:
    since = moment - _EPOCH
    return since.days * _DAY + since.seconds * _SECOND + since.microseconds


_EARLIEST = _since_epoch(datetime.min.replace(tzinfo=UTC))
_LATEST = _since_epoch(datetime.max.replace(tzinfo=UTC))


def parse_instant(text: str) -> int:
    """Read an RFC 3339 time as microseconds since 1970, UTC; finer digits are cut off.

    Anything else is a ValueError without the text: no offset, a day that no month has, a year outside 1 to 9999.
    """
    instant = _parsed(text) if _is_rfc3339(text) else None
    if instant is None or not _EARLIEST <= instant <= _LATEST:
        # Raised here rather than where it was found: the standard library's own error repeats the text.
        raise ValueError("not an RFC 3339 time")
    return instant


def _parsed(text: str) -> int | None:
    if text[_SECONDS_AT] == "60":
        return _parsed_leap(text)
    try:
        # The standard library knows Z, not z.
        return _since_epoch(datetime.fromisoformat(text if text[-1] != "z" else text[:-1] + "Z"))
    except ValueError:
        return None


def _parsed_leap(text: str) -> int | None:
    """A leap second is the second after it; in UTC it can only be the last one of a month."""
    before = _parsed(text[: _SECONDS_AT.start] + "59" + text[_SECONDS_AT.stop :])
    if before is None or before + _SECOND > _LATEST:
        return None
    after = _EPOCH + timedelta(microseconds=before + _SECOND)
    is_month_begun = (after.day, after.hour, after.minute, after.second) == (1, 0, 0, 0)
    return before + _SECOND if is_month_begun else None


def format_instant(instant: int) -> str:
    """Write an instant as `YYYY-MM-DDTHH:MM:SSZ`; fractions of a second are cut off."""
    moment = _EPOCH + timedelta(microseconds=instant)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def parse_date_or_instant(text: str) -> int:
    """Read a day, which begins at 00:00 UTC, or an RFC 3339 time."""
    return parse_instant(text + "T00:00:00Z" if _is_date(text) else text)
