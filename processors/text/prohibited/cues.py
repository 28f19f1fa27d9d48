"""What kind of number is being given: the last word before a number that names one, or the first after it."""

import re
from dataclasses import dataclass

_NUMBER = r"(?:\s?(?:numbers?|num|no|nbr|nr|#|digits))?"
# Most telling first; what stands in the same place is taken by the first that fits.
_KINDS: tuple[tuple[str, str], ...] = (
    (
        "other",
        r"\b(?:orders?|ord|tracking|track|invoices?|inv|lots?|sku|skus|cert|certs|certificate|gia|igi|ags|hrd|egl|gcal|reports?(?!ed)|serial|s/n|style|model"
        r"|refs?|reference|p\.?o\.?\s?(?=#|no|num|\d)|ticket|case|appraisal|apr|policy|claim|phone|tel|telephone|cell|mobile|mob|landline|fax|whatsapp|call|ring me"
        r"|text me|reach|zip|zip ?code|post ?code|postal code|ext|extension|gift ?cards?|gift certificate|egift|store credit|loyalty|rewards?|member|membership|points"
        r"|usps|ups|fedex|dhl|royal mail|imei|ean|upc|isbn|barcode|item|stock|stk|job|repair|envelope|bag|tag|confirmation|conf|booking|reservation|conversation"
        r"|business card|sim|suite|unit|apt|flat|room|gclid|session|transaction|txn|auth ?code|approval code|rma|return|estimate|quote|batch|memo|vin|meter|"
        r"customer (?:number|id|no|#)|client (?:number|id|no|#)|store|box|hallmark|movement|calib(?:er|re)|watch|rolex|omega|laser inscription|girdle|inscribed|consignment)\b"
        r"|\baccount with (?:you|us)\b|\border#",
    ),
    (
        "ssn",
        r"\b(?:s\.?s\.?n\.?|social security(?: card)?|soc(?:ial)?\.? ?sec(?:urity)?\.?|ss ?#|ss ?(?:no|num|number)\b|social(?! (?:media|post|event|hour|work|distanc|insur|link|handle|account|team|page))|socials(?= are| is))",
    ),
    (
        "cvv",
        r"\b(?:cvv2?|cvc2?|cid|csc|cvn2?|cvd|c\.v\.v\.?|see vee vee|c v v|c v c|(?:card )?security (?:code|number|digits)|card (?:verification|code)(?: (?:code|number|value))?"
        r"|(?:three|3|four|4)[ -]?digits?(?: (?:code|number|pin))?(?: on| from)?(?: the| its)?(?: back| front)?|(?:on|off|at) the back(?: of (?:it|the card|my card))?"
        r"|back of (?:the|my|your) card|code on (?:the|my) (?:card|back)|little code)\b",
    ),
    (
        "routing",
        r"\b(?:routing|aba|rtn|aba/rtn|transit|sort ?codes?|swift(?:/bic| code| bic)?|bic|ifsc(?: code)?|bsb|institution (?:number|no)|bank code|wire routing|ach routing)\b",
    ),
    (
        "account",
        r"\b(?:iban|acct|acc|accnt|a/c|acct\.|accounts?(?:'s)?|checking|chequing|savings|current account|clabe|autopay from|direct deposit|deposit (?:it |this )?(?:in)?to|nuban|giro)\b",
    ),
    (
        "card",
        r"\b(?:credit|debit|cards?|cc|visa|master ?card|mc|amex|american express|discover|diners(?: club)?|jcb|rupay|maestro|union ?pay|mada|elo|interac|plastic"
        r"|charge (?:it |this )?to|synchrony|carte bleue|pan|card on file|cof)\b|\bcc#|\bcard#",
    ),
)
_BEFORE = re.compile("|".join(f"(?P<{name}>(?:{pattern}){_NUMBER})" for name, pattern in _KINDS), re.IGNORECASE)
_AFTER = re.compile(
    r"[\s,)\]\"']{0,3}(?:(?:is|was|are|that'?s|it'?s|=|-|:|<-|\()\s?)?(?:(?:my|the|her|his|our|their|for|on|mom'?s|a|number|no|from|customer'?s|client'?s|card|as)\s){0,3}(?:(?P<one>"
    + r")|(?P<two>".join(f"{pattern}" for name, pattern in _KINDS if name in ("ssn", "routing"))
    + r"))",
    re.IGNORECASE,
)
BEFORE_CHARS_MAX = 110
_AFTER_CHARS_MAX = 40
_LINES_MAX = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """What a number is said to be, where that was said, and the words between."""

    kind: str
    start: int
    between: str


def cues_before(text: str, at: int) -> list[Cue]:
    """Kinds named shortly before a place, the nearest first."""
    low = max(0, at - BEFORE_CHARS_MAX)
    found = [Cue(str(cue.lastgroup), cue.start(), text[cue.end() : at]) for cue in _BEFORE.finditer(text, low, at)]
    return [cue for cue in reversed(found) if cue.between.count("\n") <= _LINES_MAX]


def cue_after(text: str, at: int) -> str | None:
    """The kind named right behind a place: 'that is my social'."""
    found = _AFTER.match(text, at, at + _AFTER_CHARS_MAX)
    if found is None:
        return None
    return "ssn" if found["one"] else "routing"
