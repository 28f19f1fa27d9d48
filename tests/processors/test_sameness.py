"""The same log gives the same bytes, whatever the order of its facts, the process or what was decided before."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processors.sameness import as_bytes, digest
from tests.processors.worlds import decided, dice, fresh, made, settled

SEEDS, SEEDS_AFRESH, SEEDS_APART = range(24), range(12), 12
ROOT = Path(__file__).parents[2]


@pytest.mark.clause("X-time")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_the_facts_changes_nothing(seed: int) -> None:
    """Control facts count by their own time wherever they stand, so shuffled they give the same bytes."""
    expected = as_bytes(settled(seed))
    shuffled, rng = list(made(seed)["control"]), dice(seed)
    for _ in range(3):
        rng.shuffle(shuffled)
        assert as_bytes(decided(seed, shuffled)) == expected


@pytest.mark.clause("X-time")
@pytest.mark.parametrize("seed", SEEDS_AFRESH)
def test_what_was_decided_before_changes_nothing(seed: int) -> None:
    """A governor that has decided other worlds decides as one that is new for every event."""
    expected = as_bytes(decided(seed, by=lambda: fresh(seed)))
    assert as_bytes(settled(seed)) == as_bytes(decided(seed)) == expected


@pytest.mark.clause("X-time")
def test_another_process_gives_the_same_bytes() -> None:
    """A replay elsewhere, where texts are hashed otherwise, is byte for byte the same."""
    command = [sys.executable, "-m", "tests.processors.sameness", str(SEEDS_APART)]
    here = digest(range(SEEDS_APART))
    for hashing in ("1", "2"):
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": hashing}, capture_output=True, text=True, check=True
        )
        assert done.stdout == here
