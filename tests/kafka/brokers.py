"""A real broker for tests, ended with the process that asked for it, also where that is killed."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Self

from tests.kafka.certificates import make_certificates

SCRIPT = Path(__file__).parents[2] / "infra" / "broker" / "broker.py"
# In memory where there is room: on a disk each partition that gets a leader waits for it, and a SIGKILL loses neither.
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it.
MEMORY_BYTES_MIN = 2 << 30


class NoBroker(Exception):  # noqa: N818 - named for what is told.
    """There is no broker to be had; the text is one line that says why."""


class Broker:
    """One broker whose data is in `folder`: ended and started again as a test likes, with the same data and address.

    `options` are those of `infra/broker/broker.py run`. Use it as a context, which leaves nothing behind.
    """

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self._options = options
        self._process: subprocess.Popen[str] | None = None
        self.bootstrap = ""

    def start(self) -> None:
        """Start it and wait until it is ready; NoBroker where it cannot be."""
        self._let_go()
        self._process = subprocess.Popen(
            [sys.executable, str(SCRIPT), "run", str(self.folder), "--temporary", *self._options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Ctrl-C is for the tests, which end their broker themselves.
            start_new_session=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise NoBroker(self._let_go())
        self.bootstrap = json.loads(line)["bootstrap"]

    def stop(self) -> None:
        """End it in good order."""
        self._ask("stop")

    def kill(self) -> None:
        """End it with SIGKILL."""
        self._ask("kill")

    def close(self) -> None:
        """End it and remove its data."""
        self._let_go()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        try:
            self.start()
        except NoBroker:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, verb: str) -> None:
        subprocess.run([sys.executable, str(SCRIPT), verb, str(self.folder)], stdout=subprocess.DEVNULL, check=True)
        if self._process is not None:
            # With its standard input still open it knows that its data is wanted.
            self._process.wait()
        self._let_go()

    def _let_go(self) -> str:
        """Close the standard input that keeps the broker alive, and wait for its end; what it complained of."""
        if self._process is None:
            return ""
        _, complaint = self._process.communicate()
        self._process = None
        return complaint.strip()


class SecuredBroker(Broker):
    """A broker that speaks TLS alone, knows its users by SCRAM-SHA-512, and lets nobody do what no rule allows.

    `admin` and the broker itself may do everything. `secrets` has certificates, and users' passwords in files.
    """

    def __init__(self, folder: Path, *options: str) -> None:
        self.secrets = folder / "secrets"
        self.secrets.mkdir(mode=0o700, parents=True)
        make_certificates(self.secrets)
        self._write_password("admin")
        super().__init__(folder, "--secure", "--certificates", str(self.secrets), *options)

    def add_user(self, name: str) -> None:
        """Make a user with a password of its own, who may do nothing yet."""
        from kafka import KafkaAdminClient  # noqa: PLC0415 - loaded where a test needs it.
        from kafka.admin import ScramMechanism, UserScramCredentialUpsertion  # noqa: PLC0415 - the same.

        self._write_password(name)
        user = UserScramCredentialUpsertion(name, ScramMechanism.SCRAM_SHA_512, self._password(name), iterations=8192)
        with KafkaAdminClient(**self.kafka_python("admin")) as administrator:
            refused = {name: why for name, why in administrator.alter_user_scram_credentials([user]).items() if why}
        assert refused == {}

    def environment(self, user: str) -> dict[str, str]:
        """The variables by which the product connects as a user."""
        return {
            "ASSAY_KAFKA_BOOTSTRAP_SERVERS": self.bootstrap,
            "ASSAY_KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
            "ASSAY_KAFKA_SASL_MECHANISM": "SCRAM-SHA-512",
            "ASSAY_KAFKA_SASL_USERNAME": user,
            "ASSAY_KAFKA_SASL_PASSWORD_FILE": str(self.secrets / f"{user}.password"),
            "ASSAY_KAFKA_SSL_CA_FILE": str(self.secrets / "ca.pem"),
        }

    def confluent(self, user: str) -> dict[str, Any]:
        """What confluent-kafka connects with as a user, without the product's help."""
        return {
            "bootstrap.servers": self.bootstrap,
            "security.protocol": "SASL_SSL",
            "sasl.mechanism": "SCRAM-SHA-512",
            "sasl.username": user,
            "sasl.password": self._password(user),
            "ssl.ca.location": str(self.secrets / "ca.pem"),
        }

    def kafka_python(self, user: str) -> dict[str, Any]:
        """The same for kafka-python."""
        return {
            "bootstrap_servers": self.bootstrap,
            "security_protocol": "SASL_SSL",
            "sasl_mechanism": "SCRAM-SHA-512",
            "sasl_plain_username": user,
            "sasl_plain_password": self._password(user),
            "ssl_cafile": str(self.secrets / "ca.pem"),
        }

    def _write_password(self, user: str) -> None:
        file = self.secrets / f"{user}.password"
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(24))

    def _password(self, user: str) -> str:
        return (self.secrets / f"{user}.password").read_text()


def new_folder() -> Path:
    """An empty folder for a broker, in memory where there is room."""
    in_memory = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= MEMORY_BYTES_MIN
    return Path(tempfile.mkdtemp(prefix="assay-broker-", dir=MEMORY if in_memory else None))
