"""Stages that failed on an event which should not have, and how often."""

FAULTS_KEPT_MAX = 10


class Faults:
    """Counts by the error's type and place, the first few told apart."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def add(self, fault: str) -> None:
        """Count one event that failed."""
        kept = fault if fault in self._counts or len(self._counts) < FAULTS_KEPT_MAX else "elsewhere"
        self._counts[kept] = self._counts.get(kept, 0) + 1

    def told(self) -> list[str]:
        """One line for each place."""
        return [f"undecidable: {fault}, events: {count}" for fault, count in self._counts.items()]
