"""Dates read and made coarser; one that cannot be read is None, and is then left out of a copy."""

from contracts.instant import parse_date_or_instant


def instant_or_none(text: object) -> int | None:
    """A date or RFC 3339 time in microseconds since the epoch."""
    try:
        return parse_date_or_instant(text) if isinstance(text, str) else None
    except ValueError:
        return None


def month(text: str) -> str | None:
    """`YYYY-MM`."""
    return text[:7] if instant_or_none(text) is not None else None


def decade(text: str) -> str | None:
    """The decade of a year, `1980s`."""
    return f"{text[:3]}0s" if instant_or_none(text) is not None else None
