"""The broker of a run, and how it is made to stand still."""

import contextlib
import os
import signal
import subprocess

from tests.kafka.brokers import Broker

END_SECONDS_MAX = 60


class Node(Broker):
    """A broker that can be frozen besides what others can."""

    def freeze(self) -> None:
        """Have it stand still."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        """Have it go on."""
        self._send(signal.SIGCONT)

    def stop(self) -> None:
        """End it in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it with SIGKILL."""
        self._end(signal.SIGKILL)

    def close(self) -> None:
        """End it, frozen or not, and remove its data."""
        with contextlib.suppress(OSError, ValueError):
            self.thaw()
        super().close()

    def _end(self, number: signal.Signals) -> None:
        self._send(number)
        if self._process is not None:
            try:
                # Its keeper takes the end of standard input for the end of the run, and the data away: not before then.
                self._process.wait(END_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                self._send(signal.SIGKILL)
                self._process.wait()
        self._let_go()

    def _send(self, number: signal.Signals) -> None:
        os.kill(int((self.folder / "broker.pid").read_text()), number)
