"""How clients reach the brokers: read once from the environment, and given to each client in its own words.

A connection's parts say what it does: with `tls` it is encrypted, with `sasl` it authenticates. Passwords go to the
broker by SCRAM alone, which proves that the client knows one without sending it.
"""

import ipaddress
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from contracts.problems import Unusable
from contracts.sdk.quiet import keep_quiet
from streams.kafka.secret import Secret, read_secret

PREFIX = "ASSAY_KAFKA_"
SERVERS = PREFIX + "BOOTSTRAP_SERVERS"
PROTOCOL = PREFIX + "SECURITY_PROTOCOL"
MECHANISM = PREFIX + "SASL_MECHANISM"
USERNAME = PREFIX + "SASL_USERNAME"
PASSWORD = PREFIX + "SASL_PASSWORD"
CA_FILE = PREFIX + "SSL_CA_FILE"
CERTIFICATE_FILE = PREFIX + "SSL_CERTIFICATE_FILE"
KEY_FILE = PREFIX + "SSL_KEY_FILE"

SASL_VARIABLES = (MECHANISM, USERNAME, PASSWORD, PASSWORD + "_FILE")
SSL_VARIABLES = (CA_FILE, CERTIFICATE_FILE, KEY_FILE)
MECHANISMS = ("SCRAM-SHA-512", "SCRAM-SHA-256")
PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")

CLIENT_ID = "assay"
RECONNECT_MS_MIN: Final = 100
RECONNECT_MS_MAX: Final = 2_000
REQUEST_MS_MAX: Final = 30_000

_SERVER = re.compile(r"(?P<host>[\w.-]+|\[[0-9a-fA-F:.]+\]):(?P<port>\d{1,5})", re.ASCII)
_PORT_MAX = (1 << 16) - 1


@dataclass(frozen=True, slots=True)
class Sasl:
    """Who connects, and the password that proves it."""

    mechanism: str
    username: str
    password: Secret


@dataclass(frozen=True, slots=True)
class Tls:
    """Whose certificates are trusted (None: those of the system), and the client's own where brokers ask for one."""

    ca_file: Path | None = None
    certificate_file: Path | None = None
    key_file: Path | None = None

    def context(self) -> ssl.SSLContext:
        """What checks a broker's certificate and host name; OSError, which ssl.SSLError is, for files that are none."""
        context = ssl.create_default_context(cafile=self.ca_file)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.certificate_file:
            # Without a password given, one for an encrypted key would be asked for on the terminal.
            context.load_cert_chain(self.certificate_file, self.key_file, password=lambda: "")
        return context


