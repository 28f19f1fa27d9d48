"""Kafka's jars: resolved by Maven as `pom.xml` says, checked against the checksums beside it, put under `build/`."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from infra.broker.problems import Refused
from infra.broker.tools import java_home, maven, provide_java, provide_maven

HERE = Path(__file__).resolve().parent
CHECKSUMS = HERE / "jars.sha256"
JARS = HERE.parents[1] / "build" / "broker" / "jars"


def classpath() -> str:
    """What Java runs Kafka from; refused where the jars are not there."""
    if not _are_there():
        raise Refused("Kafka's jars are not there: run make setup")
    return f"{JARS}/*"


def fetch() -> None:
    """Bring what is not there yet; refused where it cannot be had, or the jars are not the known ones."""
    provide_java()
    if _are_there():
        return
    provide_maven()
    fresh = _resolve()
    found = {jar.name: _checksum(jar) for jar in fresh.iterdir()}
    known = _known()
    wrong = sorted(name for name in found.keys() | known.keys() if found.get(name) != known.get(name))
    if wrong:
        raise Refused(f"jars that are not those of {CHECKSUMS.name}: {', '.join(wrong)}")
    _put(fresh)


def lock() -> None:
    """Resolve the jars and write their checksums anew."""
    fresh = _resolve()
    lines = [f"{_checksum(jar)}  {jar.name}\n" for jar in sorted(fresh.iterdir())]
    CHECKSUMS.write_text("".join(lines))
    _put(fresh)


def _are_there() -> bool:
    return JARS.is_dir() and {jar.name for jar in JARS.iterdir()} == _known().keys()


def _known() -> dict[str, str]:
    """Checksums by the name of a jar, as `sha256sum` writes them."""
    lines = CHECKSUMS.read_text().splitlines()
    return {name: checksum for checksum, name in (line.split() for line in lines)}


def _checksum(jar: Path) -> str:
    with jar.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _put(fresh: Path) -> None:
    for archive in JARS.parent.glob("*.jsa"):
        archive.unlink()
    shutil.rmtree(JARS, ignore_errors=True)
    fresh.rename(JARS)


def _resolve() -> Path:
    """Let Maven bring the jars into a folder of their own."""
    fresh = JARS.with_name("jars.partial")
    shutil.rmtree(fresh, ignore_errors=True)
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={fresh}"]
    run = subprocess.run(  # noqa: S603 - Maven, on our own file.
        [maven(), "--batch-mode", "--no-transfer-progress", "--quiet", "--file", str(HERE / "pom.xml"), *goal],
        env=os.environ | java_home(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0 or not fresh.is_dir():
        told = next((line for line in run.stdout.splitlines() if "ERROR" in line), f"exit code {run.returncode}")
        raise Refused(f"Maven could not bring Kafka's jars: {told[:300]}")
    return fresh
