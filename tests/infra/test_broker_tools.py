"""What the broker needs is installed where we may install, and nowhere else."""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.broker import tools
from infra.broker.problems import Refused


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of programs, of a Debian without Java and Maven, also as Python packages."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(tools, "_packaged", lambda: None)
    apt = tmp_path / "apt-get"
    script = 'echo "$*" >> "${0%/*}/asked"; for program; do :; done; echo > "${0%/*}/installed $program"'
    apt.write_text(f"#!{shutil.which('sh', path=os.defpath)}\n{script}\n")
    apt.chmod(0o755)
    return tmp_path


def _as_user(user: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)


@pytest.mark.parametrize(
    ("provide", "package"), [(tools.provide_java, "default-jre-headless"), (tools.provide_maven, "maven")]
)
def test_the_administrator_of_a_debian_installs_its_packages(
    bare: Path, monkeypatch: pytest.MonkeyPatch, provide: Callable[[], None], package: str
) -> None:
    """On a Debian whose administrator we are its package is installed; what is missing even then is told."""
    _as_user(0, monkeypatch)
    with pytest.raises(Refused, match=r"^no (Java|Maven): install"):
        provide()
    assert (bare / "asked").read_text().splitlines() == [
        "update",
        f"install --yes --no-install-recommends {package}",
    ]


def test_anybody_else_installs_no_package_of_debian(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is not the administrator is told what is missing, and nothing is tried."""
    _as_user(1000, monkeypatch)
    with pytest.raises(Refused, match="no Maven"):
        tools.provide_maven()
    assert not (bare / "asked").exists()


def test_what_is_there_is_not_installed(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Java and Maven are on the path, nothing is installed, and they are used."""
    _as_user(0, monkeypatch)
    for name in ("java", "mvn"):
        (bare / name).touch(mode=stat.S_IRWXU)
    tools.provide_java()
    tools.provide_maven()
    assert (tools.java(), tools.maven()) == (str(bare / "java"), str(bare / "mvn"))
    assert not (bare / "asked").exists()


def test_java_home_comes_first(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Java that JAVA_HOME names is used before that on the path, and left out where it has none."""
    (bare / "java").touch(mode=stat.S_IRWXU)
    own = tmp_path / "home" / "bin" / "java"
    own.parent.mkdir(parents=True)
    own.touch(mode=stat.S_IRWXU)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    assert tools.java() == str(own)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "elsewhere"))
    assert tools.java() == str(bare / "java")
