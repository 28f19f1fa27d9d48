"""The secret that pseudonyms are made under."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from contracts.problems import Unusable

KEY_BYTES_MIN = 16
KEY_BYTES_MAX = 1 << 16
MADE_BYTES = 32
OWNER_ALONE = 0o700


def load_key(given: Path | None, environment: Mapping[str, str]) -> bytes:
    """Read the key from the file given, else from ASSAY_KEY_FILE, else the user's own, made on first use."""
    named = given or (Path(name) if (name := environment.get("ASSAY_KEY_FILE")) else None)
    if named:
        return _read(named)
    own = _own(environment)
    if not own.exists():
        _make(own)
    return _read(own)


def _own(environment: Mapping[str, str]) -> Path:
    data = environment.get("XDG_DATA_HOME") or ""
    # The base directory specification has a relative path ignored.
    folder = Path(data) if Path(data).is_absolute() else _home() / ".local" / "share"
    return folder / "assay" / "key"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        raise Unusable("no key is given, and there is no home to make one in") from None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            key = file.read(KEY_BYTES_MAX + 1)
    except OSError as error:
        raise Unusable(f"the key {path} cannot be read: {error.strerror}") from None
    if len(key) > KEY_BYTES_MAX:
        raise Unusable(f"the key {path} is longer than {KEY_BYTES_MAX} bytes")
    key = key.strip()
    if len(key) < KEY_BYTES_MIN:
        raise Unusable(f"the key {path} is shorter than {KEY_BYTES_MIN} bytes")
    return key


def _make(path: Path) -> None:
    """Write a new key that only the user can read; of two that are made at once the first one stays."""
    try:
        path.parent.mkdir(mode=OWNER_ALONE, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(MADE_BYTES) + "\n")
            with suppress(FileExistsError):
                os.link(name, path)
        finally:
            Path(name).unlink()
    except OSError as error:
        raise Unusable(f"no key can be made at {path}: {error.strerror}") from None
