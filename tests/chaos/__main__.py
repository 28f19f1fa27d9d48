"""Make a run of seeded faults and say what the auditor found; exit code 1 where it found anything."""

import argparse
import secrets
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.chaos.campaign import Settings, run

SHOWN_MAX = 40


def main() -> int:
    """Run as the command line says; the exit code."""
    given = _arguments()
    settings = Settings(given.seed, given.events, given.faults, given.workers, given.slots)
    print(f"seed {given.seed}: {given.events} events, {given.faults} faults, {given.workers} workers", flush=True)
    began = time.monotonic()

    def tell(text: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {text}", flush=True)

    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        findings = run(settings, tell, given.keep)
    else:
        with tempfile.TemporaryDirectory() as folder:
            findings = run(settings, tell, Path(folder))
    for finding in findings[:SHOWN_MAX]:
        print(f"  {finding}")
    kinds = Counter(finding.kind for finding in findings)
    told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    lost, doubled, disordered = (kinds[kind] for kind in ("lost", "doubled", "out of order"))
    print(f"seed {given.seed}: {lost} lost, {doubled} doubled, {disordered} out of order; {told or 'nothing wrong'}")
    return 1 if findings else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000), help="of stream and faults")
    parser.add_argument("--events", type=int, default=100_000, help="distinct events")
    parser.add_argument("--faults", type=int, default=60)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--slots", type=int, default=2, help="of each worker")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the workers' logs there")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
