"""The two moments at which most pages of the queue are looked at."""

from collections.abc import Iterator

import pytest

from tests.factories.queue import MORNING, NOON
from titian.kernel import clock


@pytest.fixture
def monday_morning() -> Iterator[None]:
    """08.00 at the counter."""
    with clock.fixed(MORNING):
        yield


@pytest.fixture
def friday_noon() -> Iterator[None]:
    """The Friday before, when people book."""
    with clock.fixed(NOON):
        yield
