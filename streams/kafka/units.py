"""Settings of topics as people write them (`7d`, `4MiB`) and in the way that brokers have them."""

import re

MILLISECONDS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
BYTES = {"B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}

_AMOUNT = re.compile(r"(-1|\d{1,18})([A-Za-z]*)", re.ASCII)


def broker_value(setting: str, written: str | float | bool) -> str:
    """The value of a setting as brokers have it; ValueError for what is no amount of what it is measured in."""
    text = str(written).lower() if isinstance(written, bool) else str(written)
    units = _units(setting)
    if not units:
        return text
    amount = _AMOUNT.fullmatch(text)
    if not amount or amount[2] not in {"", *units} or (amount[1] == "-1" and amount[2]):
        raise ValueError(f"{setting}: {text!r} is no amount in {', '.join(units)}")
    return str(int(amount[1]) * units.get(amount[2], 1))


def readable(setting: str, value: str) -> str:
    """A value of the brokers in the largest unit that it is a whole number of."""
    units = _units(setting)
    if not units or not value.isdecimal() or int(value) == 0:
        return value
    unit, size = [(unit, size) for unit, size in units.items() if int(value) % size == 0][-1]
    return f"{int(value) // size}{unit}"


def _units(setting: str) -> dict[str, int]:
    return MILLISECONDS if setting.endswith(".ms") else BYTES if setting.endswith(".bytes") else {}
