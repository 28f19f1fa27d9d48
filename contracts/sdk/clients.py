"""Clients of kafka-python, made so that one which cannot connect leaves nothing open: by itself it would."""

from collections.abc import Callable, Mapping
from typing import Any

from kafka.net.compat import KafkaNetClient


def connected(kind: Callable[..., Any], settings: Mapping[str, Any]) -> Any:
    """A consumer, a producer or an administrator with these settings; raises what kafka-python raises."""
    opened: list[KafkaNetClient] = []

    def client(**given: Any) -> KafkaNetClient:
        opened.append(KafkaNetClient(**given))
        return opened[-1]

    try:
        return kind(**settings, kafka_client=client)
    except BaseException:
        for each in opened:
            each.close()
        raise
