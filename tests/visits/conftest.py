"""The moment at which most pages of visits are looked at."""

from collections.abc import Iterator

import pytest

from tests.factories.queue import MORNING
from titian.kernel import clock


@pytest.fixture
def monday_morning() -> Iterator[None]:
    with clock.fixed(MORNING):
        yield
