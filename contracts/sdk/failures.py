"""kafka-python's errors as kinds: a word that holds nothing of what was sent or read, which an error's text may."""

from kafka import errors

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (errors.AuthorizationError, "not_authorized"),
    (errors.SaslAuthenticationFailedError, "not_authenticated"),
    (errors.UnknownTopicOrPartitionError, "no_such_topic"),
    (errors.MessageSizeTooLargeError, "too_long"),
    (errors.RecordListTooLargeError, "too_long"),
    (errors.ProducerFencedError, "fenced"),
    (errors.InvalidProducerEpochError, "fenced"),
    (errors.KafkaTimeoutError, "timed_out"),
    (errors.RequestTimedOutError, "timed_out"),
    (errors.KafkaConnectionError, "unreachable"),
    (errors.NodeNotReadyError, "unreachable"),
)


def kind_of(error: BaseException) -> str:
    """What went wrong; for what has no word of its own, the name of its class."""
    return next((kind for known, kind in _KINDS if isinstance(error, known)), f"failed_{type(error).__name__}")
