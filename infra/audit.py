"""Ask whether any version in `requirements.lock` has a known vulnerability: `python infra/audit.py`.

Exit codes: 0 where none is known, or the service that knows cannot be reached, which is then said; 1 where one is
known, or not every version could be looked up.
"""

import argparse
import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
SERVICE = "https://api.osv.dev/v1/query"
REACH_SECONDS_MAX = 10


def main(arguments: list[str]) -> int:
    """Audit one lock file; returns the exit code."""
    parser = argparse.ArgumentParser(prog="audit.py", description="Known vulnerabilities of locked versions.")
    parser.add_argument("--service", default=SERVICE, help="where advisories are asked for, in OSV's words")
    parser.add_argument("lock", nargs="?", default=LOCK, type=Path)
    asked = parser.parse_args(arguments)
    if not _is_reachable(asked.service):
        print("audit: not checked, the advisory service cannot be reached")
        return 0
    audited = _audit(asked.lock, asked.service)
    if audited is None:
        print("audit: the lock file could not be audited", file=sys.stderr)
        return 1
    found = [f"{name}: {told}" for name, told in _findings(audited)]
    for line in found:
        print(f"audit: {line}", file=sys.stderr)
    print(f"audit: {len(audited)} locked versions, {len(found)} findings")
    return 1 if found else 0


def _is_reachable(service: str) -> bool:
    """Whether anybody answers there, in whatever words."""
    try:
        urllib.request.urlopen(service, timeout=REACH_SECONDS_MAX).close()  # noqa: S310 - what the caller names.
    except urllib.error.HTTPError as answer:
        answer.close()
    except OSError:
        return False
    return True


def _audit(lock: Path, service: str) -> list[dict[str, Any]] | None:
    """Each locked version with its vulnerabilities, as pip-audit tells them; None where it failed."""
    command = ["pip_audit", "--requirement", str(lock), "--disable-pip", "--vulnerability-service", "osv"]
    command += ["--osv-url", service, "--format", "json", "--progress-spinner", "off"]
    run = subprocess.run(  # noqa: S603 - our own tool and arguments.
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False
    )
    try:
        audited: list[dict[str, Any]] = json.loads(run.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    return audited


def _findings(audited: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What is wrong with which package: a vulnerability, or that nobody could say."""
    found = []
    for package in audited:
        if "skip_reason" in package:
            found.append((package["name"], "could not be looked up"))
        for known in package.get("vulns", ()):
            fixes = ", ".join(known["fix_versions"]) or "no version yet"
            found.append((f"{package['name']} {package['version']}", f"{known['id']}, fixed in {fixes}"))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
