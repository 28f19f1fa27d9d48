"""Numbers and addresses in one spelling each, so that equal contacts compare equal."""

import re
import unicodedata
from email.utils import parseaddr
from functools import lru_cache

import phonenumbers

HOME_REGION = "US"  # Numbers without a country code are US numbers (semantics 12).

_NUMBER = re.compile(r"\+?[\d\s().\-\u2010-\u2015]+")
_ABROAD = re.compile(r"(?:00|011)(?=[1-9])")


@lru_cache(maxsize=65_536)
def canonical(contact: str) -> str:
    """E.164 for a telephone number, the bare address in lower case for e-mail, lower case for anything else."""
    text = unicodedata.normalize("NFKC", contact).strip().casefold().removeprefix("mailto:").removeprefix("tel:")
    if "@" in text:
        return parseaddr(text)[1] or text
    number = _NUMBER.match(text)
    if number is None:
        return text
    dialled = re.sub(r"[^\d+]", "", number[0])
    try:
        parsed = phonenumbers.parse(_ABROAD.sub("+", dialled, count=1) if dialled[:1] == "0" else dialled, HOME_REGION)
    except phonenumbers.NumberParseException:
        return text
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
