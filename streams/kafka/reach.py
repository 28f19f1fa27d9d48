"""Whether brokers can be reached as a connection says, and in one line why not.

Clients go on trying for as long as they are let, whatever the reason; who waits for a command wants to hear it.
"""

import re
import socket
import ssl
import time

from confluent_kafka import KafkaError, KafkaException, Producer

from contracts.problems import Unusable
from streams.exits import Unfinished
from streams.kafka.connection import CA_FILE, PROTOCOL, Connection, Tls, host_and_port

REACH_SECONDS_MAX = 5.0
TRY_SECONDS_MAX = 0.5

# `sasl_ssl://HOST:PORT/bootstrap: WHAT (after 12ms in state AUTH_REQ)` is how librdkafka tells an error.
_TOLD = re.compile(r"\S+/\S+: (?P<what>.*?)(?: \(after \d+ms in state \w+\))?", re.DOTALL)


def reach(connection: Connection) -> None:
    """Return once a broker answers; Unusable where none ever will as things are, Unfinished where one may later."""
    if connection.tls:
        for server in connection.bootstrap_servers:
            _refuse_certificate(server, connection.tls)
    errors: list[KafkaError] = []
    client = Producer({**connection.confluent(), "error_cb": errors.append, "log_level": 0})
    deadline = time.monotonic() + REACH_SECONDS_MAX
    while time.monotonic() < deadline:
        try:
            client.list_topics(timeout=TRY_SECONDS_MAX)
        except KafkaException:
            client.poll(0)
            _refuse_credentials(errors, connection)
        else:
            return
    raise Unfinished(_unreached(errors, connection))


def _refuse_certificate(server: str, tls: Tls) -> None:
    """Unusable for a broker whose certificate is not to be trusted; other troubles are the clients' to meet."""
    host, port = host_and_port(server)
    try:
        with (
            socket.create_connection((host, port), timeout=REACH_SECONDS_MAX) as plain,
            tls.context().wrap_socket(plain, server_hostname=host),
        ):
            return
    except ssl.SSLCertVerificationError as error:
        fault = error.verify_message
    except OSError:
        return
    raise Unusable(f"the certificate of {server} is not to be trusted: {fault} (see {CA_FILE})")


def _refuse_credentials(errors: list[KafkaError], connection: Connection) -> None:
    for error in errors:
        if error.code() == KafkaError._AUTHENTICATION:
            who = f" {connection.sasl.username}" if connection.sasl else ""
            raise Unusable(f"the brokers refuse{who}: {_what(error)}")


def _unreached(errors: list[KafkaError], connection: Connection) -> str:
    servers = ", ".join(connection.bootstrap_servers)
    told = [_what(error) for error in errors if error.code() != KafkaError._ALL_BROKERS_DOWN]
    # A broker that expects another protocol hangs up without a word.
    why = told[-1] if told else f"is {PROTOCOL} {connection.security_protocol} what they expect?"
    return f"no broker answers at {servers}: {why}"


def _what(error: KafkaError) -> str:
    found = _TOLD.fullmatch(error.str())
    return found["what"] if found else error.name()
