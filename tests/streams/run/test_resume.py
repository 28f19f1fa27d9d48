"""A run that was stopped at any moment goes on with nothing lost, doubled or torn."""

import errno
import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from processors.text.document import Document, Reading
from streams.run import job
from streams.run.outputs import Outputs
from streams.run.state import State
from tests.streams.run.command import contents, write_lines
from tests.streams.run.conftest import Files, make_files, read_prohibited
from tests.streams.run.killing import KILLED, Fatal, exit_code, in_child, killed_after, moments
from tests.streams.run.stream import seeded

KILLS_MIN = 12
LAST_STEPS = 40  # One for each file, and then some.


def run_killed(files: Files, output: Path, step: int) -> int:
    """Run in a process of its own that is killed at a step."""

    def child() -> int:
        with pytest.MonkeyPatch.context() as patch:
            Fatal(step).lay(patch)
            return files.run(output).code

    return exit_code(in_child(child))


def test_a_run_killed_at_any_step_goes_on(files: Files, tmp_path: Path) -> None:
    """Killed again and again amid writes, commits and renamings, it ends with the bytes of a run left alone."""
    files.run(tmp_path / "whole")
    rng, kills, code = seeded(3), 0, KILLED
    while code == KILLED:
        code = run_killed(files, tmp_path / "out", rng.randrange(1, 25) if kills < 20 else 10**9)
        kills += code == KILLED
    assert code == 1
    assert kills >= KILLS_MIN
    assert contents(tmp_path / "whole") == contents(tmp_path / "out")


def test_a_run_killed_at_each_of_its_last_steps_goes_on(files: Files, tmp_path: Path) -> None:
    """Between the last batch and the end of the run no step is the one that may not fail."""
    write_lines(files.events, files.events.read_bytes().splitlines(keepends=True)[:60])
    counting = Fatal(10**9)
    with pytest.MonkeyPatch.context() as patch:
        counting.lay(patch)
        files.run(tmp_path / "whole")
    end = counting.steps + 1
    for step in (*range(end - LAST_STEPS, end, 5), *range(end - 4, end)):
        output = tmp_path / f"out{step}"
        assert run_killed(files, output, step) == KILLED
        assert files.run(output).code in (0, 1)
        assert contents(tmp_path / "whole") == contents(output)
        assert [path.name for path in (output / ".assay").iterdir()] == ["job.json"]


@pytest.mark.parametrize("is_gzip", [False, True])
def test_a_run_killed_at_any_moment_goes_on(tmp_path: Path, is_gzip: bool) -> None:
    """The same at moments that have nothing to do with what the run is at, for plain and compressed input."""
    files = make_files(tmp_path, 1500)
    if is_gzip:
        events = tmp_path / "events.jsonl.gz"
        events.write_bytes(gzip.compress(files.events.read_bytes()))
        files = files._replace(events=events)
    begun = time.monotonic()
    files.run(tmp_path / "whole")
    moment, codes = moments(seed=4, longest=(time.monotonic() - begun) / 3), [KILLED]
    while codes[-1] == KILLED:
        child = in_child(lambda: files.run(tmp_path / "out").code)
        codes.append(killed_after(child, moment()) if len(codes) <= KILLS_MIN else exit_code(child))
    assert contents(tmp_path / "whole") == contents(tmp_path / "out")


def test_the_command_itself_survives_a_kill(tmp_path: Path) -> None:
    """The installed command, killed while files are partial, goes on when it is called again."""
    files = make_files(tmp_path, 1200)
    files.run(tmp_path / "whole")
    args = ["--input", files.events, "--control", files.control, "--key", files.key, "--output", tmp_path / "out"]
    code = (
        "from streams import assembly, cli; from streams.run import job; from tests.streams.run import conftest;"
        "job.BATCH_LINES_MAX = 50; assembly.text_reader = lambda: conftest.read_prohibited; cli.main()"
    )
    command = [sys.executable, "-c", code, "run", *map(str, args)]
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ledger = tmp_path / "out" / "ledger.jsonl.partial"
    while first.poll() is None and not (ledger.exists() and ledger.stat().st_size):
        time.sleep(0.002)
    first.kill()
    assert first.wait() == KILLED
    assert not (tmp_path / "out" / "summary.json").exists()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    assert contents(tmp_path / "whole") == contents(tmp_path / "out")


