"""Prohibited data by the name of its field, and whole card numbers where only their last digits belong."""

import re
from collections.abc import Callable

from processors.text.prohibited.cards import is_card_number
from processors.text.prohibited.normalise import plain

_NAMED = {
    "card_number": "card_number",
    "cardnumber": "card_number",
    "cvv": "cvv",
    "password": "password",
    "ssn": "ssn",
}
_PAYMENT = frozenset({"last4", "brand", "method"})
_STEP = re.compile(r"[./\[\]]+")
_BETWEEN = re.compile(r"[\s.\-_/]+")
_LONG_DIGITS = re.compile(r"(?<!\d)\d{13,19}(?!\d)")


def by_field(path: str, value: object) -> str | None:
    """The prohibited class of a field's value: `payment.cvv` holds a code, `payment.last4` may hold a whole number."""
    steps = [step for step in _STEP.split(path.lower()) if step and not step.isdigit()]
    if not steps or value in (None, ""):
        return None
    if steps[-1] in _NAMED:
        return _NAMED[steps[-1]]
    if isinstance(value, str) and (steps[-1] in _PAYMENT or "payment" in steps[:-1]):
        return "card_number" if _holds_card_number(value) else None
    return None


def _holds_card_number(value: str, is_number: Callable[[str], bool] = is_card_number) -> bool:
    return any(is_number(digits) for digits in _LONG_DIGITS.findall(_BETWEEN.sub("", plain(value).text)))
