"""kafka-python's log without what it carries: at DEBUG it tells whole requests, payloads and passwords among them."""

import logging

LOGGERS = ("kafka.net.connection", "kafka.producer.kafka", "kafka.producer.sender", "kafka.protocol.parser")
"""Those that tell requests, responses or records."""


class _WithoutRecords(logging.Filter):
    """Lets through what is above DEBUG, bytes by their number: a response that cannot be read is told as an error."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno <= logging.DEBUG:
            return False
        if isinstance(record.args, tuple):
            record.args = tuple(_told(argument) for argument in record.args)
        return True


def _told(argument: object) -> object:
    return f"{len(argument)} bytes" if isinstance(argument, bytes | bytearray | memoryview) else argument


_FILTER = _WithoutRecords()


def keep_quiet() -> None:
    """Keep payloads and secrets out of kafka-python's log, whatever levels are set; once is enough."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(_FILTER)
