"""The audit of locked versions: what is known fails it, and that nobody could be asked is said."""

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

AUDIT = Path(__file__).parents[2] / "infra" / "audit.py"
HASH = "--hash=sha256:" + "0" * 64
ADVISORY = {
    "id": "PYSEC-0000-1",
    "summary": "made for a test",
    "affected": [
        {
            "package": {"name": "broken", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
            "versions": ["1.0"],
        }
    ],
}


class Advisories(BaseHTTPRequestHandler):
    """Knows of one version that is vulnerable."""

    def do_POST(self) -> None:
        """Answer what is known of one version."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        known = (asked["package"]["name"], asked["version"]) == ("broken", "1.0")
        self._answer(json.dumps({"vulns": [ADVISORY]} if known else {}).encode())

    def do_GET(self) -> None:
        """Answer that somebody is there."""
        self._answer(b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Advisories) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()
        thread.join()


def _audit(service: str, lock: Path, *versions: str) -> subprocess.CompletedProcess[str]:
    lock.write_text("".join(f"{version} {HASH}\n" for version in versions))
    command = [sys.executable, str(AUDIT), "--service", service, str(lock)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_known_vulnerability_fails(service: str, tmp_path: Path) -> None:
    """A locked version with an advisory fails the audit, which names it, the advisory and the version that mends."""
    run = _audit(service, tmp_path / "some.lock", "sound==2.0", "broken==1.0")
    assert run.returncode == 1
    assert run.stderr == "audit: broken 1.0: PYSEC-0000-1, fixed in 1.1\n"


def test_versions_without_advisories_pass(service: str, tmp_path: Path) -> None:
    """Locked versions of which nothing is known pass, and are counted."""
    run = _audit(service, tmp_path / "some.lock", "sound==2.0", "broken==1.1")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "audit: 2 locked versions, 0 findings\n"


def test_nobody_to_ask_is_said(tmp_path: Path) -> None:
    """Where the service cannot be reached the audit passes, and says that it has not checked."""
    run = _audit("http://127.0.0.1:1/v1/query", tmp_path / "some.lock", "broken==1.0")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "audit: not checked, the advisory service cannot be reached\n"


def test_what_is_no_lock_file_fails(service: str, tmp_path: Path) -> None:
    """A file that cannot be audited fails, and does not pass for one without findings."""
    run = _audit(service, tmp_path / "some.lock", "not a requirement")
    assert run.returncode == 1
    assert run.stderr == "audit: the lock file could not be audited\n"
