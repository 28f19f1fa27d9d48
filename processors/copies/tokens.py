"""Keyed pseudonyms: stable for one retailer and sink, of no use without the key."""

import hashlib

from processors.framing import framed

TOKEN_BYTES = 16


class Tokens:
    """Tokens of one retailer and sink under a secret key.

    The same value gives the same token there and another elsewhere, so copies of two sinks cannot be joined.
    """

    def __init__(self, key: bytes, retailer: str, sink: str) -> None:
        self._keyed = hashlib.blake2b(key=hashlib.blake2b(key).digest(), digest_size=TOKEN_BYTES, person=b"assay.token")
        self._keyed.update(framed(retailer, sink))

    def token(self, value: str) -> str:
        """The token of a value."""
        keyed = self._keyed.copy()
        keyed.update(value.encode("utf8", "surrogatepass"))
        return f"tok_{keyed.hexdigest()}"
