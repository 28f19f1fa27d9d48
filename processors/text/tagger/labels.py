"""The tags that the model tells apart, and which published labels each one stands for."""

TAGS = (
    "O", "PERSON", "ADDRESS", "PHONE", "EMAIL", "SSN", "CREDIT_CARD", "ACCOUNT_ID", "ORDER_ID", "DATE_OF_BIRTH",
    "SECRET", "USERNAME", "LOCATION", "ORG", "DATE", "AGE",
)  # fmt: skip
TAG_COUNT = len(TAGS)
QUASI_FROM = TAGS.index("LOCATION")
NUMBER = {tag: place for place, tag in enumerate(TAGS)}

# Labels too rare to learn apart go with the tag that they resemble; engine rules name them again by their cues.
FOLDED = {
    "OTHER": "SECRET", "BANK": "ACCOUNT_ID", "IBAN": "ACCOUNT_ID", "CERTIFICATE_ID": "ORDER_ID", "SERIAL": "ORDER_ID",
    "ID_DOCUMENT": "SSN", "URL": "USERNAME", "IP": "ACCOUNT_ID", "GEO": "ADDRESS",
}  # fmt: skip


def tag_of(label: str) -> int:
    """The number of the tag that stands for a label."""
    return NUMBER[FOLDED.get(label, label)]
