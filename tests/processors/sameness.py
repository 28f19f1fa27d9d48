"""What comes of some random worlds, as bytes; run as a program it prints their digest."""

import hashlib
import sys
from collections.abc import Iterable

import orjson

from tests.governing import Outcome
from tests.processors.worlds import decided


def as_bytes(found: Iterable[Outcome]) -> bytes:
    """Decision lines and copies, byte for byte."""
    return b"\n".join(
        orjson.dumps([outcome.decision.line(), list(outcome.facts), outcome.copies()]) for outcome in found
    )


def digest(seeds: range) -> str:
    """The digest of all that comes of these worlds."""
    made = hashlib.sha256()
    for seed in seeds:
        made.update(as_bytes(decided(seed)))
    return made.hexdigest()


if __name__ == "__main__":
    sys.stdout.write(digest(range(int(sys.argv[1]))))
