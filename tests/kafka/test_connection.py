"""A connection is read from the environment whole, or refused in one line that holds no secret."""

import copy
import logging
import pickle
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from confluent_kafka import Producer
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer

from contracts.problems import Unusable
from streams.kafka.connection import Connection
from streams.kafka.secret import Secret

CANARY = "canary-8d1f"
SERVERS = {"ASSAY_KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:9092"}
SCRAM = {
    **SERVERS,
    "ASSAY_KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
    "ASSAY_KAFKA_SASL_MECHANISM": "SCRAM-SHA-512",
    "ASSAY_KAFKA_SASL_USERNAME": "assay",
    "ASSAY_KAFKA_SASL_PASSWORD": CANARY,
}


def test_without_a_protocol_nothing_is_encrypted() -> None:
    """Only the brokers' addresses must be given; the protocol is then Kafka's own default."""
    connection = Connection.from_environment({"ASSAY_KAFKA_BOOTSTRAP_SERVERS": "one:9092, [::1]:9093"})
    assert connection.security_protocol == "PLAINTEXT"
    assert connection.confluent()["bootstrap.servers"] == "one:9092,[::1]:9093"
    assert connection.kafka_python()["bootstrap_servers"] == ["one:9092", "[::1]:9093"]


def test_scram_over_tls_reaches_both_clients() -> None:
    """Protocol, mechanism, name and password are given to each client in its own words."""
    connection = Connection.from_environment(SCRAM)
    confluent, kafka_python = connection.confluent(), connection.kafka_python()
    assert (confluent["security.protocol"], kafka_python["security_protocol"]) == ("SASL_SSL", "SASL_SSL")
    assert (confluent["sasl.mechanism"], kafka_python["sasl_mechanism"]) == ("SCRAM-SHA-512", "SCRAM-SHA-512")
    assert (confluent["sasl.username"], kafka_python["sasl_plain_username"]) == ("assay", "assay")
    assert (confluent["sasl.password"], kafka_python["sasl_plain_password"]) == (CANARY, CANARY)
    assert confluent["ssl.endpoint.identification.algorithm"] == "https"
    assert kafka_python["ssl_context"].check_hostname


@pytest.mark.parametrize("client", [KafkaAdminClient, KafkaConsumer, KafkaProducer])
def test_every_client_of_kafka_python_knows_the_settings(client: type) -> None:
    """The settings are among those that each of the three clients has."""
    assert set(Connection.from_environment(SCRAM).kafka_python()) <= set(client.DEFAULT_CONFIG)  # type: ignore[attr-defined]


def test_confluent_knows_the_settings() -> None:
    """A client is made of the settings as they are."""
    Producer(Connection.from_environment(SCRAM).confluent() | {"log_level": 0})


def test_a_password_file_is_read_without_its_newline(tmp_path: Path) -> None:
    """One newline at the end belongs to the file, and a space to the password."""
    for content, expected in ((CANARY, CANARY), (f"{CANARY}\n", CANARY), (f"{CANARY} \r\n", f"{CANARY} ")):
        file = tmp_path / "password"
        file.write_bytes(content.encode())
        assert _password(_of_file(file)) == expected


def _of_file(file: Path) -> dict[str, str]:
    return {key: value for key, value in SCRAM.items() if key != "ASSAY_KAFKA_SASL_PASSWORD"} | {
        "ASSAY_KAFKA_SASL_PASSWORD_FILE": str(file)
    }


def _password(environment: Mapping[str, str]) -> str:
    sasl = Connection.from_environment(environment).sasl
    assert sasl is not None
    return sasl.password


@pytest.mark.parametrize("content", [b"", b"\n", b"one\ntwo\n", b"\xff\xfe", b"a\0b", b"x" * 5000])
def test_a_password_file_that_holds_no_one_line_is_refused(tmp_path: Path, content: bytes) -> None:
    """Nothing, two lines, what is no text, and what is too long are no password."""
    (tmp_path / "password").write_bytes(content)
    with pytest.raises(Unusable) as refused:
        Connection.from_environment(_of_file(tmp_path / "password"))
    assert "ASSAY_KAFKA_SASL_PASSWORD_FILE" in refused.value.kind
    assert refused.value.__context__ is None


