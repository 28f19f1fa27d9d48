"""The schedule of faults: a seed decides it, and it leaves no kind out."""

from tests.chaos.faults import KINDS, SESSION_SECONDS, schedule


def test_a_seed_decides_the_schedule() -> None:
    """The same seed gives the same faults, another seed others."""
    assert schedule(60, 1) == schedule(60, 1) != schedule(60, 2)


def test_every_kind_comes() -> None:
    """A schedule that is long enough has every kind; a short one has as many kinds as faults."""
    assert {fault.kind for fault in schedule(60, 3)} == set(KINDS)
    assert len({fault.kind for fault in schedule(6, 3)}) == 6


def test_faults_come_all_along() -> None:
    """Faults begin one after the other, from the stream's first part to its last."""
    moments = [fault.at for fault in schedule(60, 4)]
    assert moments == sorted(moments)
    assert moments[0] < 0.05
    assert 0.95 < moments[-1] < 1


def test_the_frozen_outlast_their_session() -> None:
    """Whoever is frozen is so for longer than a session, so that the group takes its partitions away."""
    frozen = [fault for seed in range(20) for fault in schedule(60, seed) if fault.kind.startswith("freeze a worker")]
    assert frozen
    assert min(fault.seconds for fault in frozen) > SESSION_SECONDS
