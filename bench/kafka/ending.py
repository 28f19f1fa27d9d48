"""How a loop is asked to end."""

import signal


def asked_to_end() -> list[int]:
    """A list that is empty until SIGTERM comes."""
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda received, _: asked.append(received))
    return asked
