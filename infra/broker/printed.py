"""What a broker printed since one start: whether it is ready, or what ended it."""

from pathlib import Path
from typing import NamedTuple

READY = "Kafka Server started"
LINE_CHARACTERS_MAX = 300
# What says most about why a broker ended, the plainest first; a sign and what it means, or the line itself.
SIGNS = {
    "UnsupportedClassVersionError": "this Java is too old: Java 17 or newer is needed",
    "Address already in use": "a port is taken",
    "No space left on device": "no space left on the disk",
    "Exception": None,
    "ERROR": None,
}


class Printed(NamedTuple):
    """A log file from where one start began to write."""

    log: Path
    start_bytes: int

    @property
    def is_ready(self) -> bool:
        """Whether the broker said that it serves."""
        return READY in self._text()

    @property
    def cause(self) -> str:
        """In one line, why the broker ended, as far as it said so."""
        lines = [line.strip() for line in self._text().splitlines()]
        for sign, meaning in SIGNS.items():
            found = next((line for line in lines if sign in line), None)
            if found is not None:
                return f"{meaning or found[:LINE_CHARACTERS_MAX]} (more in {self.log})"
        return f"see {self.log}"

    def _text(self) -> str:
        with self.log.open("rb") as log:
            log.seek(self.start_bytes)
            return log.read().decode(errors="replace")
