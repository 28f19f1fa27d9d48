"""Make a broker's folder ready for its first start, the administrator of a secure one included."""

import base64
import hashlib
import os
import secrets
import shutil
import subprocess
import uuid
from pathlib import Path

from infra.broker.folder import Folder, Told
from infra.broker.problems import NotReady, Refused
from infra.broker.settings import properties

ITERATIONS = 8192
SECRETS = ("ca.pem", "broker.pem", "admin.password")


def make_storage(folder: Folder, told: Told, java: list[str]) -> None:
    """Format the data folder where it is not yet: beside its place first, so that it is whole or not there."""
    if folder.data.exists():
        return
    if told.certificates is not None:
        _refuse_missing(Path(told.certificates))
    fresh = folder.root / "data.partial"
    shutil.rmtree(fresh, ignore_errors=True)
    settings = folder.root / "format.properties"
    settings.write_text(properties(told, fresh))
    # The tool reads its arguments from a file that we alone may read: a command line is everybody's to see.
    arguments = folder.root / "format.arguments"
    with open(arguments, "w", opener=_private) as file:
        file.write("\n".join(_arguments(told, settings)) + "\n")
    # What it prints has the keys of the administrator in it.
    command = [*java, "kafka.tools.StorageTool", f"@{arguments}"]
    run = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own Java and arguments.
    arguments.unlink()
    settings.unlink()
    if run.returncode != 0:
        raise NotReady(_reason(run.stderr.decode(errors="replace"), told))
    fresh.rename(folder.data)


def _arguments(told: Told, settings: Path) -> list[str]:
    cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    arguments = ["format", "--config", str(settings), f"--cluster-id={cluster}", "--standalone"]
    if told.certificates is not None:
        arguments += ["--add-scram", _credential((Path(told.certificates) / "admin.password").read_text().strip())]
    return arguments


def _credential(password: str) -> str:
    """What SCRAM stores of the administrator's password, which goes no further than here."""
    salt = secrets.token_bytes(24)
    salted = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ITERATIONS)
    told = {"salt": base64.b64encode(salt).decode(), "saltedpassword": base64.b64encode(salted).decode()}
    fields = ",".join(f'{name}="{value}"' for name, value in told.items())
    return f"SCRAM-SHA-512=[name=admin,iterations={ITERATIONS},{fields}]"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _refuse_missing(certificates: Path) -> None:
    missing = [name for name in SECRETS if not (certificates / name).is_file()]
    if missing:
        raise Refused(f"{certificates} has no {' and no '.join(missing)}")


def _reason(printed: str, told: Told) -> str:
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    if told.certificates is not None or not lines:
        return "Kafka could not make its storage"
    return f"Kafka could not make its storage: {lines[0][:300]}"
