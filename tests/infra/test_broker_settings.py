"""How the broker is set up, and what is made of what it prints."""

import re
from pathlib import Path

import pytest

from infra.broker.folder import Told
from infra.broker.printed import Printed
from infra.broker.settings import properties

PORTS = {"CLIENT": 20_001, "CONTROLLER": 20_002}
PLAIN = Told(PORTS, "1g", None, {})
SECURE = Told(PORTS | {"BROKER": 20_003}, "1g", "/certificates", {})


def _settings(told: Told) -> dict[str, str]:
    lines = properties(told, Path("/data")).splitlines()
    return dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize("told", [PLAIN, SECURE], ids=["plain", "secure"])
def test_it_listens_on_loopback_alone(told: Told) -> None:
    """Nobody on another machine reaches any of its ports."""
    places = re.findall(r"//(.*?):(\d+)", _settings(told)["listeners"])
    assert {place for place, _ in places} == {"127.0.0.1"}
    assert {int(port) for _, port in places} == set(told.ports.values())


def test_what_is_set_wins() -> None:
    """A setting that was asked for replaces ours."""
    told = PLAIN._replace(settings={"group.min.session.timeout.ms": "2000"})
    assert _settings(PLAIN)["group.min.session.timeout.ms"] == "1000"
    assert _settings(told)["group.min.session.timeout.ms"] == "2000"


def test_a_secure_one_trusts_nobody_unasked() -> None:
    """Clients prove who they are by SCRAM over TLS, nodes by certificate, and what no rule allows is refused."""
    settings = _settings(SECURE)
    protocols = dict(pair.split(":") for pair in settings["listener.security.protocol.map"].split(","))
    assert protocols == {"CLIENT": "SASL_SSL", "CONTROLLER": "SSL", "BROKER": "SSL"}
    assert settings["listener.name.broker.ssl.client.auth"] == "required"
    assert settings["listener.name.controller.ssl.client.auth"] == "required"
    assert settings["authorizer.class.name"].endswith("StandardAuthorizer")
    assert settings["allow.everyone.if.no.acl.found"] == "false"


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("x\njava.net.BindException: Address already in use\n", "a port is taken"),
        ("Exception: UnsupportedClassVersionError: kafka/Kafka\n", "Java 17 or newer is needed"),
        ("java.io.IOException: No space left on device\n", "no space left on the disk"),
        ("12:00 WARN x\njava.lang.RuntimeException: odd\n\tat a.b\n", "java.lang.RuntimeException: odd"),
        ("12:00 ERROR y: odd\n", "12:00 ERROR y: odd"),
        ("", "see "),
    ],
)
def test_why_it_ended_is_one_line(printed: str, told: str, tmp_path: Path) -> None:
    """What a broker printed before it ended becomes one line that says why, and where the rest stands."""
    log = tmp_path / "broker.log"
    log.write_text(printed)
    cause = Printed(log, 0).cause
    assert told in cause
    assert str(log) in cause
    assert "\n" not in cause


def test_an_earlier_start_says_nothing_of_this_one(tmp_path: Path) -> None:
    """What was printed before this start is not taken for its own."""
    log = tmp_path / "broker.log"
    log.write_text("Kafka Server started\nERROR old\n")
    printed = Printed(log, log.stat().st_size)
    assert not printed.is_ready
    assert printed.cause == f"see {log}"