def test_files_are_partial_until_the_run_is_finished(files: Files, tmp_path: Path) -> None:
    """Nobody takes the files of a run under way for finished ones."""
    assert run_killed(files, tmp_path / "out", 80) == KILLED
    names = {path.name for path in (tmp_path / "out").iterdir()} - {".assay"}
    assert names
    assert all(name.endswith(".partial") for name in names)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_after_the_batch(files: Files, tmp_path: Path, number: int, code: int) -> None:
    """Ctrl-C and SIGTERM leave a run that the same command goes on with, and say so in one line."""
    files.run(tmp_path / "whole")
    with pytest.MonkeyPatch.context() as patch:
        commit, calls = State.commit, [0]

        def interrupted(*args: object) -> None:
            calls[0] += 1
            if calls[0] == 3:
                os.kill(os.getpid(), number)
            commit(*args)  # type: ignore[arg-type]

        patch.setattr(State, "commit", interrupted)
        ended = files.run(tmp_path / "out")
    assert (ended.code, ended.out, ended.err) == (code, "", "assay: stopped; the same command goes on\n")
    files.run(tmp_path / "out")
    assert contents(tmp_path / "whole") == contents(tmp_path / "out")


def test_a_second_signal_stops_amid_an_event(files: Files, tmp_path: Path) -> None:
    """It is no event's fault: the batch is done again by the same command."""
    files.run(tmp_path / "whole")
    with pytest.MonkeyPatch.context() as patch:
        calls = [0]

        def interrupted(document: Document) -> Reading:
            calls[0] += 1
            if calls[0] > 20:
                os.kill(os.getpid(), signal.SIGINT)
            return read_prohibited(document)

        patch.setattr("streams.assembly.text_reader", lambda: interrupted)
        ended = files.run(tmp_path / "out")
    assert (ended.code, ended.out, ended.err) == (130, "", "assay: stopped\n")
    files.run(tmp_path / "out")
    assert contents(tmp_path / "whole") == contents(tmp_path / "out")


