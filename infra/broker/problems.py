"""What the broker's script cannot do, in one line, with the exit code that says whose turn it is."""

UNUSABLE = 2
NOT_READY = 3


class Refused(Exception):  # noqa: N818 - named for what is told.
    """Something is missing or cannot be used as given; the text is one line and says what to do."""

    exit_code = UNUSABLE


class NotReady(Refused):
    """The broker was started and ended, or did not get ready in time."""

    exit_code = NOT_READY
