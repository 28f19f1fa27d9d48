"""What a worker logs: its own messages whole, those of libraries without the values that they are about.

Faust logs keys and values of messages at its lower levels, and its errors may hold them: of a library's record only the
level, the logger and the text before its arguments were put in are kept.
"""

import logging
import sys

LIBRARIES = ("faust", "mode", "aiokafka", "aiohttp", "kafka", "asyncio")


class WithoutValues(logging.Filter):
    """Takes the arguments out of records, and the text out of exceptions."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without its values."""
        if record.name.startswith("assay"):
            return True
        raised = f" ({record.exc_info[0].__name__})" if record.exc_info and record.exc_info[0] else ""
        # A text without arguments may have been made of them.
        text = str(record.msg).partition("%")[0] if record.args else f"line {record.lineno} "
        record.msg = f"{text}…{raised}"
        record.args = record.exc_info = record.exc_text = record.stack_info = None
        return True


def set_up(who: str) -> None:
    """Log to standard error: our own from INFO on, libraries' from WARNING on and without values."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(f"%(asctime)s %(levelname)s {who} %(name)s: %(message)s"))
    handler.addFilter(WithoutValues())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("assay").setLevel(logging.INFO)
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.WARNING)
