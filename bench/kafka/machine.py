"""What the figures were taken on."""

import os
import platform
import re
from pathlib import Path

import confluent_kafka
import faust

from bench.kafka.stage import MEMORY, Stage

POM = Path(__file__).parents[2] / "infra" / "broker" / "pom.xml"


def facts(stage: Stage) -> list[tuple[str, str]]:
    """Each fact by its name."""
    kafka = re.search(r"<kafka.version>(.+?)</kafka.version>", POM.read_text())
    return [
        ("cores, which all processes share", str(len(os.sched_getaffinity(0)))),
        ("load over a minute before the start", f"{os.getloadavg()[0]:.1f}"),
        ("processor", _processor()),
        ("Python", platform.python_version()),
        ("Kafka, one broker", kafka.group(1) if kafka else "unknown"),
        ("the broker's data", "in memory" if stage.data.is_relative_to(MEMORY) else "on a disk"),
        ("confluent-kafka, librdkafka", f"{confluent_kafka.version()}, {confluent_kafka.libversion()[0]}"),
        ("Faust", faust.__version__),
    ]


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
