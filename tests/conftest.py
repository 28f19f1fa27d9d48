"""What is loaded once for all tests: the built-in policies, the reader of text, and a governor of both."""

import pytest
from hypothesis import settings

from processors.govern import Governor
from streams.policies import Policies, load_policies
from tests.governing import Reader, governor_of

# How long an example takes is the machine's affair.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def policies() -> Policies:
    return load_policies()


@pytest.fixture(scope="session")
def reader() -> Reader:
    from processors.text.reader import TextReader  # noqa: PLC0415 - its model is loaded where a test reads text.

    return TextReader().read


@pytest.fixture(scope="session")
def governor(policies: Policies, reader: Reader) -> Governor:
    return governor_of(policies, reader)


def pytest_configure(config: pytest.Config) -> None:
    """Make known the mark by which a test proves a clause."""
    config.addinivalue_line("markers", "clause(id): the test proves that the clause with this id is kept")
