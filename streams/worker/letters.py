"""Dead letters as records: what came, byte for byte, with its cause in the headers that Kafka Connect uses."""

from contracts.problems import Problem
from streams.kafka.topology import DEAD_LETTERS
from streams.worker.records import Incoming, Outgoing
from streams.worker.settings import RECORD_BYTES_MAX

PREFIX = "__connect.errors."
KEY_BYTES_MAX = 64 << 10


def dead_letter(record: Incoming, task: str, stage: str, kind: str, message: str) -> Outgoing:
    """The letter of a record that could not be governed; `message` says why, and holds no payload value.

    A record that no topic takes whole leaves a letter without it, whose header `__connect.errors.value.omitted` has
    the value's size in bytes.
    """
    cause = {
        "topic": record.topic,
        "partition": str(record.partition),
        "offset": str(record.offset),
        "connector.name": "assay",
        "task.id": task,
        "stage": stage,
        "exception.class.name": kind,
        "exception.message": message,
    }
    letter = Outgoing(DEAD_LETTERS, record.partition, record.key, [*record.headers, *_causes(cause)], record.value)
    if letter.size_bytes <= RECORD_BYTES_MAX:
        return letter
    # It came compressed, and is larger than any topic takes: what it says stands where it came from.
    cause["value.omitted"] = str(len(record.value or b""))
    return Outgoing(DEAD_LETTERS, record.partition, (record.key or b"")[:KEY_BYTES_MAX] or None, _causes(cause), b"")


def _causes(cause: dict[str, str]) -> list[tuple[str, bytes | None]]:
    return [(PREFIX + name, text.encode()) for name, text in cause.items()]


def of_problem(record: Incoming, task: str, stage: str, problem: Problem) -> Outgoing:
    """The letter of a record with a problem."""
    return dead_letter(record, task, stage, type(problem).__name__, str(problem))
