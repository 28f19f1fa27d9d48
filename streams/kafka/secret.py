"""A secret that is read from a file or the environment and that no representation shows."""

from collections.abc import Mapping
from pathlib import Path

from contracts.problems import Unusable

SECRET_BYTES_MAX = 1 << 12
SHOWN = "[secret]"


class Secret(str):
    """A text that clients take for the text that it is, and that logs of their settings show as `[secret]`.

    kafka-python logs the settings of every client at DEBUG, by their representation.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return SHOWN

    def __format__(self, format_spec: str) -> str:
        return format(SHOWN, format_spec)


def read_secret(name: str, environment: Mapping[str, str]) -> Secret | None:
    """The secret that the variable NAME holds, or the file that NAME_FILE names; None where neither is set."""
    given, file = environment.get(name), environment.get(f"{name}_FILE")
    if given and file:
        raise Unusable(f"both {name} and {name}_FILE are set")
    if file:
        return _from_file(Path(file), f"{name}_FILE")
    if given and not given.isprintable():
        raise Unusable(f"{name} holds a character that is not printable")
    return Secret(given) if given else None


def _from_file(path: Path, name: str) -> Secret:
    try:
        with path.open("rb") as file:
            content = file.read(SECRET_BYTES_MAX + 1)
    except OSError as error:
        raise Unusable(f"the file of {name} cannot be read: {error.strerror}") from None
    if len(content) > SECRET_BYTES_MAX:
        raise Unusable(f"the file of {name} is longer than {SECRET_BYTES_MAX} bytes")
    try:
        secret = content.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        # Raised from within, the problem would carry the bytes as its context.
        secret = None
    if secret is None:
        raise Unusable(f"the file of {name} is not UTF-8")
    if not secret or not secret.isprintable():
        raise Unusable(f"the file of {name} does not hold one line of printable characters")
    return Secret(secret)
