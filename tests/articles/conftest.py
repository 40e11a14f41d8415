"""What the tests of articles share."""

from collections.abc import Iterator

import pytest
from tests.web import Server


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running