def test_a_password_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A file that is not there and a folder are told by the variable's name and the system's reason."""
    for file, reason in ((tmp_path / "none", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(Unusable, match=f"ASSAY_KAFKA_SASL_PASSWORD_FILE cannot be read: {reason}"):
            Connection.from_environment(_of_file(file))


WRONG: list[tuple[dict[str, str | None], str]] = [
    ({"ASSAY_KAFKA_BOOTSTRAP_SERVERS": None}, "BOOTSTRAP_SERVERS is not set"),
    ({"ASSAY_KAFKA_BOOTSTRAP_SERVERS": " , "}, "BOOTSTRAP_SERVERS is not set"),
    ({"ASSAY_KAFKA_BOOTSTRAP_SERVERS": "a:1,localhost"}, "number 2 of the list is not HOST:PORT"),
    ({"ASSAY_KAFKA_BOOTSTRAP_SERVERS": "localhost:70000"}, "is not HOST:PORT"),
    ({"ASSAY_KAFKA_BOOTSTRAP_SERVERS": "localhost:0"}, "is not HOST:PORT"),
    ({"ASSAY_KAFKA_BOOTSTRAP_SERVERS": f"u:{CANARY}@localhost:1"}, "is not HOST:PORT"),
    ({"ASSAY_KAFKA_SECURITY_PROTOCOL": "sasl_ssl"}, "SECURITY_PROTOCOL is none of"),
    ({"ASSAY_KAFKA_SECURITY_PROTOCOL": None}, "SASL_MECHANISM is set, but ASSAY_KAFKA_SECURITY_PROTOCOL is PLAINTEXT"),
    ({"ASSAY_KAFKA_SECURITY_PROTOCOL": "SSL"}, "SASL_MECHANISM is set, but ASSAY_KAFKA_SECURITY_PROTOCOL is SSL"),
    ({"ASSAY_KAFKA_SASL_MECHANISM": "PLAIN"}, "SASL_MECHANISM is none of SCRAM-SHA-512"),
    ({"ASSAY_KAFKA_SASL_USERNAME": None}, "SASL_USERNAME is not set"),
    ({"ASSAY_KAFKA_SASL_PASSWORD": None}, "neither ASSAY_KAFKA_SASL_PASSWORD nor"),
    ({"ASSAY_KAFKA_SASL_PASSWORD_FILE": "password"}, "both ASSAY_KAFKA_SASL_PASSWORD and"),
    ({"ASSAY_KAFKA_SASL_PASSWORD": f"{CANARY}\udcff"}, "a character that is not printable"),
    ({"ASSAY_KAFKA_SASL_PASWORD": CANARY}, "ASSAY_KAFKA_SASL_PASWORD is no setting"),
    ({"ASSAY_KAFKA_SSL_CAFILE": "ca.pem"}, "ASSAY_KAFKA_SSL_CAFILE is no setting"),
    ({"ASSAY_KAFKA_SSL_KEY_FILE": "key.pem"}, "KEY_FILE only one is set"),
    ({"ASSAY_KAFKA_SSL_CA_FILE": "no-such-file"}, "SSL_CA_FILE cannot be read: No such file"),
    (
        {"ASSAY_KAFKA_SECURITY_PROTOCOL": "SASL_PLAINTEXT", "ASSAY_KAFKA_SSL_CA_FILE": "ca.pem"},
        "SSL_CA_FILE is set, but ASSAY_KAFKA_SECURITY_PROTOCOL is SASL_PLAINTEXT",
    ),
]


@pytest.mark.parametrize(("changed", "told"), WRONG)
def test_what_is_missing_or_contradicts_is_told_in_one_line(changed: dict[str, str | None], told: str) -> None:
    """The line names the variable, and holds no password whatever variable it was put in."""
    environment = {key: value for key, value in (SCRAM | changed).items() if value is not None}
    with pytest.raises(Unusable) as refused:
        Connection.from_environment(environment)
    assert told in refused.value.kind
    assert "\n" not in refused.value.kind
    assert CANARY not in refused.value.kind + repr(refused.value)


@pytest.mark.parametrize("server", ["127.0.0.1:1", "127.9.9.9:1", "localhost:1", "[::1]:1"])
def test_scram_without_tls_is_for_this_machine(server: str) -> None:
    """A loopback address may be authenticated to without encryption."""
    connection = Connection.from_environment(_without_tls(server))
    assert connection.security_protocol == "SASL_PLAINTEXT"


@pytest.mark.parametrize("server", ["broker:1", "10.0.0.1:1", "127.0.0.1.example:1", "localhost:1,broker:1", "[::2]:1"])
def test_scram_without_tls_is_refused_elsewhere(server: str) -> None:
    """Another machine is not authenticated to without encryption, be it one of several."""
    with pytest.raises(Unusable, match="SASL_PLAINTEXT is for this machine alone"):
        Connection.from_environment(_without_tls(server))


def _without_tls(servers: str) -> dict[str, str]:
    return SCRAM | {"ASSAY_KAFKA_SECURITY_PROTOCOL": "SASL_PLAINTEXT", "ASSAY_KAFKA_BOOTSTRAP_SERVERS": servers}


def test_certificates_that_are_none_are_refused(tmp_path: Path) -> None:
    """A file without a certificate, a key of another one and an encrypted key are told by their variables."""
    own, other = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "empty.pem").write_bytes(b"nothing")
    (tmp_path / "own.pem").write_bytes(_certificate(own))
    (tmp_path / "own.key").write_bytes(_key(own, NoEncryption()))
    (tmp_path / "other.key").write_bytes(_key(other, NoEncryption()))
    (tmp_path / "locked.key").write_bytes(_key(own, BestAvailableEncryption(CANARY.encode())))
    tls = Connection.from_environment(_certified(tmp_path, "own.pem", "own.pem", "own.key")).confluent()
    assert tls["ssl.certificate.location"] == str(tmp_path / "own.pem")
    for ca, key, told in (
        ("empty.pem", "own.key", "SSL_CA_FILE holds no PEM certificate"),
        ("own.pem", "other.key", "are not a PEM certificate and its key"),
        ("own.pem", "locked.key", "are not a PEM certificate and its key"),
        ("own.pem", "none.key", "SSL_CERTIFICATE_FILE cannot be read"),
    ):
        with pytest.raises(Unusable, match=told):
            Connection.from_environment(_certified(tmp_path, ca, "own.pem", key))


def _certified(folder: Path, ca: str, certificate: str, key: str) -> dict[str, str]:
    return SERVERS | {
        "ASSAY_KAFKA_SECURITY_PROTOCOL": "SSL",
        "ASSAY_KAFKA_SSL_CA_FILE": str(folder / ca),
        "ASSAY_KAFKA_SSL_CERTIFICATE_FILE": str(folder / certificate),
        "ASSAY_KAFKA_SSL_KEY_FILE": str(folder / key),
    }


def _certificate(key: ec.EllipticCurvePrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "made")])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    dated = builder.not_valid_before(now).not_valid_after(now + timedelta(days=1))
    return dated.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _key(key: ec.EllipticCurvePrivateKey, encryption: KeySerializationEncryption) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


def test_no_representation_shows_the_password() -> None:
    """Neither the connection nor the settings of a client show it, copied and pickled ones as little."""
    connection = Connection.from_environment(SCRAM)
    for shown in (connection, copy.deepcopy(connection), pickle.loads(pickle.dumps(connection))):  # noqa: S301 - our own.
        assert connection == shown
        texts = (repr(shown), str(shown), f"{shown}", repr(shown.confluent()), str(shown.kafka_python()))
        assert CANARY not in "".join(texts)
        assert "[secret]" in repr(shown)


def test_a_secret_is_formatted_without_being_shown() -> None:
    """A secret put into a message, however wide, is not readable there."""
    assert f"{Secret(CANARY):>10}|{Secret(CANARY)!r}" == "  [secret]|[secret]"


def test_kafka_python_logs_no_requests(caplog: pytest.LogCaptureFixture) -> None:
    """At DEBUG its log has whole requests, proofs of passwords and payloads among them; they are kept out of it."""
    log = logging.getLogger("kafka.net.connection")
    with caplog.at_level(logging.DEBUG, log.name):
        Connection.from_environment(SCRAM).kafka_python()
        log.debug("Request %s", CANARY)
        log.warning("Connection lost")
    assert [record.getMessage() for record in caplog.records] == ["Connection lost"]
