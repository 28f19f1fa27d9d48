"""Seeded faults on a real broker, and an independent auditor of what came of them: `python -m tests.chaos --help`."""