@dataclass(frozen=True, slots=True)
class Connection:
    """Where the brokers are and how they are spoken to; it shows no password."""

    bootstrap_servers: tuple[str, ...]
    tls: Tls | None = None
    sasl: Sasl | None = None

    def __post_init__(self) -> None:
        for server in self.bootstrap_servers:
            if self.sasl and not self.tls and not _is_loopback(host_and_port(server)[0]):
                raise Unusable(f"{PROTOCOL}: SASL_PLAINTEXT is for this machine alone, and {server} is another")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read the ASSAY_KAFKA_ variables; Unusable, in one line, for what is missing or contradicts another."""
        _refuse_unknown(environment)
        protocol = environment.get(PROTOCOL) or PROTOCOLS[0]
        if protocol not in PROTOCOLS:
            raise Unusable(f"{PROTOCOL} is none of {', '.join(PROTOCOLS)}")
        sasl = _sasl(environment) if protocol.startswith("SASL_") else None
        tls = _tls(environment) if protocol.endswith("SSL") else None
        for variables, used in ((SASL_VARIABLES, sasl), (SSL_VARIABLES, tls)):
            unused = [name for name in variables if environment.get(name)]
            if unused and not used:
                raise Unusable(f"{unused[0]} is set, but {PROTOCOL} is {protocol}")
        return cls(_servers(environment), tls, sasl)

    @property
    def security_protocol(self) -> str:
        """The protocol as Kafka calls it."""
        return ("SASL_" if self.sasl else "") + ("SSL" if self.tls else "PLAINTEXT")

    def confluent(self) -> dict[str, Any]:
        """The settings of a confluent-kafka client."""
        settings: dict[str, Any] = {
            "bootstrap.servers": ",".join(self.bootstrap_servers),
            "client.id": CLIENT_ID,
            "security.protocol": self.security_protocol,
            "reconnect.backoff.ms": RECONNECT_MS_MIN,
            "reconnect.backoff.max.ms": RECONNECT_MS_MAX,
        }
        if self.sasl:
            settings["sasl.mechanism"] = self.sasl.mechanism
            settings["sasl.username"] = self.sasl.username
            settings["sasl.password"] = self.sasl.password
        if self.tls:
            settings["ssl.endpoint.identification.algorithm"] = "https"
            settings["ssl.ca.location"] = str(self.tls.ca_file) if self.tls.ca_file else "probe"
            if self.tls.certificate_file:
                settings["ssl.certificate.location"] = str(self.tls.certificate_file)
                settings["ssl.key.location"] = str(self.tls.key_file)
        return settings

    def kafka_python(self) -> dict[str, Any]:
        """The settings of a kafka-python client, whose log is kept from telling requests, with payloads in them."""
        keep_quiet()
        settings: dict[str, Any] = {
            "bootstrap_servers": list(self.bootstrap_servers),
            "client_id": CLIENT_ID,
            "security_protocol": self.security_protocol,
            "reconnect_backoff_ms": RECONNECT_MS_MIN,
            "reconnect_backoff_max_ms": RECONNECT_MS_MAX,
            "request_timeout_ms": REQUEST_MS_MAX,
        }
        if self.sasl:
            settings["sasl_mechanism"] = self.sasl.mechanism
            settings["sasl_plain_username"] = self.sasl.username
            settings["sasl_plain_password"] = self.sasl.password
        if self.tls:
            settings["ssl_context"] = self.tls.context()
        return settings


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    """A misspelled variable would leave out what it was to set, the certificates to trust say."""
    known = {*SASL_VARIABLES, *SSL_VARIABLES}
    for name in sorted(environment):
        if name.startswith((PREFIX + "SASL_", PREFIX + "SSL_")) and name not in known:
            raise Unusable(f"{name} is no setting; there are {', '.join(sorted(known))}")


def _servers(environment: Mapping[str, str]) -> tuple[str, ...]:
    servers = tuple(server.strip() for server in environment.get(SERVERS, "").split(",") if server.strip())
    if not servers:
        raise Unusable(f"{SERVERS} is not set: HOST:PORT of one or several brokers, separated by commas")
    for number, server in enumerate(servers, start=1):
        match = _SERVER.fullmatch(server)
        if not match or not 0 < int(match["port"]) <= _PORT_MAX:
            # Not shown: somebody may have put credentials before the host.
            raise Unusable(f"{SERVERS}: number {number} of the list is not HOST:PORT")
    return servers


def _sasl(environment: Mapping[str, str]) -> Sasl:
    mechanism = environment.get(MECHANISM) or MECHANISMS[0]
    if mechanism not in MECHANISMS:
        raise Unusable(f"{MECHANISM} is none of {', '.join(MECHANISMS)}")
    username, password = environment.get(USERNAME), read_secret(PASSWORD, environment)
    if not username:
        raise Unusable(f"{USERNAME} is not set")
    if password is None:
        raise Unusable(f"neither {PASSWORD} nor {PASSWORD}_FILE is set")
    return Sasl(mechanism, username, password)


def _tls(environment: Mapping[str, str]) -> Tls:
    ca, certificate, key = (Path(value) if (value := environment.get(name)) else None for name in SSL_VARIABLES)
    if (certificate is None) != (key is None):
        raise Unusable(f"of {CERTIFICATE_FILE} and {KEY_FILE} only one is set")
    for name, part in ((CA_FILE, Tls(ca)), (CERTIFICATE_FILE, Tls(None, certificate, key))):
        try:
            part.context()
        except ssl.SSLError:
            pair = f" and {KEY_FILE}" if name == CERTIFICATE_FILE else ""
            fault = "are not a PEM certificate and its key, unencrypted" if pair else "holds no PEM certificate"
            raise Unusable(f"{name}{pair} {fault}") from None
        except OSError as error:
            raise Unusable(f"a file of {name} cannot be read: {error.strerror}") from None
    return Tls(ca, certificate, key)


def host_and_port(server: str) -> tuple[str, int]:
    """The parts of HOST:PORT, an IPv6 address without its brackets."""
    host, _, port = server.rpartition(":")
    return host.strip("[]"), int(port)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
