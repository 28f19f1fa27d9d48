"""How much memory the main job takes over many events and control facts, each about another person.

    python -m bench.memory [--events N] [--facts N]

The events are made up and small; what is measured is what grows with their number and with that of the facts.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from streams.run.start import Settings, run

START = datetime(2026, 6, 1, tzinfo=UTC)
RETAILER = "the-shop"
PREFERENCES = ("marketing_sms", "marketing_email", "personalisation", "sale_or_sharing")
KIBIBYTE = 1024


def facts(count: int) -> Iterator[dict[str, Any]]:
    """A registration, and one choice of each of `count` persons."""
    registered: dict[str, Any] = {
        "retailer": RETAILER,
        "platform": "jewellink",
        "policy": None,
        "jurisdiction": "US-NY",
        "retention": {},
    }
    yield _event("r", "governance.retailer.registered", START - timedelta(days=30), "/governance", registered)
    for number in range(count):
        data = {
            "retailer": RETAILER,
            "subject": f"c-{number:09d}",
            "preference": PREFERENCES[number % len(PREFERENCES)],
            "choice": "withdrawn" if number % 3 == 0 else "granted",
        }
        when = START - timedelta(seconds=number % 86_400)
        yield _event(f"g{number:09d}", "governance.preference.changed", when, "/governance", data)


def events(count: int) -> Iterator[dict[str, Any]]:
    """One use of a feature by each of `count` persons."""
    for number in range(count):
        data = {"feature": "wishlist", "user_id": f"c-{number:09d}", "duration_s": number % 600}
        event = _event(f"e{number:09d}", "usage.feature.used", START + timedelta(seconds=number), "/feed", data)
        yield {**event, "subject": f"c-{number:09d}"}


def _event(event_id: str, kind: str, when: datetime, source: str, data: dict[str, Any]) -> dict[str, Any]:
    envelope = {"specversion": "1.0", "id": event_id, "source": source, "type": kind, "retailer": RETAILER}
    return {**envelope, "time": when.isoformat().replace("+00:00", "Z"), "data": data}


def main() -> int:
    """Run the job and print its peak memory."""
    parser = argparse.ArgumentParser(prog="python -m bench.memory", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--facts", type=int, default=1_000_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, rows in (("control", facts(args.facts)), ("events", events(args.events))):
            with (folder / f"{name}.jsonl").open("w", encoding="utf8") as out:
                out.writelines(json.dumps(row) + "\n" for row in rows)
        (folder / "key").write_bytes(bytes(32))
        began = time.perf_counter()
        made = Settings(
            (folder / "events.jsonl",), (folder / "control.jsonl",), folder / "out", key=folder / "key", overwrite=True
        )
        run(made, {}, lambda _: lambda __: None)
        seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTE
    print(f"{args.events:,} events and {args.facts:,} facts: {peak:,.0f} MiB at most, {seconds:,.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
