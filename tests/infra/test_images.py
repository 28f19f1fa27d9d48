"""The image and the composition: linters find nothing, versions are pinned, and nothing is open that need not be."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
INFRA = ROOT / "infra"
PINNED = re.compile(r"^(\S+)==(\S+)", re.MULTILINE)


def _tool(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a linter that is installed with the tests."""
    command = [str(Path(sys.executable).with_name(name)), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _hadolint(dockerfile: Path) -> subprocess.CompletedProcess[str]:
    return _tool("hadolint", "--failure-threshold", "style", dockerfile)


def _check_schema(composition: Path) -> subprocess.CompletedProcess[str]:
    return _tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", composition)


def _compose_lint(composition: Path) -> subprocess.CompletedProcess[str]:
    options = ["--quiet", "--fail-on", "low", "--config", INFRA / "compose-lint.yaml"]
    return _tool("compose-lint", "check", *options, composition)


def _read(name: str) -> Any:
    return yaml.safe_load((INFRA / name).read_text())


def _services() -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = _read("compose.yaml")["services"]
    return services


@pytest.mark.parametrize(
    ("check", "file"),
    [(_hadolint, "Dockerfile"), (_check_schema, "compose.yaml"), (_compose_lint, "compose.yaml")],
)
def test_the_linters_find_nothing(check: Any, file: str) -> None:
    """Linters of images and compositions have nothing to say."""
    run = check(INFRA / file)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("check", "file", "text"),
    [
        (_hadolint, "Dockerfile", "FROM python\nRUN cd /tmp\n"),
        (_check_schema, "compose.yaml", "services: {a: {image: a, comand: [b]}}\n"),
        (_compose_lint, "compose.yaml", "services: {a: {image: 'a:1', privileged: true}}\n"),
    ],
)
def test_the_linters_bite(check: Any, file: str, text: str, tmp_path: Path) -> None:
    """Each linter refuses what it is there for."""
    (tmp_path / file).write_text(text)
    assert check(tmp_path / file).returncode == 1


def test_every_image_has_a_version() -> None:
    """No image is whatever is newest."""
    images = [service["image"] for service in _services().values()]
    images += re.findall(r"^FROM (\S+)", (INFRA / "Dockerfile").read_text(), re.MULTILINE)
    assert [image for image in images if not re.search(r":v?\d+\.\d+\.\d+", image)] == []


def test_the_composition_has_the_broker_that_is_tested() -> None:
    """The version of Kafka in the composition is that of the jars that tests run on."""
    (tested,) = re.findall(r"<kafka.version>(\S+)</kafka.version>", (INFRA / "broker" / "pom.xml").read_text())
    assert _services()["broker"]["image"] == f"apache/kafka:{tested}"


def test_only_this_machine_is_let_in() -> None:
    """Every published port is one of loopback."""
    ports = [port for service in _services().values() for port in service.get("ports", ())]
    assert ports
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_secrets_come_from_files() -> None:
    """No secret stands in an environment, and every one that is declared is a file of the user's."""
    names = [
        (name, value) for service in _services().values() for name, value in service.get("environment", {}).items()
    ]
    secret = [(name, value) for name, value in names if re.search("PASSWORD|KEY|SECRET|TOKEN", name)]
    assert secret
    assert [name for name, value in secret if not str(value).startswith("/run/secrets/")] == []
    assert [secret for secret in _read("compose.yaml")["secrets"].values() if set(secret) != {"file"}] == []


def test_every_service_is_watched_and_bounded() -> None:
    """Each service has a bound on memory, writes to nothing but its volumes, and says how its health is asked for."""
    image = "HEALTHCHECK" in (INFRA / "Dockerfile").read_text()
    for name, service in _services().items():
        assert {"mem_limit", "cpus", "pids_limit"} <= set(service), name
        assert service["read_only"] is True, name
        assert "healthcheck" in service or (image and "build" in service), name


def test_what_is_mounted_is_there() -> None:
    """Every file that the composition mounts is in the repository."""
    mounts = [mount for service in _services().values() for mount in service.get("volumes", ())]
    files = [mount.partition(":")[0] for mount in mounts if mount.startswith(".")]
    assert files
    assert [file for file in files if not (INFRA / file).is_file()] == []


def test_the_image_takes_what_it_names_and_no_more() -> None:
    """Everything that is copied into the image is on the list of what may be, which begins with nothing."""
    first, *allowed = [
        line for line in (INFRA / "Dockerfile.dockerignore").read_text().splitlines() if not line.startswith("#")
    ]
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", (INFRA / "Dockerfile").read_text(), re.MULTILINE)
    copied = {name for line in lines for name in line.split()}
    assert first == "*"
    assert copied == {name[1:] for name in allowed if name.startswith("!")}
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_image_runs_as_nobody_in_particular() -> None:
    """What runs in the image is not root."""
    final = (INFRA / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    (user,) = re.findall(r"^USER (\d+):\d+$", final, re.MULTILINE)
    assert int(user) > 0


def test_the_image_has_the_versions_that_are_tested() -> None:
    """Every version in the image's lock file is the one that tests run with."""
    tested = dict(PINNED.findall((ROOT / "requirements.lock").read_text()))
    shipped = dict(PINNED.findall((INFRA / "worker.lock").read_text()))
    assert {"confluent-kafka", "faust-streaming", "kafka-python"} <= shipped.keys()
    assert {name: version for name, version in shipped.items() if tested.get(name) != version} == {}
    assert {"pytest", "ruff"} & shipped.keys() == set()
