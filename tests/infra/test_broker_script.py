"""What the broker's script cannot do it says in one line; it touches no folder and no process that is not its own."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from infra.broker.folder import Folder, Wanted

INFRA = Path(__file__).parents[2] / "infra"


def _run(*arguments: object, infra: Path = INFRA, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the script, with only what is in `path` beside it where that is given: no Java as a Python package either."""
    command = [sys.executable, "-I", "-S", str(infra / "broker" / "broker.py"), *map(str, arguments)]
    environment = {**os.environ, **({"PATH": str(path), "JAVA_HOME": ""} if path else {})}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def _refusal(run: subprocess.CompletedProcess[str]) -> str:
    """The one line of a refusal."""
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.count("\n") == 1
    return run.stderr


def _program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!{shutil.which('sh')}\n{script}\n")
    (folder / name).chmod(0o755)


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """The script's folder without jars, of a machine that has not been set up."""
    return Path(shutil.copytree(INFRA, tmp_path / "tree" / "infra"))


@pytest.mark.parametrize("arguments", [["start", "broker"], ["fetch"]], ids=lambda arguments: str(arguments[0]))
def test_without_java_it_says_what_to_install(arguments: list[str], tmp_path: Path) -> None:
    """Where there is no Java, one line names what to install."""
    arguments = [arguments[0], *(str(tmp_path / name) for name in arguments[1:])]
    assert "no Java: install Java 17" in _refusal(_run(*arguments, path=tmp_path / "nothing"))


def test_without_maven_it_says_what_to_install(alone: Path, tmp_path: Path) -> None:
    """Where there is no Maven and we may install nothing, one line names it."""
    _program(tmp_path / "bin", "java", "exit 0")
    assert "no Maven: install it" in _refusal(_run("fetch", infra=alone, path=tmp_path / "bin"))


def test_without_jars_it_says_how_to_get_them(alone: Path, tmp_path: Path) -> None:
    """Where the jars were never fetched, starting says how to."""
    _program(tmp_path / "bin", "java", "exit 0")
    told = _refusal(_run("start", tmp_path / "broker", infra=alone, path=tmp_path / "bin"))
    assert "run make setup" in told


def test_maven_failing_is_told_in_its_words(alone: Path, tmp_path: Path) -> None:
    """Where Maven cannot bring the jars, its first complaint is the line."""
    _program(tmp_path / "bin", "java", "exit 0")
    _program(tmp_path / "bin", "mvn", "echo '[ERROR] no route'; echo '[ERROR] more'; exit 1")
    told = _refusal(_run("fetch", infra=alone, path=tmp_path / "bin"))
    assert told == "broker: Maven could not bring Kafka's jars: [ERROR] no route\n"


def test_jars_of_other_content_are_not_taken(alone: Path, tmp_path: Path) -> None:
    """A jar that is not the one whose checksum we keep is named and not run."""
    _program(tmp_path / "bin", "java", "exit 0")
    make = f'{shutil.which("mkdir")} -p "$folder"; echo changed > "$folder/a.jar"'
    look = f'case "$option" in -DoutputDirectory=*) folder="${{option#*=}}"; {make};; esac'
    _program(tmp_path / "bin", "mvn", f"for option; do {look}; done")
    checksums = alone / "broker" / "jars.sha256"
    checksums.write_text(f"{'0' * 64}  a.jar\n")
    told = _refusal(_run("fetch", infra=alone, path=tmp_path / "bin"))
    assert told == "broker: jars that are not those of jars.sha256: a.jar\n"
    assert not (alone.parent / "build" / "broker" / "jars").exists()


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    """A port that somebody listens on is refused by its number."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert _refusal(_run("start", tmp_path / "broker", "--port", port)) == f"broker: port {port} is taken\n"


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    """No broker is started in a folder that holds something else, and nothing in it changes."""
    (tmp_path / "letter.txt").write_text("dear")
    assert "neither empty nor the folder of a broker" in _refusal(_run("start", tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """No broker is started in a file."""
    file = tmp_path / "file"
    file.write_text("")
    assert "cannot be used as a folder" in _refusal(_run("start", file))


@pytest.mark.parametrize("verb", ["stop", "kill", "status"])
def test_what_is_no_broker_is_neither_ended_nor_told_of(verb: str, tmp_path: Path) -> None:
    """A folder without a broker has none to end."""
    assert "is not the folder of a broker" in _refusal(_run(verb, tmp_path))


@pytest.mark.parametrize("verb", ["stop", "kill", "status"])
def test_a_process_of_somebody_else_is_left_alone(verb: str, tmp_path: Path) -> None:
    """An id that is another process's by now is not taken for the broker."""
    folder = Folder(tmp_path / "broker")
    with folder.locked():
        folder.remember(Wanted())
        folder.remember_process(os.getpid())
    run = _run(verb, folder.root)
    assert run.returncode == 0
    assert '"running": false' in run.stdout


@pytest.mark.parametrize("text", ["{", "[]", '{"ports": {}}', ""])
def test_a_broken_memory_is_told(text: str, tmp_path: Path) -> None:
    """A folder whose memory of its broker is broken is refused, not guessed at."""
    (tmp_path / "broker.json").write_text(text)
    assert "broker.json cannot be read" in _refusal(_run("start", tmp_path))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--secure"], "go together"),
        (["--certificates", "here"], "go together"),
        (["--set", "name"], "--set takes name=value"),
        (["--set", "=value"], "--set takes name=value"),
    ],
)
def test_options_that_say_too_little_are_refused(options: list[str], told: str, tmp_path: Path) -> None:
    """Half a wish is no wish."""
    assert told in _refusal(_run("start", tmp_path / "broker", *options))
    assert not (tmp_path / "broker").exists()


def test_a_plain_broker_does_not_become_secure(tmp_path: Path) -> None:
    """A folder of a broker without certificates is not started with them: its data would be reached by other ways."""
    folder = Folder(tmp_path / "broker")
    with folder.locked():
        folder.remember(Wanted())
    run = _run("start", folder.root, "--secure", "--certificates", tmp_path)
    assert "is not secure" in _refusal(run)
