"""The identities seen survive their process, and say how far they go."""

import sqlite3
from pathlib import Path

import pytest

from contracts.problems import Unusable
from streams.run.state import StateError
from streams.worker.identities import Identities


def test_what_was_settled_is_known_to_the_next_process(tmp_path: Path) -> None:
    """What was not is not: its transaction was never committed."""
    before = Identities(tmp_path / "file")
    assert before.first("/hub", "settled")
    before.settle({0: 12, 3: 4})
    assert before.first("/hub", "fresh")
    before.close()
    after = Identities(tmp_path / "file")
    assert not after.first("/hub", "settled")
    assert after.first("/hub", "fresh")
    assert [after.next_of(partition) for partition in range(4)] == [12, 0, 0, 4]


def test_an_identity_is_source_and_id_together(tmp_path: Path) -> None:
    """Where the one ends and the other begins makes a difference."""
    seen = Identities(tmp_path / "file")
    assert seen.first("/hub", "1")
    assert seen.first("/hub1", "")
    assert seen.first("/other", "1")
    assert not seen.first("/hub", "1")


def test_a_forgotten_identity_may_come_again(tmp_path: Path) -> None:
    """An event whose deciding failed has had no effect."""
    seen = Identities(tmp_path / "file")
    seen.first("/hub", "1")
    seen.forget("/hub", "1")
    assert list(seen.fresh) == []
    assert seen.first("/hub", "1")


def test_two_workers_cannot_share_a_folder(tmp_path: Path) -> None:
    """The second is told so."""
    first = Identities(tmp_path / "file")
    with pytest.raises(Unusable, match="another worker is at work"):
        Identities(tmp_path / "file")
    first.close()


def test_a_spoilt_file_is_made_anew_from_the_topic(tmp_path: Path) -> None:
    """It is a copy: it says that it knows nothing, and so everything is read."""
    (tmp_path / "file").write_bytes(b"no database at all, but long enough to look at" * 100)
    seen = Identities(tmp_path / "file")
    assert seen.next_of(0) == 0
    assert seen.first("/hub", "1")


def test_a_folder_that_is_not_there_stops_the_slot(tmp_path: Path) -> None:
    """It is the machine's trouble, and no event is refused for it."""
    with pytest.raises(StateError):
        Identities(tmp_path / "nowhere" / "file")


def test_a_disk_that_fails_is_the_machine_s_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the database is an OSError, which stops the slot and refuses no event."""
    seen = Identities(tmp_path / "file")

    class Broken:
        def execute(self, *_: object) -> None:
            raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(seen, "_database", Broken())
    with pytest.raises(OSError, match="disk"):
        seen.first("/hub", "1")
