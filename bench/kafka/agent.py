"""A plain Faust agent that forwards each event: `python -m bench.kafka.agent GROUP FOLDER`."""

import os
import sys
from typing import Any

import faust

from bench.kafka.stage import FORWARDED, PARTITIONS
from streams.kafka.topology import EVENTS


def main() -> None:
    """Forward records until asked to end."""
    group, folder = sys.argv[1:]
    app = faust.App(
        group,
        broker=f"kafka://{os.environ['ASSAY_KAFKA_BOOTSTRAP_SERVERS']}",
        store="memory://",
        datadir=folder,
        web_enabled=False,
        topic_partitions=PARTITIONS,
        consumer_auto_offset_reset="earliest",
        autodiscover=False,
    )
    raw: dict[str, Any] = {"key_type": bytes, "value_type": bytes, "key_serializer": "raw", "value_serializer": "raw"}
    forwarded = app.topic(FORWARDED, **raw)

    @app.agent(app.topic(*EVENTS, **raw))
    async def forward(stream: Any) -> None:
        async for event in stream.events():
            await event.forward(forwarded)

    faust.Worker(app, loglevel="WARN", quiet=True, redirect_stdouts=False).execute_from_commandline()


if __name__ == "__main__":
    main()
