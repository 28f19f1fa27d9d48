"""The bench that the tests of this folder decide on."""

import pytest

from streams.policies import Policies
from tests.processors.bench import Bench


@pytest.fixture(scope="session")
def decide(policies: Policies) -> Bench:
    return Bench(policies)
