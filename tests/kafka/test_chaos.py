"""Faults on a real broker, a few of them: the whole run is `make chaos`."""

from pathlib import Path

import pytest

from tests.chaos.campaign import Settings, run
from tests.kafka.brokers import NoBroker

SMALL = Settings(seed=4, events=3_000, faults=6, workers=2, partitions=4)


@pytest.mark.kafka
def test_faults_lose_nothing_double_nothing_and_change_nothing(tmp_path: Path) -> None:
    """Workers killed, frozen and stopped, and a broker killed and restarted, leave no trace in what was decided.

    The auditor finds nothing lost, doubled or out of order, `assay run` decides alike, and the canaries are caught.
    """
    told: list[str] = []
    try:
        findings = run(SMALL, told.append, tmp_path)
    except NoBroker as problem:
        pytest.fail(f"{problem} (ASSAY_SKIP=kafka leaves this test out)", pytrace=False)
    assert [str(finding) for finding in findings] == [], "\n".join(told)
    assert sum(line.startswith("fault") for line in told) == SMALL.faults
