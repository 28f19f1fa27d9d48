"""The command that runs a class of Kafka's."""

import hashlib
from pathlib import Path

from infra.broker.jars import CHECKSUMS, JARS, classpath
from infra.broker.tools import java

# One small collector and no second compiler: ready sooner, and quiet beside what is tested.
FLAGS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError")
LOGGING = Path(__file__).resolve().with_name("log4j2.properties")


def kafka(heap: str) -> list[str]:
    """Java with Kafka's jars, to be followed by a class and its arguments; refused where either is missing."""
    runtime, jars, kept = java(), classpath(), archive()
    shared = [f"-XX:SharedArchiveFile={kept}"] if kept.exists() and kept.stat().st_size else []
    return [runtime, *FLAGS, *shared, f"-Xmx{heap}", f"-Dlog4j2.configurationFile={LOGGING}", "-cp", jars]


def archive() -> Path:
    """Where the loaded classes of these jars, here, are kept for this Java: another could not use them."""
    runtime = Path(java()).resolve()
    told = f"{JARS} {runtime} {runtime.stat().st_mtime_ns} {FLAGS} {CHECKSUMS.read_text()}"
    return JARS.with_name(f"{hashlib.sha256(told.encode()).hexdigest()[:16]}.jsa")
