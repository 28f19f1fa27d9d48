"""Dead letters as records: what came, byte for byte, with its cause in the headers that Kafka Connect uses."""

from contracts.problems import Problem
from streams.kafka.topology import DEAD_LETTERS
from streams.worker.records import Incoming, Outgoing

PREFIX = "__connect.errors."


def dead_letter(record: Incoming, task: str, stage: str, kind: str, message: str) -> Outgoing:
    """The letter of a record that could not be governed; `message` says why, and holds no payload value."""
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
    headers = [*record.headers, *((PREFIX + name, text.encode()) for name, text in cause.items())]
    return Outgoing(DEAD_LETTERS, record.partition, record.key, headers, record.value)


def of_problem(record: Incoming, task: str, stage: str, problem: Problem) -> Outgoing:
    """The letter of a record with a problem."""
    return dead_letter(record, task, stage, type(problem).__name__, str(problem))
