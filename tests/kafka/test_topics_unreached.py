"""What keeps `assay topics apply` from asking brokers anything is told in lines that say what to look at."""

from pathlib import Path

from tests.kafka.applying import apply, declaring


def test_a_file_that_cannot_be_used_is_told_before_brokers_are_asked(tmp_path: Path) -> None:
    """Faults of the file, of the catalogue and of the environment are exit code 2, a line each."""
    nowhere = {"ASSAY_KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"}
    for environment, options, line in (
        (nowhere, ("--file", declaring(tmp_path, partitions=0)), "declared.yaml: partitions"),
        (nowhere, ("--sinks", tmp_path / "none.yaml"), "none.yaml cannot be read"),
        ({}, (), "ASSAY_KAFKA_BOOTSTRAP_SERVERS is not set"),
    ):
        done = apply(environment, *options)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"assay: {line}")


def test_brokers_that_are_not_there_are_told_in_one_line(tmp_path: Path) -> None:
    """Nobody listens: exit code 3, since the same command may go on later."""
    done = apply({"ASSAY_KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"}, "--file", declaring(tmp_path))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("assay: no broker answers at 127.0.0.1:1: Connect to")
    assert len(done.stderr.splitlines()) == 1
