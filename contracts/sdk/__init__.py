"""The producer SDK: events and control facts checked before they are sent, keyed and placed as the pipeline reads them.

Only a `Producer` needs kafka-python (`pip install 'assay[sdk]'`); `contracts.sdk.testing` needs nothing of Kafka.
"""

from contracts.sdk.bounds import Bounds
from contracts.sdk.cloud_event import cloud_event
from contracts.sdk.emitter import Emitter
from contracts.sdk.problems import Undelivered
from contracts.sdk.producer import Producer
from contracts.sdk.records import Position

__all__ = ["Bounds", "Emitter", "Position", "Producer", "Undelivered", "cloud_event"]
