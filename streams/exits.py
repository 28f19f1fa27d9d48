"""How a command ends: its exit codes, and the problem of a job that could not be finished."""

from contracts.problems import Problem

DONE = 0
FINDINGS = 1
UNUSABLE = 2
UNFINISHED = 3
INTERRUPTED = 130
BROKEN_PIPE = 141


class Unfinished(Problem):
    """A job that had to stop before its end; the same command goes on with it."""

    reason = "unfinished"
    retryable = True

    def __init__(self, kind: str, exit_code: int = UNFINISHED) -> None:
        super().__init__(kind)
        self.exit_code = exit_code


def whereabouts(error: BaseException) -> str:
    """An unexpected error as its type and where it was raised; its text may hold a payload value and is not told."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    return f"{type(error).__name__} at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
