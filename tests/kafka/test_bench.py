"""The bench of the worker runs from its broker to its last figure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.kafka.throughput import CONTENDERS

ROOT = Path(__file__).parents[2]
BESIDES = (
    "Kafka, one broker",
    "from a producer to a copy read as committed, p50",
    "from a producer to a copy read as committed, p99",
    "a slot is killed and starts again",
    "a worker is killed and another takes over its partitions",
    "the first event is governed after, s",
    "its slot's memory then, MiB",
)


@pytest.mark.kafka
def test_the_bench_prints_every_figure() -> None:
    """A quick run of the bench measures everything that a long one does, and says so in a row for each."""
    run = subprocess.run(
        [sys.executable, "-m", "bench.kafka", "--quick"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "160"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-4000:]
    rows = {line.strip("│┃ ").partition("│")[0].strip(): line for line in run.stdout.splitlines()}
    figures = {name: rows[name].split("│")[2].strip() for name in (*CONTENDERS.values(), *BESIDES)}
    assert {name: figure for name, figure in figures.items() if not figure[:1].isdecimal()} == {}
