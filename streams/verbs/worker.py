"""`assay worker`: the same on Kafka."""

import os
import socket
from pathlib import Path

import click

from contracts.problems import Unusable
from streams.verbs.options import KEY, PACKS, SINKS
from streams.worker.settings import SLOTS_MAX, Settings
from streams.worker.start import start


@click.command("worker")
@click.option(
    "--state",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("assay-state"),
    show_default=True,
    help="Where identities seen are kept between starts; of this worker alone.",
)
@click.option(
    "--slots",
    type=click.IntRange(1, SLOTS_MAX),
    default=1,
    show_default=True,
    help="Processes that govern, one a core.",
)
@click.option(
    "--name", default=socket.gethostname, help="The same at every start, another for every worker; else the host's."
)
@click.option(
    "--web",
    default="127.0.0.1:6066",
    show_default=True,
    metavar="HOST:PORT",
    help="Where pages are shown: /livez, /readyz, /slots, /requests.",
)
@SINKS
@PACKS
@KEY
def command(
    state: Path, slots: int, name: str, web: str, sinks: Path | None, packs: Path | None, key: Path | None
) -> None:
    """Govern the events of Kafka topics, exactly once, until told to stop.

    The brokers are those of ASSAY_KAFKA_BOOTSTRAP_SERVERS; `assay topics apply` makes the topics.
    """
    host, _, port = web.rpartition(":")
    if not host or not port.isdigit():
        raise Unusable("--web takes HOST:PORT")
    start(Settings(name, state, slots, sinks, packs, key, host, int(port)), os.environ)
