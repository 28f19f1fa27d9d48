"""A record that ends processes is given up, and no other."""

from pathlib import Path
from typing import cast

from confluent_kafka import Message

from streams.worker.at_work import DEATHS_MAX, AtWork


class At:
    """A message as far as its place goes."""

    def __init__(self, offset: int) -> None:
        self._offset = offset

    def topic(self) -> str:
        return "events.pos"

    def partition(self) -> int:
        return 3

    def offset(self) -> int:
        return self._offset


def begun(path: Path, *offsets: int) -> bool:
    """Whether a process that begins these records one after another, and ends at the last, may look into that one."""
    note = AtWork(path)
    return [note.begin(cast(Message, At(offset))) for offset in offsets][-1]


def test_a_record_at_which_process_after_process_ended_is_given_up(tmp_path: Path) -> None:
    """Whatever came before it in the batch."""
    assert [begun(tmp_path / "note", 5, 6, 7) for _ in range(DEATHS_MAX)] == [True] * DEATHS_MAX
    assert not begun(tmp_path / "note", 5, 6, 7)


def test_processes_that_end_at_different_records_give_up_none(tmp_path: Path) -> None:
    """A worker that is killed dies at some record too."""
    for offset in range(4 * DEATHS_MAX):
        assert begun(tmp_path / "note", offset % 2)


def test_a_record_that_was_passed_is_not_held_against(tmp_path: Path) -> None:
    """Where the process ends between batches, no record is to blame."""
    for _ in range(2 * DEATHS_MAX):
        note = AtWork(tmp_path / "note")
        assert note.begin(cast(Message, At(7)))
        note.rest()


def test_a_note_that_is_spoilt_says_nothing(tmp_path: Path) -> None:
    """It is the machine's, and no record's fault."""
    (tmp_path / "note").write_bytes(b"\xff" * 9_000)
    assert begun(tmp_path / "note", 7)