@pytest.mark.parametrize("batch", [1, 37])
def test_batches_do_not_show(files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    """However many lines are committed at a time, the files are the same."""
    files.run(tmp_path / "whole")
    monkeypatch.setattr(job, "BATCH_LINES_MAX", batch)
    files.run(tmp_path / "out")
    assert contents(tmp_path / "whole") == contents(tmp_path / "out")


def test_a_full_disk_ends_in_one_line_and_the_run_goes_on(files: Files, tmp_path: Path) -> None:
    """A write that the disk refuses half-way is told with exit code 3; with space again the same command finishes."""
    files.run(tmp_path / "whole")
    with pytest.MonkeyPatch.context() as patch:
        write, left = Outputs.write, [100_000]

        def refused(outputs: Outputs, name: str, content: bytes) -> None:
            if len(content) > left[0]:
                write(outputs, name, content[: left[0]])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            left[0] -= len(content)
            write(outputs, name, content)

        patch.setattr(Outputs, "write", refused)
        ended = files.run(tmp_path / "out")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err == "assay: not finished: No space left on device; the same command goes on\n"
    assert files.run(tmp_path / "out").code == 1
    assert contents(tmp_path / "whole") == contents(tmp_path / "out")


@pytest.mark.parametrize("limit", [0, 3_000, 30_000, 100_000])
def test_files_that_may_grow_no_further_end_it_likewise(files: Files, tmp_path: Path, limit: int) -> None:
    """Whichever file first meets its limit, the state's own included, nothing is lost by it."""
    files.run(tmp_path / "whole")

    def limited() -> int:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        return files.run(tmp_path / "out").code

    assert exit_code(in_child(limited)) == 3
    assert files.run(tmp_path / "out").code == 1
    assert contents(tmp_path / "whole") == contents(tmp_path / "out")


def test_two_runs_are_not_at_work_in_one_folder(files: Files, tmp_path: Path) -> None:
    """The second one is told, and changes nothing."""
    run_killed(files, tmp_path / "out", 80)
    other = State(tmp_path / "out" / ".assay" / "state.db")
    before = contents(tmp_path / "out")
    ended = files.run(tmp_path / "out")
    over = files.run(tmp_path / "out", "--overwrite")
    other.close()
    assert (ended.code, ended.err) == (2, "assay: another job is at work in this folder\n")
    assert over.code == 2
    assert before == contents(tmp_path / "out")


def test_a_finished_run_is_left_as_it_is(files: Files, tmp_path: Path) -> None:
    """The same command says that there is nothing to do, and touches no file."""
    files.run(tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    ended = files.run(tmp_path / "out", "--json")
    assert (ended.code, ended.err) == (0, f"assay: {tmp_path / 'out'} holds this run, finished; nothing was changed\n")
    assert json.loads(ended.out) == json.loads((tmp_path / "out" / "summary.json").read_text())
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}


@pytest.mark.parametrize("is_finished", [False, True])
@pytest.mark.parametrize("what", ["inputs", "facts", "key", "sinks or packs"])
def test_a_folder_of_another_run_is_refused(files: Files, tmp_path: Path, what: str, is_finished: bool) -> None:
    """Begun with other inputs, facts, sinks or key it is left alone, until it is to be overwritten."""
    run_killed(files, tmp_path / "out", 10**9 if is_finished else 80)
    more: tuple[str, ...] = ()
    before = contents(tmp_path / "out")
    changed = {"inputs": files.events, "facts": files.control, "key": files.key}.get(what)
    if changed:
        lines = changed.read_bytes().splitlines(keepends=True)
        changed.write_bytes(b"".join(lines[:-1]) + b" another key of some length" * (what == "key"))
    else:
        sinks = tmp_path / "sinks.yaml"
        sinks.write_text("sinks: {one: {class: hosting, region: US, form: identified, purposes: [crm], needs: all}}")
        more = ("--sinks", str(sinks))
    ended = files.run(tmp_path / "out", *more)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"assay: {tmp_path / 'out'} was begun with other {what}; --overwrite begins anew\n"
    assert before == contents(tmp_path / "out")
    assert files.run(tmp_path / "out", *more, "--overwrite").code == 1
    files.run(tmp_path / "fresh", *more)
    assert contents(tmp_path / "fresh") == contents(tmp_path / "out")


def test_the_order_of_facts_is_no_other_run(files: Files, tmp_path: Path) -> None:
    """Facts are the same facts in whatever order they are listed."""
    run_killed(files, tmp_path / "out", 80)
    write_lines(files.control, files.control.read_bytes().splitlines(keepends=True)[::-1])
    assert files.run(tmp_path / "out").code == 1


def test_files_that_nobody_answers_for_are_not_overwritten(files: Files, tmp_path: Path) -> None:
    """A folder with a ledger and no record of its run is refused; other files are none of a run's business."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    ledger = write_lines(tmp_path / "out" / "ledger.jsonl", [{"old": 1}])
    assert files.run(tmp_path / "out").code == 2
    assert ledger.read_text() == '{"old": 1}\n'
    assert files.run(tmp_path / "out", "--overwrite").code == 1
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"


def test_a_partial_file_that_was_cut_is_told(files: Files, tmp_path: Path) -> None:
    """What was committed and is no more cannot be gone on with in silence."""
    run_killed(files, tmp_path / "out", 80)
    ledger = tmp_path / "out" / "ledger.jsonl.partial"
    ledger.write_bytes(ledger.read_bytes()[:10])
    ended = files.run(tmp_path / "out")
    assert ended.code == 2
    assert "is shorter than what was written to it" in ended.err


def test_a_spoilt_state_is_told(files: Files, tmp_path: Path) -> None:
    """A state that is no database stops the run, until it is to be overwritten."""
    run_killed(files, tmp_path / "out", 80)
    for leftover in (tmp_path / "out" / ".assay").glob("state.db*"):
        leftover.write_bytes(b"spoilt" * 1000)
    assert files.run(tmp_path / "out").code == 2
    assert files.run(tmp_path / "out", "--overwrite").code == 1
