"""Imported once by the process that slots are forked from: a slot that starts again has its reader of text at once."""

import signal

from streams.assembly import text_reader
from streams.worker import process

# What ends a whole process group ends slots in order, which a fork server that is gone would keep them from.
signal.signal(signal.SIGTERM, signal.SIG_IGN)
# A server that is stopped would not notice by itself that its host has ended.
process.die_with_parent()
text_reader()

__all__ = ["process"]
