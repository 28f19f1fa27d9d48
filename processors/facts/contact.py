"""Numbers and addresses in one spelling each, so that equal contacts compare equal."""

from functools import lru_cache

import phonenumbers

HOME_REGION = "US"  # Numbers without a country code are US numbers (semantics 12).


@lru_cache(maxsize=65_536)
def canonical(contact: str) -> str:
    """E.164 for a telephone number, lower case for anything else."""
    text = contact.strip()
    if "@" in text:
        return text.casefold()
    try:
        parsed = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        return text.casefold()
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
