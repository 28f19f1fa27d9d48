"""A connection that is not to be made ends in one line, and no output or log has the password, at whatever level."""

import datetime as dt
import ipaddress
import secrets
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from confluent_kafka import KafkaException, Producer
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from streams.kafka.connection import Connection
from tests.kafka.applying import apply, declaring, run
from tests.kafka.brokers import SecuredBroker

VERBOSE = "import logging; logging.basicConfig(level=logging.DEBUG); from streams.cli import main; main()"
NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def canary() -> str:
    """A password that nobody has."""
    return f"canary-{secrets.token_hex(8)}"


def wrong(broker: SecuredBroker, password: str) -> dict[str, str]:
    """The environment of the admin with another password."""
    environment = broker.environment("admin")
    del environment["ASSAY_KAFKA_SASL_PASSWORD_FILE"]
    return environment | {"ASSAY_KAFKA_SASL_PASSWORD": password}


def told(environment: dict[str, str], tmp_path: Path) -> tuple[int, str]:
    """The exit code and the one line of a command that did nothing."""
    done = apply(environment, "--file", declaring(tmp_path), "--yes")
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("assay: ")
    return done.returncode, line.removeprefix("assay: ")


def test_a_wrong_password_is_refused(secured_broker: SecuredBroker, canary: str, tmp_path: Path) -> None:
    """The line has the user and the broker's reason, and not the password."""
    code, line = told(wrong(secured_broker, canary), tmp_path)
    assert code == 2
    assert line.startswith("the brokers refuse admin: ")
    assert "invalid credentials with SASL mechanism SCRAM-SHA-512" in line
    assert canary not in line


def test_an_unknown_user_is_refused(secured_broker: SecuredBroker, tmp_path: Path) -> None:
    """As a wrong password is: who asks does not learn which of the two it was."""
    code, line = told(secured_broker.environment("admin") | {"ASSAY_KAFKA_SASL_USERNAME": "nobody"}, tmp_path)
    assert (code, "the brokers refuse nobody: " in line, "invalid credentials" in line) == (2, True, True)


def test_a_mechanism_that_brokers_have_not_is_refused(secured_broker: SecuredBroker, tmp_path: Path) -> None:
    """The line says which they have."""
    code, line = told(secured_broker.environment("admin") | {"ASSAY_KAFKA_SASL_MECHANISM": "SCRAM-SHA-256"}, tmp_path)
    assert (code, "broker's supported mechanisms: SCRAM-SHA-512" in line) == (2, True)


def test_a_foreign_broker_is_not_believed(secured_broker: SecuredBroker, tmp_path: Path) -> None:
    """A broker whose certificate another authority signed gets no password, and the line says what to look at."""
    other = tmp_path / "other.pem"
    other.write_bytes(_certificate(ec.generate_private_key(ec.SECP256R1()), NOW + DAY, "127.0.0.1"))
    code, line = told(secured_broker.environment("admin") | {"ASSAY_KAFKA_SSL_CA_FILE": str(other)}, tmp_path)
    assert code == 2
    assert line.startswith(f"the certificate of {secured_broker.bootstrap} is not to be trusted: ")
    assert "ASSAY_KAFKA_SSL_CA_FILE" in line


@pytest.mark.parametrize(
    ("ends", "address", "reason"),
    [
        (NOW - DAY, "127.0.0.1", "certificate has expired"),
        (NOW + DAY, "127.0.0.2", "IP address mismatch, certificate is not valid for '127.0.0.1'."),
    ],
    ids=["expired", "of another host"],
)
def test_a_certificate_that_does_not_hold_is_not_believed(
    tmp_path: Path, ends: dt.datetime, address: str, reason: str
) -> None:
    """An expired certificate and one of another host are told apart, though the authority is the right one."""
    with _listening(tmp_path, ends, address) as server:
        code, line = told(
            {
                "ASSAY_KAFKA_BOOTSTRAP_SERVERS": server,
                "ASSAY_KAFKA_SECURITY_PROTOCOL": "SSL",
                "ASSAY_KAFKA_SSL_CA_FILE": str(tmp_path / "broker.pem"),
            },
            tmp_path,
        )
    assert code == 2
    assert line == f"the certificate of {server} is not to be trusted: {reason} (see ASSAY_KAFKA_SSL_CA_FILE)"


@pytest.mark.parametrize("protocol", ["PLAINTEXT", "SASL_PLAINTEXT", "SSL"])
def test_a_client_of_another_protocol_is_told_to_look_at_it(
    secured_broker: SecuredBroker, tmp_path: Path, protocol: str
) -> None:
    """Unencrypted against TLS, or without a user: the broker hangs up, and the line names the variable."""
    environment = secured_broker.environment("admin") | {"ASSAY_KAFKA_SECURITY_PROTOCOL": protocol}
    kept = {
        name: value
        for name, value in environment.items()
        if ("SASL_" not in name or "SASL" in protocol) and ("SSL_" not in name or "SSL" in protocol)
    }
    kept["ASSAY_KAFKA_SECURITY_PROTOCOL"] = protocol
    code, line = told(kept, tmp_path)
    assert code == 3
    address = secured_broker.bootstrap
    assert line == f"no broker answers at {address}: is ASSAY_KAFKA_SECURITY_PROTOCOL {protocol} what they expect?"


@pytest.mark.parametrize("is_right", [True, False])
def test_no_log_at_any_level_has_the_password(
    secured_broker: SecuredBroker, canary: str, tmp_path: Path, is_right: bool
) -> None:
    """With everybody's log at DEBUG, of a run that works and of one that is refused, it stands nowhere."""
    if is_right:
        environment = secured_broker.environment("admin")
        password = Path(environment["ASSAY_KAFKA_SASL_PASSWORD_FILE"]).read_text()
    else:
        environment, password = wrong(secured_broker, canary), canary
    done = run(VERBOSE, environment, "--file", declaring(tmp_path), "--dry-run")
    output = done.stdout + done.stderr
    assert (done.returncode, "'sasl_plain_password': [secret]" in output) == (1 if is_right else 2, is_right)
    assert password not in output


def test_the_log_of_librdkafka_has_no_password(
    secured_broker: SecuredBroker, canary: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """A client that is told to log everything, its settings among it, shows none."""
    settings = Connection.from_environment(wrong(secured_broker, canary)).confluent()
    client = Producer({**settings, "debug": "all"})
    with pytest.raises(KafkaException):
        client.list_topics(timeout=2)
    del client
    output = capfd.readouterr().err
    assert "sasl.password = [redacted]" in output
    assert canary not in output


def _listening(folder: Path, ends: dt.datetime, address: str) -> "_Listener":
    key = ec.generate_private_key(ec.SECP256R1())
    file = folder / "broker.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + _certificate(key, ends, address))
    return _Listener(file)


class _Listener:
    """Somebody who shakes hands by TLS with whoever comes, under a certificate; a context of its HOST:PORT."""

    def __init__(self, file: Path) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(file)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._answer)

    def __enter__(self) -> str:
        self._thread.start()
        return f"127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _answer(self) -> None:
        for plain in _accepted(self._socket):
            with closing(plain):
                try:
                    self._context.wrap_socket(plain, server_side=True).close()
                except OSError:
                    continue


def _accepted(listening: socket.socket) -> Iterator[socket.socket]:
    while True:
        try:
            yield listening.accept()[0]
        except OSError:
            return


def _certificate(key: ec.EllipticCurvePrivateKey, ends: dt.datetime, address: str) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "assay tests")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    dated = builder.not_valid_before(NOW - 2 * DAY).not_valid_after(ends)
    places = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    return dated.add_extension(places, critical=False).sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
