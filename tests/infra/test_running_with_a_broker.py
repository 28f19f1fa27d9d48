"""Tests with a broker run in one process; where there is none they are left out by name, or fail in one line."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ONE = "tests/kafka/test_broker.py::test_records_come_back_in_order"


def _pytest(**environment: str) -> str:
    """What pytest prints about one test with a broker."""
    return _run(["-n", "0", "-rA", ONE], environment)


def _run(arguments: list[str], environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "pytest", *arguments]
    environment = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False).stdout


def test_they_stay_together() -> None:
    """Of several processes that run tests, one has all those with a broker."""
    printed = _run(["-n", "2", "-vv", "tests/kafka/test_broker.py"], {"ASSAY_SKIP": "kafka"})
    assert len(set(re.findall(r"^\[(gw\d)\] .* SKIPPED", printed, re.MULTILINE))) == 1
    assert printed.count("@kafka") >= printed.count("SKIPPED") > 1


def test_they_are_left_out_by_name() -> None:
    """ASSAY_SKIP leaves them out and says so."""
    printed = _pytest(ASSAY_SKIP="browser,kafka")
    assert "1 skipped" in printed
    assert "ASSAY_SKIP names kafka" in printed


def test_they_fail_in_one_line(tmp_path: Path) -> None:
    """A Java that does not run Kafka fails them, in one line that also says how to leave them out."""
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!{shutil.which('sh')}\necho 'no such thing here' >&2\nexit 1\n")
    java.chmod(0o755)
    printed = _pytest(ASSAY_SKIP="", JAVA_HOME=str(tmp_path))
    assert "1 error" in printed
    assert "Traceback" not in printed
    assert "exception" not in printed
    assert re.search(r"^broker: .*\(ASSAY_SKIP=kafka leaves these tests out\)$", printed, re.MULTILINE)
